"""A stand-in for the one operation of AWS HealthOmics that the examples are about.

Answers `POST /referencestore/{referenceStoreId}/importjobs` from a small set of jobs: pages, filters,
validation errors, a store that is not there, one that throttles. With `--faulty`, some stores answer
with the faults that FAULTS names. It takes requests as a proxy gets them (`POST http://host/path`) too.
"""

import argparse
import base64
import json
import re
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

STORE = "1234567890"
EMPTY = "2000000000"
THROTTLED = "4290000000"
STATUSES = [
    "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
    "COMPLETED_WITH_FAILURES",
]

FAULTS = {
    "9000000001": "an id of nine digits",
    "9000000002": "a status that the enum does not have",
    "9000000003": "a job without its role",
    "9000000004": "a store that is not there, told with status 400",
    "9000000005": "jobs of another store",
    "9000000006": "the status filter is not applied",
    "9000000007": "the page is larger than was asked for",
    "9000000008": "an error of a type that nobody declared",
    "9000000009": "a time that is not in any calendar",
    "9000000010": "an id twice in one job, and a member nobody knows",
    "9000000011": "an error without its message",
    "9000000012": "a page of HTML from a broken gateway",
    "9000000013": "maxResults of 0 is answered as if it were sound",
    "9000000014": "a sound request is refused",
}


def when(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)


def shown(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def jobs_of(store):
    """Eleven jobs, the same for every store but an empty one."""
    if store == EMPTY:
        return []
    jobs = []
    for number in range(11):
        created = datetime(2024, 1, 1, 8, 30, 15, 250000, timezone.utc) + timedelta(days=number)
        job = {
            "id": f"{7000000000 + number * 1234567}",
            "referenceStoreId": store,
            "roleArn": "arn:aws:iam::555555555555:role/omics-import",
            "status": STATUSES[number % len(STATUSES)],
            "creationTime": shown(created),
        }
        if job["status"] in ("CANCELLED", "FAILED", "COMPLETED", "COMPLETED_WITH_FAILURES"):
            job["completionTime"] = shown(created + timedelta(hours=2, minutes=number))
        jobs.append(job)
    return jobs


class Refusal(Exception):
    """An error answer."""

    def __init__(self, status, kind, message):
        self.status, self.kind, self.message = status, kind, message


def token(offset):
    """An opaque token, with characters that a query must encode."""
    return base64.b64encode(f"offset={offset};>>?".encode()).decode() + "+/="


def offset_of(text):
    try:
        found = re.fullmatch(rb"offset=(\d+);>>\?", base64.b64decode(text[:-3]))
        return int(found.group(1))
    except (ValueError, AttributeError):
        raise Refusal(400, "ValidationException", "nextToken is not a token of this list") from None


class StandIn(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stand-in"
    sys_version = ""
    faulty = False
    throttled = set()

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            self.answer(200, self.list_jobs(body))
        except Refusal as refusal:
            content = {"message": refusal.message} if refusal.message else {}
            self.answer(refusal.status, content, refusal.kind)

    def list_jobs(self, body):
        url = urlsplit(self.path)
        path = re.fullmatch(r"/referencestore/([^/]+)/importjobs", url.path)
        if not path:
            raise Refusal(404, "ResourceNotFoundException", "there is nothing here")
        store = unquote(path.group(1))
        query = parse_qs(url.query, keep_blank_values=True)
        fault = store if self.faulty and store in FAULTS else None
        self.check_store(store, fault)
        limit = self.limit(query, fault)
        first = offset_of(query["nextToken"][0]) if "nextToken" in query else 0
        jobs = self.filtered(jobs_of(store), body, fault)
        if fault == "9000000007":
            limit += 1
        page = [self.spoiled(job, fault) for job in jobs[first:first + limit]]
        answer = {"importJobs": page}
        if first + limit < len(jobs):
            answer["nextToken"] = token(first + limit)
        return answer

    def check_store(self, store, fault):
        if not re.fullmatch(r"[0-9]{10,36}", store):
            raise Refusal(400, "ValidationException", "referenceStoreId must be 10 to 36 digits")
        if fault == "9000000004":
            raise Refusal(400, "ResourceNotFoundException", f"no reference store {store}")
        if fault == "9000000008":
            raise Refusal(409, "StoreIsBusyException", "try again later")
        if fault == "9000000011":
            raise Refusal(403, "AccessDeniedException", None)
        if fault == "9000000012":
            raise Refusal(502, None, None)
        if fault == "9000000014":
            raise Refusal(400, "ValidationException", "the request is not valid")
        if store == THROTTLED:
            client = self.headers.get("User-Agent", "").split()[0]
            if client not in self.throttled:
                self.throttled.add(client)
                raise Refusal(429, "ThrottlingException", "Rate exceeded")
        elif store not in (STORE, EMPTY) and not fault:
            raise Refusal(404, "ResourceNotFoundException", f"no reference store {store}")

    def limit(self, query, fault):
        if "maxResults" not in query:
            return 100
        text = query["maxResults"][0]
        if fault == "9000000013":
            return 100
        if not re.fullmatch(r"[0-9]+", text) or not 1 <= int(text) <= 100:
            raise Refusal(400, "ValidationException", "maxResults must be from 1 to 100")
        return int(text)

    def filtered(self, jobs, body, fault):
        try:
            wanted = json.loads(body or b"{}").get("filter") or {}
            if fault == "9000000006":
                return jobs
            if wanted.get("status") and wanted["status"] not in STATUSES:
                raise Refusal(400, "ValidationException", "status is none of the known ones")
            if wanted.get("status"):
                jobs = [job for job in jobs if job["status"] == wanted["status"]]
            if wanted.get("createdAfter"):
                after = when(wanted["createdAfter"])
                jobs = [job for job in jobs if when(job["creationTime"]) >= after]
            if wanted.get("createdBefore"):
                before = when(wanted["createdBefore"])
                jobs = [job for job in jobs if when(job["creationTime"]) <= before]
        except (ValueError, AttributeError, TypeError):
            raise Refusal(400, "ValidationException", "the body cannot be read") from None
        return jobs

    def spoiled(self, job, fault):
        job = dict(job)
        if fault == "9000000001":
            job["id"] = job["id"][:9]
        elif fault == "9000000002" and job["status"] == "CANCELLING":
            job["status"] = "PAUSED"
        elif fault == "9000000003":
            del job["roleArn"]
        elif fault == "9000000005":
            job["referenceStoreId"] = STORE
        elif fault == "9000000009":
            job["creationTime"] = job["creationTime"].replace("2024-01", "2024-02").replace("-11T", "-30T")
        elif fault == "9000000010":
            job["priority"] = 3
        return job

    def answer(self, status, content, error=None):
        text = json.dumps(content, separators=(",", ":"))
        if status == 200 and '"priority"' in text:
            text = re.sub(r'"id":("\d+")', r'"id":\1,"id":\1', text)
        kind = "application/json"
        if status == 502:
            text, kind = "<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html"
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000")
        if error:
            self.send_header("x-amzn-ErrorType", error)
        self.end_headers()
        self.wfile.write(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--faulty", action="store_true")
    arguments = parser.parse_args()
    StandIn.faulty = arguments.faulty
    ThreadingHTTPServer(("127.0.0.1", arguments.port), StandIn).serve_forever()


if __name__ == "__main__":
    main()

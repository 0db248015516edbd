#!/usr/bin/env python3
"""ListReferenceImportJobs of HealthOmics, answered from memory: a sound server to be tested.

Usage: list_jobs.py [--port N] [--jobs N] [--unknown refuse|ignore] [--fault NAME]

Written for measuring `assay test`, by hand and without Assay. Prints its URL, and serves until it is
ended. A fault, by name, is something that it does wrong; `--list-faults` lists them.
"""
import argparse
import base64
import datetime
import http.server
import json
import re
import socketserver
import sys
import unicodedata
import urllib.parse

STATUSES = [
    "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
    "COMPLETED_WITH_FAILURES",
]
STORE = "1234567890"
FAULTS = {
    "max-results-101": "maxResults 101 is taken",
    "max-results-0": "maxResults 0 is taken",
    "max-results-100": "maxResults 100 is refused",
    "token-6145": "a token of 6,145 characters is taken",
    "token-bytes": "the length of a token is counted in bytes",
    "token-search": "a token needs one sound character only",
    "store-letters": "a store may have letters",
    "status-any": "any status is taken",
    "status-trim": "the status is trimmed",
    "crash-filter": "status and createdAfter together crash",
    "error-type": "the type of errors is missing",
    "error-status": "errors have status 422",
    "drop-last": "the last item of each page but the last is lost",
    "endless": "the last page has a token",
    "filter-ignored": "the status filter is ignored",
    "bad-time": "creation times have no zone",
    "date-any": "a thirtieth of February is taken",
}


class Invalid(Exception):
    """The request breaks the contract."""


class Missing(Exception):
    """There is no such store."""


def jobs(count):
    """The data: a list of jobs that differ in all that can be filtered by."""
    start = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)
    return [
        {
            "id": f"{2000000000 + index}",
            "referenceStoreId": STORE,
            "roleArn": "arn:aws:iam::123456789012:role/import",
            "status": STATUSES[index % len(STATUSES)],
            "creationTime": start + datetime.timedelta(hours=7 * index),
        }
        for index in range(count)
    ]


def whole_number(text):
    if not re.fullmatch(r"-?[0-9]+", text, re.ASCII) or len(text) > 10:
        raise Invalid("maxResults is no integer")
    return int(text)


def instant(value):
    if not isinstance(value, str):
        raise Invalid("a time is no string")
    match = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", value, re.ASCII)
    if not match:
        raise Invalid("a time is not RFC 3339")
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    zone = match.group(8)
    leap = second == 60
    if second > 60:
        raise Invalid("a time has too many seconds")
    try:
        shift = datetime.timezone.utc
        if zone not in "Zz":
            if int(zone[1:3]) > 23 or int(zone[4:6]) > 59:
                raise ValueError
            delta = datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
            shift = datetime.timezone(-delta if zone[0] == "-" else delta)
        fraction = int(((match.group(7) or ".0")[1:] + "000000")[:6])
        moment = datetime.datetime(
            max(year, 1), month, day, hour, minute, 59 if leap else second, fraction, tzinfo=shift)
        return moment + datetime.timedelta(seconds=1 if leap else 0)
    except (ValueError, OverflowError):
        raise Invalid("a time is no time") from None


def pairs(items):
    names = [name for name, _ in items]
    if len(set(names)) != len(names):
        raise Invalid("a member stands twice")
    return dict(items)


def no_constant(_):
    raise ValueError("no JSON")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def has(self, fault):
        return self.server.fault == fault

    def do_POST(self):
        length = self.headers.get("Content-Length", "0")
        body = self.rfile.read(int(length)) if length.isdigit() else b""
        try:
            self.reply(200, self.answer(body))
        except Invalid as error:
            self.refuse(422 if self.has("error-status") else 400, "ValidationException", str(error))
        except Missing:
            self.refuse(404, "ResourceNotFoundException", "there is no such store")
        except Exception as error:  # a fault that crashes
            self.refuse(500, "InternalServerException", repr(error))

    def do_GET(self):
        self.refuse(404, "ResourceNotFoundException", "there is nothing here")

    do_PUT = do_DELETE = do_PATCH = do_GET

    def refuse(self, status, kind, message):
        headers = {} if self.has("error-type") else {"x-amzn-errortype": kind}
        self.reply(status, {"message": message}, headers)

    def reply(self, status, value, headers={}):
        body = json.dumps(value).encode()
        self.send_response_only(status)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass

    # What the operation does.

    def answer(self, body):
        path, _, query = self.path.partition("?")
        match = re.fullmatch(r"/referencestore/([^/]+)/importjobs/?", path)
        if not match:
            raise Missing
        try:
            store = urllib.parse.unquote_to_bytes(match.group(1)).decode()
        except UnicodeDecodeError:
            raise Invalid("the store is no UTF-8") from None
        digits = r"[0-9a-z]+" if self.has("store-letters") else r"[0-9]+"
        if not 10 <= len(store) <= 36 or not re.fullmatch(digits, store):
            raise Invalid("the store is no identifier")
        size, offset = self.page(query)
        chosen = self.filtered(self.document(body))
        if store != STORE:
            raise Missing
        page = chosen[offset : offset + size]
        out = {"importJobs": [self.item(job) for job in page]}
        if offset + size < len(chosen) or self.has("endless"):
            out["nextToken"] = base64.urlsafe_b64encode(f"at:{offset + size}".encode()).decode()
            if self.has("drop-last") and out["importJobs"]:
                out["importJobs"].pop()
        return out

    def item(self, job):
        form = "%Y-%m-%dT%H:%M:%S" if self.has("bad-time") else "%Y-%m-%dT%H:%M:%SZ"
        return job | {"creationTime": job["creationTime"].strftime(form)}

    def page(self, query):
        given = {}
        for piece in query.split("&") if query else []:
            name, _, value = piece.partition("=")
            try:
                name, value = (
                    urllib.parse.unquote_to_bytes(text.replace("+", " ")).decode()
                    for text in (name, value))
            except UnicodeDecodeError:
                raise Invalid("the query is no UTF-8") from None
            given.setdefault(name, value)
        size = 10
        if "maxResults" in given:
            size = whole_number(given["maxResults"])
            low = 0 if self.has("max-results-0") else 1
            high = 101 if self.has("max-results-101") else 99 if self.has("max-results-100") else 100
            if not low <= size <= high:
                raise Invalid("maxResults is out of range")
        return size, self.offset(given["nextToken"]) if "nextToken" in given else 0

    def offset(self, token):
        length = len(token.encode()) if self.has("token-bytes") else len(token)
        if not 1 <= length <= (6145 if self.has("token-6145") else 6144):
            raise Invalid("the token has the wrong length")
        sound = [unicodedata.category(each)[0] in "LMZSNP" for each in token]
        if not (any(sound) if self.has("token-search") else all(sound)):
            raise Invalid("the token has characters that no token has")
        try:
            return int(re.fullmatch(r"at:([0-9]{1,6})", base64.urlsafe_b64decode(token).decode()).group(1))
        except Exception:
            # A token that was never given out: there is nothing behind it.
            return 1 << 20

    def document(self, body):
        if not body:
            return {}
        kind = self.headers.get_content_type()
        if self.headers.get("Content-Type") is not None and kind != "application/json":
            raise Invalid("the body is not said to be JSON")
        try:
            value = json.loads(
                body.decode("utf-8"), object_pairs_hook=pairs, parse_constant=no_constant)
            # A lone surrogate is no text.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except (ValueError, RecursionError):
            raise Invalid("the body is no JSON") from None
        if not isinstance(value, dict):
            raise Invalid("the body is no object")
        if self.server.unknown == "refuse" and set(value) - {"filter"}:
            raise Invalid("the body has a member that nobody knows")
        return value

    def filtered(self, value):
        filters = value.get("filter")
        chosen = self.server.data
        if filters is None:
            return chosen
        if not isinstance(filters, dict):
            raise Invalid("the filter is no object")
        if self.server.unknown == "refuse" and set(filters) - {"status", "createdAfter", "createdBefore"}:
            raise Invalid("the filter has a member that nobody knows")
        status = filters.get("status")
        if status is not None:
            if self.has("status-trim") and isinstance(status, str):
                status = status.strip()
            if status not in STATUSES and not self.has("status-any"):
                raise Invalid("the status is none")
            if not self.has("filter-ignored"):
                chosen = [job for job in chosen if job["status"] == status]
        for name, keeps in (("createdAfter", 1), ("createdBefore", -1)):
            text = filters.get(name)
            if text is None:
                continue
            if self.has("crash-filter") and status is not None:
                raise RuntimeError(name)
            if self.has("date-any") and isinstance(text, str):
                text = text.replace("-02-30", "-03-01")
            moment = instant(text)
            chosen = [
                job for job in chosen
                if (job["creationTime"] >= moment if keeps > 0 else job["creationTime"] <= moment)
            ]
        return chosen


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=23, help="how many jobs there are")
    parser.add_argument("--unknown", choices=["refuse", "ignore"], default="ignore")
    parser.add_argument("--http-1-0", action="store_true", help="a connection for each request")
    parser.add_argument("--fault", choices=sorted(FAULTS))
    parser.add_argument("--list-faults", action="store_true")
    options = parser.parse_args()
    if options.list_faults:
        for name, text in FAULTS.items():
            print(f"{name:16} {text}")
        return
    if options.http_1_0:
        Handler.protocol_version = "HTTP/1.0"
    server = Server(("127.0.0.1", options.port), Handler)
    server.data = jobs(options.jobs)
    server.unknown = options.unknown
    server.fault = options.fault
    print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()

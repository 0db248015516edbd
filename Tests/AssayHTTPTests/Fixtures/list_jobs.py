#!/usr/bin/env python3
"""A client of ListReferenceImportJobs with mistakes that can be switched on.

Usage: list_jobs.py [--bug NAME] ENDPOINT
       list_jobs.py --bugs

Walks through all pages and prints the id of every job, one a line. It speaks HTTP/1.1 over a socket
by itself, so that every mistake that HTTP clients make can be made. Without --bug it makes none.
"""
import datetime
import gzip
import json
import re
import socket
import sys
import time
import urllib.parse
import zlib

STORE = "7418529630"
TIMEOUT = 0.6
ATTEMPTS = 3
STATUSES = {
    "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
    "COMPLETED_WITH_FAILURES",
}
RETRYABLE = {
    "InternalServerException", "ThrottlingException", "InternalFailure", "ServiceUnavailable",
}

# name: (what is wrong, what finds it)
BUGS = {
    # Pages.
    "first-page-only-twice": "stops after the second page",
    "stop-at-empty-page": "takes a page without items for the last one",
    "stop-at-short-page": "takes a page shorter than the first for the last one",
    "ten-pages": "asks for ten pages at most",
    "null-token-is-token": "takes a token that is null for a token",
    "token-not-encoded": "puts the token into the URL as it is",
    "token-space-only": "encodes nothing in the token but spaces",
    "token-encoded-twice": "percent-encodes the token twice",
    "token-plus-kept": "keeps plus signs in the token as they are",
    "token-latin-1": "encodes the token as Latin-1",
    "token-normalised": "normalises the token to NFC",
    "token-stripped": "strips white space around the token",
    "token-lower-case": "writes the token in small letters",
    "token-cut": "cuts the token at 1024 characters",
    "token-number": "sends a token of digits as a number",
    "token-forgotten-on-retry": "forgets the token when it asks again",
    "token-from-anywhere": "finds the token by a search in the text of the body",
    "falsy-token": "takes the token `0` for none",
    # Documents.
    "absent-list": "needs the list of jobs to be there",
    "null-list": "cannot loop over a list that is null",
    "absent-member": "needs optional members to be there",
    "null-member": "cannot read an optional member that is null",
    "unknown-member": "refuses members that it does not know",
    "unknown-member-top": "refuses answers with members that it does not know",
    "unknown-enum-crash": "falls over a status that it does not know",
    "enum-prefix": "knows only five of the states",
    "member-order": "takes members by their position",
    "time-without-fraction": "reads times without fraction alone",
    "time-utc-only": "reads times with Z alone",
    "time-leap-day": "does not know that February can have 29 days",
    "id-as-number": "prints ids as numbers",
    "id-as-float": "prints ids as floating-point numbers",
    "ascii-body": "reads the body as ASCII",
    "latin-1-body": "reads the body as Latin-1 and prints roles",
    "regex-json": "finds ids by a regular expression that knows no white space",
    "no-escapes": "does not undo escapes",
    "deep-recursion": "falls over deep nesting",
    "big-number": "falls over a number of many digits",
    "broken-json-crash": "falls over broken JSON",
    "broken-json-ignored": "takes broken JSON for an empty page",
    "invalid-utf-8-crash": "falls over text that is not UTF-8",
    "long-role": "refuses roles of more than 512 characters",
    # HTTP.
    "no-chunks": "does not know chunked bodies",
    "chunk-size-digits": "reads sizes of chunks as decimal",
    "chunk-extension": "does not know extensions of chunks",
    "chunk-trailer": "does not read fields behind the last chunk",
    "chunk-characters": "decodes every chunk by itself",
    "one-read": "reads the answer by one call of recv",
    "header-case": "looks for Content-Length in exactly these letters",
    "header-space": "needs a space behind the colon of a field",
    "gzip-asked-not-read": "asks for gzip and does not undo it",
    "needs-length": "needs a Content-Length",
    "needs-reason": "needs a reason phrase",
    "exact-media-type": "needs the media type to be exactly application/json",
    "ten-headers": "reads fifteen fields of a head at most",
    "no-interim": "takes an interim answer for the answer",
    "status-ignored": "does not look at the status",
    "only-5xx-fails": "takes statuses below 500 for success",
    "redirect-loop": "follows redirections for ever",
    "short-body-accepted": "takes a cut body for a whole one and prints what it finds",
    "short-chunks-accepted": "takes the end of the connection for the last chunk",
    "garbage-crash": "falls over an answer that is not HTTP",
    "reset-crash": "falls over a connection that is reset",
    "close-is-empty": "takes a connection that closes without an answer for an empty page",
    "no-timeout": "waits for ever",
    "timeout-total-missing": "waits for ever for the rest of a body",
    "endless-head": "reads a head of any length for ever",
    # Errors.
    "html-error-crash": "expects every error to be JSON",
    "empty-error-crash": "expects every error to have a body",
    "odd-error-crash": "expects every error to be an object",
    "error-is-empty-page": "takes errors of the client for an empty page",
    "type-from-header-only": "needs the type of an error in the header",
    "namespace-kept": "does not cut the namespace off the type of an error",
    "no-retry": "does not ask again",
    "one-retry": "asks again once only",
    "retry-everything": "asks again after every error",
    "retry-for-ever": "asks again until it works",
    "retry-prints-twice": "prints the pages before again when it asks again",
    # Data.
    "last-item-lost": "loses the last item of every full page",
    "first-item-lost": "loses the first item of the second page",
    "page-twice": "prints the second page twice",
    "sorted": "sorts the ids",
    "deduplicated": "takes items alike but for their id for one",
    "exit-zero": "ends with status 0 whatever happens",
    "exit-one-when-empty": "ends with status 1 when there is nothing to print",
    "crash-after-all": "falls at the end of long lists",
    "bad-request": "sends a maxResults of 0 with every token",
}

bug = None


class Rejected(Exception):
    """An answer that cannot be used; the program ends with status 1."""


class Again(Exception):
    """Something that is worth another attempt."""


# MARK: HTTP


class Stream:
    """A socket that is read with a deadline."""

    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), timeout=TIMEOUT)
        if bug == "no-timeout":
            self.socket.settimeout(None)
        self.buffer = b""
        self.ended = False
        self.deadline = time.monotonic() + 8

    def fill(self):
        if self.ended:
            return False
        if bug not in ("no-timeout", "endless-head") and time.monotonic() > self.deadline:
            raise Again("the answer takes too long")
        try:
            piece = self.socket.recv(65536)
        except TimeoutError:
            raise Again("no answer in time") from None
        except OSError as error:
            if bug == "reset-crash":
                raise
            raise Again(f"the connection broke: {error}") from None
        if not piece:
            self.ended = True
            return False
        self.buffer += piece
        return True

    def line(self, limit=65536):
        while b"\n" not in self.buffer:
            if len(self.buffer) > limit and bug != "endless-head":
                raise Rejected("a line of the head is too long")
            if not self.fill():
                raise Again("the connection closed inside the head")
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r")

    def exactly(self, count):
        if bug == "timeout-total-missing":
            self.socket.settimeout(None)
        while len(self.buffer) < count:
            if not self.fill():
                if bug == "short-body-accepted":
                    break
                raise Again("the body is shorter than announced")
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    def rest(self):
        while self.fill():
            if len(self.buffer) > 64 << 20:
                raise Rejected("the body is too long")
        data, self.buffer = self.buffer, b""
        return data


def read_head(stream):
    line = stream.line()
    match = re.fullmatch(rb"HTTP/1\.[01] (\d{3})(?: (.*))?", line)
    if bug == "garbage-crash":
        status = int(line.split(b" ")[1])
    elif not match:
        raise Rejected("the answer is not HTTP")
    else:
        status = int(match.group(1))
    if bug == "needs-reason" and not (match and match.group(2)):
        raise Rejected("no reason phrase")
    fields = {}
    size = count = 0
    while True:
        line = stream.line()
        if not line:
            break
        size += len(line)
        count += 1
        if size > 200_000 and bug != "endless-head":
            raise Rejected("the head is too long")
        if bug == "ten-headers" and count > 15:
            raise Rejected("too many fields")
        if b":" not in line:
            raise Rejected("a field without a colon")
        if bug == "header-space":
            name, value = line.split(b": ", 1) if b": " in line else (line, b"")
        else:
            name, value = line.split(b":", 1)
        name = name.decode("latin-1")
        if bug != "header-case":
            name = name.lower()
        value = value.strip(b" \t").decode("latin-1")
        if name.lower() == "content-length" and fields.get(name, value) != value:
            raise Rejected("two lengths")
        fields[name] = value
    return status, fields


def read_chunks(stream):
    pieces = []
    total = 0
    while True:
        try:
            line = stream.line(1024).decode("latin-1")
        except Again:
            if bug == "short-chunks-accepted":
                break
            raise
        if bug == "chunk-extension":
            size = line
        else:
            size = line.split(";")[0].strip()
        if not re.fullmatch("[0-9A-Fa-f]{1,12}", size):
            raise Rejected("a chunk without a size")
        count = int(size, 10 if bug == "chunk-size-digits" and size.isdigit() else 16)
        if count == 0:
            break
        total += count
        if total > 64 << 20:
            raise Rejected("the body is too long")
        try:
            pieces.append(stream.exactly(count))
            if stream.line(16):
                raise Rejected("a chunk without an end")
        except Again:
            if bug == "short-chunks-accepted":
                break
            raise
    if bug != "chunk-trailer" and bug != "short-chunks-accepted":
        while stream.line():
            pass
    elif bug == "chunk-trailer" and stream.line():
        raise Rejected("something behind the last chunk")
    if bug == "chunk-characters":
        for piece in pieces:
            piece.decode("utf-8")
    return b"".join(pieces)


def request(address, target, body):
    """Sends a request and returns status, fields and body of the answer."""
    host, port = address
    try:
        stream = Stream(host, port)
    except OSError as error:
        raise Again(f"no connection: {error}") from None
    head = (
        f"POST {target} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Accept-Encoding: gzip\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    try:
        try:
            stream.socket.sendall(head.encode("utf-8") + body)
        except OSError as error:
            raise Again(f"the connection broke: {error}") from None
        if bug == "one-read":
            stream.fill()
            stream.ended = True
        status, fields = read_head(stream)
        rounds = 0
        while 100 <= status < 200 and bug != "no-interim":
            rounds += 1
            if rounds > 20:
                raise Rejected("interim answers without end")
            status, fields = read_head(stream)
        return status, fields, read_body(stream, fields)
    except Again as error:
        if bug == "close-is-empty" and stream.ended and not stream.buffer:
            return 200, {"content-type": "application/json"}, b"{}"
        raise error
    finally:
        stream.socket.close()


def field(fields, name):
    """The value of a field, by its usual letters."""
    return fields.get(name if bug == "header-case" else name.lower())


def read_body(stream, fields):
    coding = field(fields, "Transfer-Encoding")
    length = field(fields, "Content-Length")
    if coding and coding.lower() == "chunked" and bug != "no-chunks":
        body = read_chunks(stream)
    elif length is not None:
        if not re.fullmatch("[0-9]{1,15}", length):
            raise Rejected("a length that is none")
        count = int(length)
        if count > 64 << 20:
            raise Rejected("the body is too long")
        body = stream.exactly(count)
    elif bug == "needs-length":
        raise Rejected("no length")
    else:
        body = stream.rest()
    if (field(fields, "Content-Encoding") or "") == "gzip" and bug != "gzip-asked-not-read":
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error):
            raise Rejected("the body is not gzip") from None
    return body


# MARK: Documents


def read_document(body):
    if bug == "ascii-body":
        try:
            text = body.decode("ascii")
        except UnicodeDecodeError:
            raise Rejected("not ASCII") from None
    elif bug == "latin-1-body":
        text = body.decode("latin-1")
    elif bug == "invalid-utf-8-crash":
        text = body.decode("utf-8")
    else:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            raise Rejected("the body is not UTF-8") from None
    if bug == "short-body-accepted" or bug == "short-chunks-accepted":
        try:
            return json.loads(text)
        except ValueError:
            ids = re.findall(r'"id"\s*:\s*"([0-9]+)"', text)
            return {"importJobs": [{"id": id} for id in ids], "loose": True}
    if bug in ("deep-recursion", "big-number", "broken-json-crash"):
        only = {"deep-recursion": RecursionError, "broken-json-crash": json.JSONDecodeError}
        try:
            if bug == "big-number" and re.search("[0-9]{4300}", text):
                return json.loads(text)
            return json.loads(text, parse_int=str)
        except (ValueError, RecursionError) as error:
            if bug == "big-number" and "integer string conversion" in str(error):
                raise
            if isinstance(error, only.get(bug, ())):
                raise
            raise Rejected("broken JSON") from None
    if bug == "broken-json-ignored":
        try:
            return json.loads(text, parse_int=str)
        except (ValueError, RecursionError):
            return {}
    try:
        return json.loads(text, parse_int=str, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Rejected("the body is no JSON that can be read") from None


def refuse(_):
    raise ValueError("no JSON")


def need(condition, message):
    if not condition:
        raise Rejected(message)


def read_time(text):
    need(isinstance(text, str), "a time that is no text")
    match = re.fullmatch(
        r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)", text)
    need(match, f"a time that is none: {ascii(text)}")
    if bug == "time-without-fraction":
        need(not match.group(7), "a time with a fraction")
    if bug == "time-utc-only":
        need(match.group(8) in "Zz", "a time with an offset")
    if bug == "time-leap-day":
        need(match.group(2, 3) != ("02", "29"), "29 February")
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    try:
        datetime.date(max(year, 1), month, day)
    except ValueError:
        raise Rejected(f"a date that is none: {text}") from None
    need(hour < 24 and minute < 60 and second <= 60, f"a time that is none: {text}")


def read_job(job):
    need(isinstance(job, dict), "a job that is no object")
    identity = job.get("id")
    if bug in ("short-body-accepted", "short-chunks-accepted") and len(job) == 1:
        return identity
    if bug == "member-order":
        identity = list(job.values())[0]
    need(isinstance(identity, str), "a job without an id")
    need(re.fullmatch("[0-9]{10,36}", identity) is not None, f"an odd id: {ascii(identity)}")
    for name in ("referenceStoreId", "roleArn", "status", "creationTime"):
        need(isinstance(job.get(name), str), f"a job without {name}")
    if bug == "unknown-member":
        known = {"id", "referenceStoreId", "roleArn", "status", "creationTime", "completionTime"}
        need(set(job) <= known, "a job with unknown members")
    if bug == "long-role":
        need(len(job["roleArn"]) <= 512, "a role that is too long")
    if bug == "unknown-enum-crash":
        STATUSES.remove(job["status"])
        STATUSES.add(job["status"])
    if bug == "enum-prefix":
        need(job["status"] in sorted(STATUSES)[:5], f"unknown status {job['status']}")
    read_time(job["creationTime"])
    if bug == "absent-member":
        read_time(job.get("completionTime", ""))
    elif bug == "null-member":
        if "completionTime" in job:
            read_time(job["completionTime"])
    elif job.get("completionTime") is not None:
        read_time(job["completionTime"])
    return identity


def read_page(body, first):
    if bug == "regex-json":
        text = body.decode("utf-8", "replace")
        token = re.search(r'"nextToken":"((?:[^"\\]|\\.)*)"', text)
        read_document(body)
        return re.findall(r'"id":"([0-9]+)"', text), token and json.loads(f'"{token.group(1)}"')
    if bug == "no-escapes":
        read_document(body)
        text = body.decode("utf-8", "replace")
        token = re.search(r'"nextToken"\s*:\s*"((?:[^"\\]|\\.)*)"', text)
        ids = re.findall(r'"id"\s*:\s*"([^"]*)"', text)
        return ids, token and token.group(1)
    document = read_document(body)
    need(isinstance(document, dict), "a page that is no object")
    if bug == "unknown-member-top":
        need(set(document) <= {"importJobs", "nextToken"}, "a page with unknown members")
    if bug == "absent-list":
        jobs = document["importJobs"]
    elif bug == "null-list":
        jobs = document.get("importJobs", [])
        if jobs is None:
            len(jobs)
    else:
        jobs = document.get("importJobs")
    jobs = [] if jobs is None else jobs
    need(isinstance(jobs, list), "jobs that are no list")
    token = document.get("nextToken")
    if bug == "token-from-anywhere":
        found = re.search(r'"nextToken"\s*:\s*("(?:[^"\\]|\\.)*")', body.decode("utf-8", "replace"))
        token = json.loads(found.group(1)) if found else None
    if bug == "null-token-is-token" and "nextToken" in document and token is None:
        token = "null"
    need(token is None or isinstance(token, str) and token, "a token that is none")
    need(token is None or not re.search("[\ud800-\udfff]", token), "a token that is no text")
    if bug == "falsy-token" and token in ("0", "null", "false"):
        token = None
    ids = [read_job(job) for job in jobs]
    if bug == "latin-1-body":
        for job in jobs:
            need(all(ord(c) < 0x80 for c in job["roleArn"]), "a role in strange letters")
    if bug == "deduplicated":
        seen = {}
        for job in jobs:
            seen.setdefault(tuple(v for k, v in sorted(job.items()) if k != "id"), job["id"])
        ids = list(seen.values())
    return ids, token


# MARK: Errors


def read_error(status, fields, body):
    """The type of an error, or nothing."""
    name = field(fields, "x-amzn-errortype")
    document = None
    if bug == "html-error-crash" and body:
        document = json.loads(body)
    elif bug == "empty-error-crash" and not body:
        document = json.loads(body)
    else:
        try:
            document = json.loads(body.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            document = None
    if bug == "odd-error-crash" and document is not None or isinstance(document, dict):
        if name is None and bug != "type-from-header-only":
            for key in ("__type", "code"):
                if document.get(key) is not None:
                    name = str(document[key])
                    break
    if name is None:
        return None
    name = name.split(":")[0]
    if bug != "namespace-kept":
        name = name.split("#")[-1]
    return name


def is_retryable(status, name):
    if bug == "no-retry":
        return False
    if bug in ("retry-everything", "retry-for-ever"):
        return True
    return name in RETRYABLE or status in (502, 503, 504)


def ask(address, target, body):
    """Sends a request, some times where that may help, and returns the body of the answer."""
    attempts = {"one-retry": 2, "retry-for-ever": 10_000, "no-retry": 1}.get(bug, ATTEMPTS)
    problem = ""
    for attempt in range(attempts):
        if attempt:
            time.sleep(0.02)
            if bug == "token-forgotten-on-retry":
                target = target.split("?")[0]
            if bug == "retry-prints-twice":
                print("\n".join(printed))
        try:
            status, fields, answer = request(address, target, body)
        except Again as error:
            problem = str(error)
            if bug == "retry-for-ever" and attempt > 60:
                attempt = 0
            continue
        if bug == "redirect-loop":
            while 300 <= status < 400:
                status, fields, answer = request(address, target, body)
        success = status == 200
        if bug == "status-ignored":
            success = True
        if bug == "only-5xx-fails":
            success = status < 500
        if success:
            if bug not in ("status-ignored", "only-5xx-fails"):
                media = field(fields, "Content-Type") or ""
                if bug == "exact-media-type":
                    need(media == "application/json", f"a body of type {media}")
                else:
                    need(
                        not answer or media.split(";")[0].strip().lower() == "application/json",
                        f"a body of type {media}")
                need(answer, "no body")
            return answer
        name = read_error(status, fields, answer)
        problem = f"status {status}, {name}"
        if bug == "error-is-empty-page" and status < 500:
            return b"{}"
        if not is_retryable(status, name):
            break
    raise Rejected(problem)


# MARK: The walk

printed = []


def encode(token):
    if bug == "token-not-encoded":
        return "".join(c if ord(c) > 32 else f"%{ord(c):02X}" for c in token)
    if bug == "token-space-only":
        return urllib.parse.quote(token.replace(" ", "\0"), safe="/?#&=+;:,@!$'()*").replace(
            "%00", "%20")
    if bug == "token-encoded-twice":
        return urllib.parse.quote(urllib.parse.quote(token, safe=""), safe="")
    if bug == "token-plus-kept":
        return urllib.parse.quote(token, safe="+")
    if bug == "token-latin-1":
        return urllib.parse.quote(token.encode("latin-1", "replace"), safe="")
    if bug == "token-normalised":
        import unicodedata

        return urllib.parse.quote(unicodedata.normalize("NFC", token), safe="")
    if bug == "token-stripped":
        token = token.strip()
    if bug == "token-lower-case":
        token = token.lower()
    if bug == "token-cut":
        token = token[:1024]
    if bug == "token-number" and token.isascii() and token.isdigit():
        token = str(int(token))
    return urllib.parse.quote(token, safe="")


def show(ids, page, first_size):
    if bug == "last-item-lost" and len(ids) >= 3:
        ids = ids[:-1]
    if bug == "first-item-lost" and page == 1:
        ids = ids[1:]
    if bug == "page-twice" and page == 1:
        ids = ids + ids
    if bug == "id-as-number":
        ids = [str(int(id)) for id in ids]
    if bug == "id-as-float":
        ids = [f"{float(id):.0f}" for id in ids]
    if bug == "sorted":
        ids = sorted(ids)
    printed.extend(ids)


def walk(address):
    base = f"/referencestore/{STORE}/importjobs"
    token = None
    page = 0
    first_size = 0
    tokens = set()
    while True:
        target = base
        if token is not None:
            target += "?nextToken=" + encode(token)
            if bug == "bad-request":
                target += "&maxResults=0"
        answer = ask(address, target, b"{}")
        ids, token = read_page(answer, page == 0)
        if page == 0:
            first_size = len(ids)
        show(ids, page, first_size)
        page += 1
        if token is None:
            return
        if token in tokens:
            raise Rejected("a token that leads in a circle")
        tokens.add(token)
        if bug == "first-page-only-twice" and page == 2:
            return
        if bug == "stop-at-empty-page" and not ids:
            return
        if bug == "stop-at-short-page" and len(ids) < first_size:
            return
        if bug == "ten-pages" and page == 10:
            return


def main(arguments):
    global bug
    if arguments[:1] == ["--bugs"]:
        print("\n".join(BUGS))
        return 0
    if arguments[:1] == ["--bug"]:
        bug = arguments[1]
        arguments = arguments[2:]
        if bug not in BUGS:
            print(f"there is no bug {bug}", file=sys.stderr)
            return 2
    url = urllib.parse.urlsplit(arguments[0])
    try:
        walk((url.hostname, url.port))
    except Rejected as error:
        print(f"error: {ascii(str(error))}", file=sys.stderr)
        return 0 if bug == "exit-zero" else 1
    if printed:
        print("\n".join(printed))
    elif bug == "exit-one-when-empty":
        return 1
    if bug == "crash-after-all" and len(printed) > 50:
        raise IndexError("list index out of range")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

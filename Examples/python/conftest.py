"""Holds every exchange of boto3's default session to a contract: the test that breaks it fails."""
import json, os, subprocess, threading
import boto3, pytest

command = ["check", os.environ["ASSAY_SPEC"], "-", "--format", "ndjson", "--all", "--flush"]
assay = subprocess.Popen(
    [os.environ.get("ASSAY", "assay"), *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
sent, lock, broken = threading.local(), threading.Lock(), []

def text(value):
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)

def message(headers, body, member):
    fields = [{"name": text(name), "value": text(value)} for name, value in headers.items()]
    return {"headers": fields, member: {"text": text(body or b"")}}

def before_send(request, **_):
    body = message(request.headers, request.body, "postData")
    sent.request = {"method": request.method, "url": request.url} | body

def before_parse(response_dict, **_):
    body = message(response_dict["headers"], response_dict["body"], "content")
    exchange = {"request": sent.request, "response": {"status": response_dict["status_code"]} | body}
    with lock:  # One exchange in, one verdict out.
        assay.stdin.write(json.dumps(exchange).encode() + b"\n")
        assay.stdin.flush()
        verdict = json.loads(assay.stdout.readline())
    errors = [each for each in verdict["violations"] if each["severity"] == "error"]
    broken.extend(f"{each['part']} {each['pointer']}: {each['message']}" for each in errors)

boto3.setup_default_session()
boto3.DEFAULT_SESSION.events.register("before-send", before_send)
boto3.DEFAULT_SESSION.events.register("before-parse", before_parse)

@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call():
    try:
        return (yield)
    finally:
        errors, broken[:] = "\n".join(broken), []
        assert not errors, "the contract is broken:\n" + errors

"""Measures `assay check - --flush` from Python: one exchange of 2 KB in, one verdict out.

    latency.py ASSAY SPEC [--gate]

With --gate, exits with 1 where the median is over 100 µs or a pipe gives less than 20,000 exchanges/s.
"""
import json
import statistics
import subprocess
import sys
import tempfile
import time

program, spec = sys.argv[1:3]
command = [program, "check", spec, "-", "--format", "ndjson", "--all", "--flush"]
job = {"id": "12345678901", "referenceStoreId": "1234567890", "status": "COMPLETED",
       "roleArn": "arn:aws:iam::555555555555:role/omics", "creationTime": "2024-01-01T08:30:15Z"}
body = json.dumps({"importJobs": [job] * 9, "nextToken": "bW9yZQ=="})
json_type = [{"name": "content-type", "value": "application/json"}]
url = "https://omics.test/referencestore/1234567890/importjobs?maxResults=10"
line = json.dumps({
    "request": {"method": "POST", "url": url, "headers": json_type, "postData": {"text": "{}"}},
    "response": {"status": 200, "headers": json_type, "content": {"text": body}},
}).encode() + b"\n"

process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
times = []
for _ in range(3_000):
    start = time.perf_counter()
    process.stdin.write(line)
    process.stdin.flush()
    verdict = process.stdout.readline()
    times.append(time.perf_counter() - start)
assert json.loads(verdict)["verdict"] == "pass", verdict
process.stdin.close()
process.wait()
median = statistics.median(times) * 1e6

count = 50_000
with tempfile.TemporaryFile() as traffic:
    traffic.write(line * count)
    traffic.seek(0)
    start = time.perf_counter()
    source = subprocess.Popen(["cat"], stdin=traffic, stdout=subprocess.PIPE)
    answers = subprocess.run(command, stdin=source.stdout, stdout=subprocess.PIPE).stdout
    rate = count / (time.perf_counter() - start)
    source.wait()
assert answers.count(b"\n") == count + 1
print(f"{len(line)} bytes an exchange: {median:.0f} µs (median), {rate:,.0f} exchanges/s through a pipe")
if "--gate" in sys.argv and (median > 100 or rate < 20_000):
    sys.exit("too slow")

#!/usr/bin/env python3
"""Load every service model of botocore in one run of `assay lint`, and hold it to its bounds.

Usage: Scripts/corpus-lint.py ASSAY BOTOCORE

Exits with 1 where the run fails, takes a minute or more, or needs a GiB or more; and where EC2 alone
takes five seconds or more.
"""
import os
import pathlib
import sys
import time

SECONDS, BYTES, EC2_SECONDS = 60, 1 << 30, 5


def run(arguments):
    """Status, seconds and peak memory in bytes of a program."""
    start = time.monotonic()
    pid = os.posix_spawn(
        arguments[0], arguments, os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), time.monotonic() - start, usage.ru_maxrss * scale


def main(arguments):
    if len(arguments) != 2:
        print(__doc__.strip())
        return 2
    latest = {}
    for path in sorted(pathlib.Path(arguments[1], "data").glob("*/*/service-2.json*")):
        latest[path.parent.parent.name] = str(path)
    failed = False
    for name, paths, limit in [
        ("all", sorted(latest.values()), SECONDS), ("ec2", [latest["ec2"]], EC2_SECONDS)
    ]:
        status, seconds, peak = run([arguments[0], "lint", *paths])
        print(f"{name}: {len(paths)} models, status {status}, {seconds:.1f} s, {peak >> 20} MiB")
        failed = failed or status != 0 or seconds >= limit or peak >= BYTES
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

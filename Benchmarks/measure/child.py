"""Runs one command and prints, as one JSON object, what it took.

    python3 -I -S child.py [--cpus 0,1] [--stdout FILE] [--stderr FILE] -- command …

The command is started from this small process, not from the harness: on Linux a child's
peak memory begins at its parent's. So figures below about 10 MB say "at most this".
"""

import json
import os
import sys
import time


def main() -> int:
  """Runs the command after `--`."""
  arguments = sys.argv[1:]
  split = arguments.index("--")
  options, command = arguments[:split], arguments[split + 1 :]
  named = dict(zip(options[::2], options[1::2]))
  if "--cpus" in named and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {int(cpu) for cpu in named["--cpus"].split(",")})
  actions = []
  for descriptor, option in ((1, "--stdout"), (2, "--stderr")):
    path = named.get(option, os.devnull)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions.append((os.POSIX_SPAWN_OPEN, descriptor, path, flags, 0o644))
  actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
  start = time.perf_counter()
  process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
  _, status, usage = os.wait4(process, 0)
  wall = time.perf_counter() - start
  # Linux counts kibibytes, macOS bytes.
  unit = 1 if sys.platform == "darwin" else 1024
  print(json.dumps({
    "wall": wall,
    "user": usage.ru_utime,
    "system": usage.ru_stime,
    "peak_bytes": usage.ru_maxrss * unit,
    "status": os.waitstatus_to_exitcode(status),
  }))
  return 0


if __name__ == "__main__":
  sys.exit(main())

"""Copies an NDJSON file without the lines that are not JSON.

    python parseable.py FROM TO

Blaze's command line refuses a whole file for one such line.
"""

from __future__ import annotations

import sys

import orjson


def main() -> int:
  """Copies line by line."""
  with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    for line in source:
      try:
        orjson.loads(line)
      except orjson.JSONDecodeError:
        continue
      target.write(line)
  return 0


if __name__ == "__main__":
  sys.exit(main())

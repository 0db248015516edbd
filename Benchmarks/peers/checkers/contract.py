"""What the Python peers share: the schema, and the token's pattern in Python's dialect."""

from __future__ import annotations

import json
import sys
import unicodedata
from importlib import metadata
from pathlib import Path

SCHEMA = Path(__file__).resolve().parent.parent / "schema.json"


def schema() -> dict[str, object]:
  """The JSON Schema of a response."""
  return json.loads(SCHEMA.read_text(encoding="utf-8"))


def versions(*packages: str) -> str:
  """The installed versions, such as `orjson 3.10.0`."""
  return ", ".join(f"{package} {metadata.version(package)}" for package in packages)


def token_pattern() -> str:
  r"""The token's pattern for Python's `re`, which has no `\p{…}`.

  It names all that a token may not hold: the categories that begin with a C.
  """
  ranges: list[str] = []
  start: int | None = None
  for code in range(sys.maxunicode + 2):
    refused = code <= sys.maxunicode and unicodedata.category(chr(code))[0] == "C"
    if refused and start is None:
      start = code
    elif not refused and start is not None:
      ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
      start = None
  return f"\\A[^{''.join(ranges)}]+\\Z"

"""What a checker should say of one document, as the side file of a corpus states it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .mutations import Expected


@dataclass
class Label:
  """The expected verdict. `tolerated` constraints may be reported besides; where `only_verdict`
  is set, the violations are not to be compared."""

  kind: str
  verdict: str
  violations: list[Expected] = field(default_factory=list)
  tolerated: list[str] = field(default_factory=list)
  only_verdict: bool = False

  @staticmethod
  def passing(kind: str) -> Label:
    """Unusual, and sound."""
    return Label(kind, "pass")

  @staticmethod
  def fail(kind: str, violations: list[Expected], tolerated: list[str] | None = None) -> Label:
    """Broken in the way that is named."""
    return Label(kind, "fail", violations, tolerated or [])

  def line(self, exchange: int) -> str:
    """One line of the side file; `exchange` counts from 0 and `line` from 1."""
    return json.dumps({"exchange": exchange, "line": exchange + 1, **asdict(self)})


def read_labels(path: Path) -> dict[int, Label]:
  """The labels of a corpus by exchange. What has no label passes."""
  labels: dict[int, Label] = {}
  with path.open(encoding="utf-8") as file:
    for line in file:
      entry = json.loads(line)
      exchange = entry.pop("exchange")
      del entry["line"]
      entry["violations"] = [Expected(**violation) for violation in entry["violations"]]
      labels[exchange] = Label(**entry)
  return labels

"""The `assay` command: how it is called and how its NDJSON is read."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.build import Corpus
from corpus.patterns import CONTRACT as BACKTRACKING

from .run import Usage, measured

REPOSITORY = Path(__file__).resolve().parent.parent.parent
OPERATION = "ListReferenceImportJobs"
DEFAULT_BINARY = REPOSITORY / ".build" / "release" / "assay"
DEFAULT_SPEC = REPOSITORY / "spec" / "healthomics"

#: The exit statuses of a check that came to its summary; 3 where limits left verdicts open.
FINISHED = (0, 1, 3)


@dataclass(frozen=True)
class Assay:
  """A built binary and the contract it is to check."""

  binary: Path
  spec: Path

  @property
  def present(self) -> bool:
    """Whether there is such a binary."""
    return shutil.which(self.binary) is not None

  def check(self, corpus: Corpus, jobs: int, *options: str) -> list[str]:
    """The command line that checks one corpus."""
    spec = corpus.contract or self.spec
    command = [str(self.binary), "check", str(spec), "--format", "ndjson", "--jobs", str(jobs)]
    if not corpus.is_har:
      operation = "List" if spec == BACKTRACKING else OPERATION
      command += ["--bodies", "response", "--operation", operation]
    return [*command, *options, str(corpus.path)]

  def run(
    self, corpus: Corpus, jobs: int, output: Path, cpus: tuple[int, ...] = (), *options: str
  ) -> Usage:
    """Checks one corpus, its report to a file."""
    return measured(self.check(corpus, jobs, *options), cpus=cpus, stdout=output,
                    stderr=output.with_suffix(".stderr"))


def add_assay_options(parser: argparse.ArgumentParser) -> None:
  """The options that every command with Assay in it shares."""
  parser.add_argument("--assay", type=Path, default=DEFAULT_BINARY, metavar="PATH",
                      help="the release build of assay (default: .build/release/assay)")
  parser.add_argument("--spec", type=Path, default=DEFAULT_SPEC, metavar="PATH",
                      help="the contract (default: spec/healthomics)")


@dataclass
class Report:
  """What Assay said: verdicts of the exchanges it printed, and its summary."""

  verdicts: dict[int, dict[str, Any]] = field(default_factory=dict)
  summary: dict[str, Any] | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
  """The objects of an NDJSON report, one after the other."""
  with path.open(encoding="utf-8", newline="\n") as file:
    for line in file:
      if line.strip():
        yield json.loads(line)


def read_report(path: Path) -> Report:
  """The whole of a report."""
  report = Report()
  for entry in lines(path):
    if "summary" in entry:
      report.summary = entry["summary"]
    else:
      report.verdicts[entry["exchange"]] = entry
  return report


def read_summary(path: Path) -> dict[str, Any] | None:
  """The summary alone, from the end of a report that may be large."""
  with path.open("rb") as file:
    file.seek(0, 2)
    file.seek(max(0, file.tell() - (1 << 20)))
    tail = file.read().rstrip().rsplit(b"\n", 1)[-1]
  try:
    return json.loads(tail)["summary"]
  except (ValueError, KeyError, TypeError):
    return None


def refused(summary: dict[str, Any] | None) -> int | None:
  """How many exchanges did not pass."""
  if summary is None:
    return None
  return sum(int(summary.get(name, 0)) for name in ("fail", "unmatched", "undetermined"))

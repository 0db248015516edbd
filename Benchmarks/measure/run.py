"""Runs programs one at a time, pinned and measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_CHILD = Path(__file__).with_name("child.py")


@dataclass(frozen=True)
class Usage:
  """What one run of a program took; times in seconds, `status` negative for a signal."""

  wall: float
  user: float
  system: float
  peak_bytes: int
  status: int


def available_cpus() -> list[int]:
  """The cores that this process may use, where the system can tell."""
  if hasattr(os, "sched_getaffinity"):
    return sorted(os.sched_getaffinity(0))
  return []


def measured(
  command: Sequence[str | Path],
  cpus: Sequence[int] = (),
  stdout: Path | None = None,
  stderr: Path | None = None,
) -> Usage:
  """Runs a command to its end on the given cores (on any, if none are given)."""
  options: list[str] = []
  if cpus:
    options += ["--cpus", ",".join(str(cpu) for cpu in cpus)]
  if stdout is not None:
    options += ["--stdout", str(stdout)]
  if stderr is not None:
    options += ["--stderr", str(stderr)]
  result = subprocess.run(
    [sys.executable, "-I", "-S", str(_CHILD), *options, "--", *(str(c) for c in command)],
    check=True, capture_output=True, text=True)
  return Usage(**json.loads(result.stdout))

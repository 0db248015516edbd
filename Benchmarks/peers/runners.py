"""The peers as the harness sees them: each takes a corpus and gives one sample."""

from __future__ import annotations

import json
import re
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.build import Corpus
from measure.assay import FINISHED, Assay, read_summary, refused
from measure.run import Usage, measured

from .setup import HERE, Tools


class PeerFailed(Exception):
  """A peer did not get through a corpus."""


@dataclass(frozen=True)
class Sample:
  """One run. `seconds` is what the rate is taken from, `whole` the process from start to exit."""

  seconds: float
  whole: float
  bytes: int
  documents: int
  rejected: int | None
  peak_bytes: int
  version: str


class Peer(ABC):
  """A program that is measured; `checks` tells validators from mere parsers."""

  name: str
  label: str
  checks = True
  takes_har = False
  cores = 1

  def accepts(self, corpus: Corpus) -> bool:
    """Whether it can do anything with such a corpus."""
    return corpus.contract is None and (self.takes_har or not corpus.is_har)

  def prepare(self, corpus: Corpus, scratch: Path) -> None:
    """Work before the first round that is not measured."""

  @abstractmethod
  def run(self, corpus: Corpus, cpus: Sequence[int], scratch: Path) -> Sample:
    """One run, start to end."""


def _finish(
  command: Sequence[str | Path], cpus: Sequence[int], scratch: Path
) -> tuple[Usage, Path]:
  output, error = scratch / "peer.stdout", scratch / "peer.stderr"
  usage = measured(command, cpus=cpus, stdout=output, stderr=error)
  if usage.status != 0:
    raise PeerFailed(f"status {usage.status}: {error.read_text(errors='replace').strip()[-300:]}")
  return usage, output


class InProcess(Peer):
  """A program of ours round a library, which prints the time of its loop."""

  def __init__(self, name: str, label: str, command: Sequence[str | Path]) -> None:
    self.name, self.label, self._command = name, label, list(command)

  def _arguments(self, corpus: Corpus) -> list[str | Path]:
    return [corpus.path]

  def run(self, corpus: Corpus, cpus: Sequence[int], scratch: Path) -> Sample:
    usage, output = _finish([*self._command, *self._arguments(corpus)], cpus, scratch)
    said = json.loads(output.read_text())
    return Sample(said["seconds"], usage.wall, corpus.bytes, said["documents"], said["rejected"],
                  usage.peak_bytes, said["version"])


class Simdjson(InProcess):
  """Reading alone, which is what the ratios are taken to."""

  checks = False
  takes_har = True

  def accepts(self, corpus: Corpus) -> bool:
    return True

  def _arguments(self, corpus: Corpus) -> list[str | Path]:
    return [corpus.path, "--whole"] if corpus.variant == "har" else [corpus.path]

  def run(self, corpus: Corpus, cpus: Sequence[int], scratch: Path) -> Sample:
    """A HAR is one document to a parser; its exchanges are what is counted."""
    return replace(super().run(corpus, cpus, scratch), documents=corpus.documents)


class Blaze(Peer):
  """Blaze's command line; or its own figure for evaluation without parsing.

  The rate of the command line is taken from its user time: it keeps all documents of a file in
  memory, and what the system asks for those pages is no matter of checking, and varies.
  """

  def __init__(self, tools: Tools, evaluation: bool) -> None:
    self.name = "blaze-evaluation" if evaluation else "blaze"
    self.label = "Blaze, evaluation alone" if evaluation else "Blaze (command line, user time)"
    self._python, self._binary = str(tools.python), str(tools.blaze)
    self._evaluation = evaluation
    version = subprocess.run([self._binary, "version"], capture_output=True, text=True)
    self._version = f"sourcemeta-jsonschema {version.stdout.strip()}"

  def _copy(self, corpus: Corpus, scratch: Path) -> Path:
    return scratch / f"{corpus.path.stem}.parseable.jsonl"

  def prepare(self, corpus: Corpus, scratch: Path) -> None:
    """Blaze refuses a file for one line that is no JSON, so it gets one without them."""
    copy = self._copy(corpus, scratch)
    if not copy.exists():
      subprocess.run([self._python, str(HERE / "parseable.py"), str(corpus.path), str(copy)],
                     check=True)

  def run(self, corpus: Corpus, cpus: Sequence[int], scratch: Path) -> Sample:
    copy = self._copy(corpus, scratch)
    command: list[str | Path] = [
      self._binary, "validate", HERE / "schema.json", copy, "--fast", "--continue",
      "--format-assertion", "--benchmark" if self._evaluation else "--json"]
    output, error = scratch / "peer.stdout", scratch / "peer.stderr"
    usage = measured(command, cpus=cpus, stdout=output, stderr=error)
    # 0 and 2 are its verdicts; all else is a failure.
    if usage.status not in (0, 2):
      raise PeerFailed(f"status {usage.status}: {error.read_text(errors='replace').strip()[-300:]}")
    text = output.read_text() + error.read_text()
    if self._evaluation:
      times = re.findall(r"(PASS|FAIL) ([0-9.]+) \+-", text)
      failures = sum(verdict == "FAIL" for verdict, _ in times)
      seconds, count = sum(float(time) for _, time in times) / 1e6, len(times)
    else:
      failures, count = text.count('"valid": false'), text.count('"valid": ')
      seconds = usage.user
    dropped = corpus.documents - count
    return Sample(seconds, usage.wall, copy.stat().st_size, count, failures + dropped,
                  usage.peak_bytes, self._version)


class AssayPeer(Peer):
  """Assay, whole process: start, contract, reading and report included."""

  takes_har = True

  def __init__(self, assay: Assay, jobs: int) -> None:
    self.name = "assay" if jobs == 1 else f"assay-{jobs}"
    self.label = "Assay" if jobs == 1 else f"Assay, {jobs} cores"
    self._assay, self.cores = assay, jobs
    text = subprocess.run([str(assay.binary), "--version"], capture_output=True, text=True).stdout
    self._version = " ".join(text.split())

  def accepts(self, corpus: Corpus) -> bool:
    return True

  def run(self, corpus: Corpus, cpus: Sequence[int], scratch: Path) -> Sample:
    output = scratch / "assay.ndjson"
    usage = self._assay.run(corpus, self.cores, output, tuple(cpus))
    if usage.status not in FINISHED:
      error = output.with_suffix(".stderr").read_text(errors="replace").strip()
      raise PeerFailed(f"status {usage.status}: {error[-300:]}")
    summary = read_summary(output)
    output.unlink()
    count = corpus.documents if summary is None else int(summary["exchanges"])
    return Sample(usage.wall, usage.wall, corpus.bytes, count, refused(summary), usage.peak_bytes,
                  self._version)


PYTHON_PEERS = {
  "jsonschema-rs": ("jsonschema-rs with orjson", "with_jsonschema_rs"),
  "pydantic-core": ("pydantic-core", "with_pydantic"),
  "msgspec": ("msgspec", "with_msgspec"),
  "fastjsonschema": ("fastjsonschema with orjson", "with_fastjsonschema"),
}

#: All names, in the order of the tables; the first is what ratios are taken to.
NAMES = ("simdjson-dom", "simdjson-ondemand", "assay", "assay-2", "blaze", "blaze-evaluation",
         *PYTHON_PEERS)


def make_peers(tools: Tools, assay: Assay) -> dict[str, Peer]:
  """All peers that are present, by name."""
  peers: list[Peer] = []
  if tools.simdjson is not None:
    for mode, words in (("dom", "DOM"), ("ondemand", "On-Demand, every field")):
      peers.append(Simdjson(f"simdjson-{mode}", f"simdjson {words}", [tools.simdjson, mode]))
  if assay.present:
    peers += [AssayPeer(assay, 1), AssayPeer(assay, 2)]
  if tools.blaze is not None and tools.python is not None:
    peers += [Blaze(tools, evaluation=False), Blaze(tools, evaluation=True)]
  if tools.python is not None:
    script = HERE / "python_peer.py"
    for name, (label, module) in PYTHON_PEERS.items():
      peers.append(InProcess(name, label, [tools.python, script, module]))
  return {peer.name: peer for peer in peers}

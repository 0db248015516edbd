"""Writes corpora to files, and finds those that are there already."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from . import GENERATOR_VERSION, bodies, hars, hostile, patterns
from .labels import Label

VARIANTS = (*bodies.VARIANTS, *hars.VARIANTS, *hostile.VARIANTS, *patterns.VARIANTS)

MEGA = 1_000_000


@dataclass(frozen=True)
class Corpus:
  """A corpus on disk. `broken` counts the documents that do not pass."""

  variant: str
  size_mb: int
  seed: str
  documents: int
  broken: int
  bytes: int
  path: Path
  labels: Path

  @property
  def is_har(self) -> bool:
    """Whether it holds whole exchanges and not bodies."""
    return self.variant in hars.VARIANTS

  @property
  def contract(self) -> Path | None:
    """The contract it is checked against, where it is not the usual one."""
    return patterns.CONTRACT if self.variant in patterns.VARIANTS else None


def documents(variant: str, seed: str) -> Iterator[tuple[bytes, Label | None]]:
  """The documents of a variant, each with its label if it has one."""
  if variant in bodies.VARIANTS:
    return bodies.bodies(variant, seed)
  if variant in hars.VARIANTS:
    return hars.entries(variant, seed)
  if variant in patterns.VARIANTS:
    return patterns.documents(variant, seed)
  return hostile.hostile(variant, seed)


def build(variant: str, size_mb: int, seed: str, folder: Path, again: bool = False) -> Corpus:
  """The corpus of `size_mb` million bytes, made now unless the folder has it."""
  suffix = "har" if variant == "har" else "ndjson"
  stem = folder / f"{variant}-{size_mb}-{seed}"
  path = stem.with_name(f"{stem.name}.{suffix}")
  labels = stem.with_name(f"{stem.name}.labels.ndjson")
  meta = stem.with_name(f"{stem.name}.meta.json")
  if not again and path.exists() and labels.exists() and meta.exists():
    known = json.loads(meta.read_text())
    if known.pop("generator") == GENERATOR_VERSION:
      return Corpus(**known, path=path, labels=labels)
  folder.mkdir(parents=True, exist_ok=True)
  count, broken, size = _write(variant, seed, size_mb * MEGA, path, labels)
  corpus = Corpus(variant, size_mb, seed, count, broken, size, path, labels)
  known = asdict(corpus) | {"generator": GENERATOR_VERSION}
  del known["path"], known["labels"]
  meta.write_text(json.dumps(known, indent=2) + "\n")
  return corpus


def _write(
  variant: str, seed: str, limit: int, path: Path, labels: Path
) -> tuple[int, int, int]:
  """Writes the two files. A stream that ends by itself is written whole."""
  indented = variant == "har"
  finite = variant in ("tiny", "hostile-string")
  count = broken = size = 0
  with path.open("wb", buffering=1 << 20) as file, labels.open("w", encoding="utf-8") as side:
    if indented:
      size += file.write(hars.HAR_HEAD)
    for document, label in documents(variant, seed):
      if indented:
        document = (b"" if count == 0 else b",\n") + document
      else:
        document += b"\n"
      size += file.write(document)
      if label is not None:
        side.write(label.line(count) + "\n")
        broken += label.verdict != "pass"
      count += 1
      if size >= limit and not finite:
        break
    if indented:
      size += file.write(hars.HAR_TAIL)
  return count, broken, size

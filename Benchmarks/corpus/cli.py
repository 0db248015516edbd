"""The command that writes corpora."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from .build import VARIANTS, build

DEFAULT_CACHE = Path(__file__).resolve().parent.parent / ".cache"
DEFAULT_SEED = "assay"


def add_corpus_options(parser: argparse.ArgumentParser, size: int, variants: str) -> None:
  """The options that every command over corpora shares."""
  parser.add_argument("--size", type=int, default=size, metavar="MB",
                      help="million bytes of each corpus (default: %(default)s)")
  parser.add_argument("--seed", default=DEFAULT_SEED, help="seed of the generator")
  parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE, metavar="DIR",
                      help="where corpora are kept (default: Benchmarks/.cache)")
  parser.add_argument("--variants", default=variants, metavar="A,B",
                      help="names with commas between them, or `all` (default: %(default)s)")


def chosen_variants(parser: argparse.ArgumentParser, text: str) -> list[str]:
  """The variants that were asked for; a name that does not exist ends the command."""
  names = list(VARIANTS) if text == "all" else [name for name in text.split(",") if name]
  for name in names:
    if name not in VARIANTS:
      parser.error(f"no variant is named `{name}`; there are {', '.join(VARIANTS)}")
  return names


def main() -> int:
  """Writes the corpora and prints what they hold."""
  parser = argparse.ArgumentParser(
    prog="generate-corpus",
    description="Write traffic of ListReferenceImportJobs, with labels, by a seed.")
  add_corpus_options(parser, size=50, variants="compact")
  parser.add_argument("--again", action="store_true", help="write even what the cache has")
  options = parser.parse_args()
  for variant in chosen_variants(parser, options.variants):
    start = time.perf_counter()
    corpus = build(variant, options.size, options.seed, options.cache, options.again)
    print(
      f"{variant:24} {corpus.bytes / 1e6:8.1f} MB {corpus.documents:9,} documents of "
      f"{corpus.bytes / max(corpus.documents, 1) / 1e3:8.2f} KB, {corpus.broken:8,} broken, "
      f"{time.perf_counter() - start:5.1f} s  {corpus.path}", flush=True)
  return 0

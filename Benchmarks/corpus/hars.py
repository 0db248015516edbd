"""Corpora of whole exchanges: one HAR document, or HAR entries one a line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from .exchanges import ERRORS, EntryWriter, Exchange, ExchangeSource
from .labels import Label
from .mutations import MUTATIONS, MutationCycle
from .mutations_exchange import EXCHANGE_MUTATIONS, ExchangeBench, break_body
from .pages import PageSource
from .style import Style

VARIANTS: dict[str, float] = {"har": 0.02, "har-small": 0.02, "har-edges": 0.6}

#: The share of sound exchanges that are answered with a declared error.
ERROR_SHARE = 0.02

HAR_HEAD = b"""{
  "log": {
    "version": "1.2",
    "creator": {"name": "assay-benchmarks", "version": "1"},
    "pages": [],
    "entries": [
"""
HAR_TAIL = b"""
    ]
  }
}
"""


def exchanges(variant: str, seed: str) -> Iterator[tuple[Exchange, Label | None]]:
  """An endless stream of exchanges, each with its label where it is odd or broken."""
  share, small = VARIANTS[variant], variant != "har"
  pages, style = PageSource(seed), Style()
  source = ExchangeSource(seed, pages, style, small)
  rng = random.Random(f"{seed}:mutations")
  names = [f"body.{name}" for name in MUTATIONS] + list(EXCHANGE_MUTATIONS)
  cycle = MutationCycle(rng, names)
  while True:
    if rng.random() < share:
      kind = cycle.next()
      work = ExchangeBench(rng, pages, style, source.next(jobs=2))
      if kind.startswith("body."):
        label = break_body(work, kind.removeprefix("body."))
      else:
        label = exchange_label(kind, work)
      yield work.exchange, label
    elif rng.random() < ERROR_SHARE:
      exchange = source.next()
      # A refusal as invalid of a sound request would be drift, which is another matter.
      exchange.answer_with_error(rng.choice([e for e in ERRORS if e != "ValidationException"]))
      yield exchange, None
    else:
      yield source.next(), None


def exchange_label(kind: str, work: ExchangeBench) -> Label:
  """Applies a mutation of exchanges and says what is to be expected."""
  violations = EXCHANGE_MUTATIONS[kind](work)
  if not violations:
    return Label.passing(kind)
  label = Label.fail(kind, violations)
  if violations[0].constraint == "operation":
    label.verdict = "unmatched"
  return label


def entries(variant: str, seed: str) -> Iterator[tuple[bytes, Label | None]]:
  """The exchanges as HAR entries: indented for one document, else one a line."""
  writer = EntryWriter(seed, small=variant != "har")
  for exchange, label in exchanges(variant, seed):
    entry = writer.entry(exchange)
    if variant == "har":
      text = json.dumps(entry, indent=2, ensure_ascii=False)
    else:
      text = json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
    yield text.encode(), label

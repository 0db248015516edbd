"""Corpora of response bodies, one a line."""

from __future__ import annotations

import random
from collections.abc import Iterator

from . import mutations_shape, mutations_value  # noqa: F401  (registers the mutations)
from .edges import EdgeSource
from .labels import Label
from .mutations import MUTATIONS, Broken, MutationCycle, Workbench
from .pages import PageSource
from .style import make_style
from .text import TextSource

#: Variants of the plain corpus and the share of their documents that is broken.
VARIANTS: dict[str, float] = {
  "compact": 0.02,
  "pretty": 0.02,
  "spaced": 0.02,
  "shuffled": 0.02,
  "nonascii": 0.02,
  "escaped": 0.02,
  "escaped-values": 0.02,
  "broken50": 0.5,
  "edges": 0.5,
}

Document = tuple[bytes, Label | None]


def encoded(text: str) -> bytes:
  """UTF-8, where escaped bytes become the bytes they stand for."""
  return text.encode("utf-8", "surrogateescape")


def break_page(name: str, rng: random.Random, source: PageSource) -> Broken:
  """A new page with one mutation."""
  return MUTATIONS[name](Workbench(rng, source, source.page()))


def bodies(variant: str, seed: str) -> Iterator[Document]:
  """An endless stream of documents, each with its label where it is broken.

  The same seed gives the same pages under every style, so variants can be compared.
  """
  share = VARIANTS[variant]
  text = TextSource(f"{seed}:text") if variant == "nonascii" else None
  source, style = PageSource(seed, text), make_style(variant, seed)
  edges = EdgeSource(seed) if variant == "edges" else None
  rng = random.Random(f"{seed}:mutations")
  cycle = MutationCycle(rng)
  while True:
    if rng.random() < share:
      kind = cycle.next()
      broken = break_page(kind, rng, source)
      page = broken.page
      written = style.document(page if isinstance(page, str) else page.members())
      if broken.text_edit is not None:
        written = broken.text_edit(written)
      yield encoded(written), Label.fail(kind, broken.violations, broken.tolerated)
    elif edges is not None:
      kind, value = edges.next()
      yield encoded(style.document(value)), Label.passing(f"edge.{kind}")
    else:
      yield encoded(style.document(source.page().members())), None

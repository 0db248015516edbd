"""Strings that drive backtracking matchers to their limits, with the contract they are for."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from .labels import Label
from .mutations import Expected

CONTRACT = Path(__file__).with_name("backtracking.yaml")
VARIANTS = ("hostile-patterns",)

#: Member, what is repeated, and what the pattern wants at the end.
ATTACKS = (
  ("nested", "a", "b"),
  ("alternation", "a", "b"),
  ("greedy", "x", "="),
  ("words", "a", "!"),
  ("counted", "x", "y"),
)


def documents(variant: str, seed: str) -> Iterator[tuple[bytes, Label | None]]:
  """One attacked member a document, in sound and in broken form."""
  rng = random.Random(f"{seed}:{variant}")
  while True:
    for member, unit, end in ATTACKS:
      length = rng.choice((20, 40, 100, 300))
      sound = rng.random() < 0.5
      text = unit * length + (end if sound else "#")
      body = f'{{"{member}":"{text}"}}'.encode()
      if sound:
        yield body, None
      else:
        yield body, Label.fail(f"pattern.{member}", [Expected("pattern", f"/{member}")])

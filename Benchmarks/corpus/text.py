"""Unicode text: characters by general category and by script.

A character is used only where Unicode 3.2 and the running Python's database agree on its
category. That keeps the corpora the same under every Python, and keeps them clear of
characters whose category a regex library of another Unicode version may see differently.
"""

from __future__ import annotations

import functools
import random
import sys
import unicodedata

#: The first letters of the categories that the token's pattern admits.
ADMITTED = "LMZSNP"

#: Noncharacters are unassigned for ever.
NONCHARACTERS = [chr(c) for c in (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)]

#: Emoji are younger than Unicode 3.2, and too common in real text to leave out.
EMOJI = [chr(c) for c in range(0x1F600, 0x1F641)]

SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
  "latin": ((0x00C0, 0x0220),),
  "greek": ((0x0386, 0x03CF),),
  "cyrillic": ((0x0400, 0x0482),),
  "armenian": ((0x0531, 0x0588),),
  "hebrew": ((0x05D0, 0x05EB),),
  "arabic": ((0x0621, 0x0670),),
  "devanagari": ((0x0905, 0x0950),),
  "bengali": ((0x0985, 0x09E4),),
  "tamil": ((0x0B83, 0x0BF3),),
  "thai": ((0x0E01, 0x0E5C),),
  "tibetan": ((0x0F40, 0x0F88),),
  "georgian": ((0x10D0, 0x10F7),),
  "hangul": ((0xAC00, 0xD7A4),),
  "ethiopic": ((0x1200, 0x1357),),
  "cherokee": ((0x13A0, 0x13F5),),
  "khmer": ((0x1780, 0x17B4),),
  "kana": ((0x3041, 0x3097), (0x30A1, 0x30FB)),
  "han": ((0x4E00, 0x9FA6),),
  "han-astral": ((0x20000, 0x2A6D7),),
  "deseret": ((0x10400, 0x10426),),
  "mathematical": ((0x1D400, 0x1D7CA),),
}


def agreed_category(character: str) -> str | None:
  """The general category, where Unicode 3.2 and the current database agree on it."""
  category = unicodedata.category(character)
  return category if unicodedata.ucd_3_2_0.category(character) == category else None


def agreed_class(character: str) -> str:
  """The first letter of the category where the two agree on it, else that of unassigned."""
  old, new = unicodedata.ucd_3_2_0.category(character), unicodedata.category(character)
  return new[0] if old[0] == new[0] else "C"


@functools.cache
def characters_by_category() -> dict[str, list[str]]:
  """All agreed characters, by two-letter general category; surrogates are left out."""
  found: dict[str, list[str]] = {}
  for code in range(sys.maxunicode + 1):
    if 0xD800 <= code < 0xE000:
      continue
    character = chr(code)
    category = agreed_category(character)
    if category is not None and category != "Cn":
      found.setdefault(category, []).append(character)
  found["Cn"] = list(NONCHARACTERS)
  return {category: found[category] for category in sorted(found)}


@functools.cache
def script_characters(script: str) -> list[str]:
  """The admitted characters of one script."""
  if script == "emoji":
    return EMOJI
  characters = (chr(c) for low, high in SCRIPTS[script] for c in range(low, high))
  return [c for c in characters if agreed_class(c) in ADMITTED]


class TextSource:
  """Slices of long prepared runs of text, one run a script: fast and repeatable."""

  _LENGTH = 20_000

  def __init__(self, seed: str) -> None:
    self._random = random.Random(seed)
    self._runs: list[str] = []
    for script in (*SCRIPTS, "emoji"):
      run = "".join(self._random.choices(script_characters(script), k=self._LENGTH))
      self._runs.append(run)
    mixed = self._random.choices("".join(self._runs), k=self._LENGTH)
    self._runs.append("".join(mixed))

  def slice(self, length: int) -> str:
    """`length` scalars of one script (or, now and then, of all of them mixed)."""
    run = self._random.choice(self._runs)
    start = self._random.randrange(self._LENGTH - length)
    return run[start : start + length]

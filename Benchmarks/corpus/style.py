"""How a document is written: spacing, order of members, escapes. Never what it says."""

from __future__ import annotations

import json.encoder
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Raw(str):
  """JSON text that is written as it stands, right or wrong."""

  __slots__ = ()


class Members(list):
  """An object: pairs of name and value in order, or `Raw` where a pair is written by hand."""

  __slots__ = ()


#: Writes a string as JSON; only `"`, `\\` and controls are escaped.
plain_quote: Callable[[str], str] = json.encoder.encode_basestring

_SHORT = {'"': '\\"', "\\": "\\\\", "/": "\\/", "\b": "\\b", "\f": "\\f", "\n": "\\n",
          "\r": "\\r", "\t": "\\t"}


class _Escapes(dict):
  """Character to escape sequence, filled as characters are met."""

  def __init__(self, digits: str, short: bool) -> None:
    super().__init__(_SHORT if short else {})
    self._digits = digits

  def __missing__(self, character: str) -> str:
    code = ord(character)
    if code > 0xFFFF:
      high, low = 0xD800 + ((code - 0x10000) >> 10), 0xDC00 + (code & 0x3FF)
      text = f"\\u{high:{self._digits}}\\u{low:{self._digits}}"
    else:
      text = f"\\u{code:{self._digits}}"
    self[character] = text
    return text


class EscapingQuote:
  """Writes strings with all characters escaped, or about half of them."""

  _MASK_LENGTH = 16_384

  def __init__(self, rng: random.Random) -> None:
    self._random = rng
    self._escapes = [_Escapes("04x", True), _Escapes("04X", True), _Escapes("04x", False)]
    self._mask = [rng.random() < 0.5 for _ in range(self._MASK_LENGTH)]

  def __call__(self, text: str) -> str:
    bits = self._random.getrandbits(16)
    escapes = self._escapes[bits % 3]
    if bits & 0x100 or len(text) > self._MASK_LENGTH // 2:
      return f'"{"".join(map(escapes.__getitem__, text))}"'
    start = bits >> 3
    mask = self._mask[start % (self._MASK_LENGTH // 2) :]
    parts = [
      escapes[c] if escaped or c < " " or c in '"\\' else c for c, escaped in zip(text, mask)
    ]
    return f'"{"".join(parts)}"'


@dataclass(frozen=True)
class Spacing:
  """White space by depth: after an opening bracket, after a comma, before a closing one."""

  colon: str = ":"
  opening: tuple[str, ...] = ("",) * 12
  between: tuple[str, ...] = (",",) * 12
  closing: tuple[str, ...] = ("",) * 12

  @staticmethod
  def indented(unit: str) -> Spacing:
    """A pretty printer's spacing, with a space where it would break the line."""
    breaks = tuple(" " + unit * depth for depth in range(12))
    return Spacing(
      colon=": ", opening=breaks[1:] + ("",), between=tuple("," + b for b in breaks[1:]) + (",",),
      closing=breaks)


COMPACT = Spacing()
SPACED = Spacing(colon=": ", between=(", ",) * 12)


@dataclass
class Style:
  """The writer of documents. One value serves one corpus."""

  spacings: tuple[Spacing, ...] = (COMPACT,)
  quote: Callable[[str], str] = plain_quote
  quote_name: Callable[[str], str] = plain_quote
  shuffled: bool = False
  random: random.Random = field(default_factory=lambda: random.Random(0))

  def document(self, value: object) -> str:
    """The text of one document."""
    spacing = self.spacings[0]
    if len(self.spacings) > 1:
      spacing = self.random.choice(self.spacings)
    return self._text(value, spacing, 0)

  def _text(self, value: Any, spacing: Spacing, depth: int) -> str:
    kind = type(value)
    if kind is str:
      return self.quote(value)
    if kind is Members:
      return self._object(value, spacing, depth)
    if kind is Raw:
      return value
    if not value:
      return "[]"
    items = [self._text(item, spacing, depth + 1) for item in value]
    joined = spacing.between[depth].join(items)
    return f"[{spacing.opening[depth]}{joined}{spacing.closing[depth]}]"

  def _object(self, members: Members, spacing: Spacing, depth: int) -> str:
    if not members:
      return "{}"
    if self.shuffled:
      members = Members(members)
      self.random.shuffle(members)
    name, quote, colon = self.quote_name, self.quote, spacing.colon
    parts: list[str] = []
    for member in members:
      if type(member) is Raw:
        parts.append(member)
        continue
      key, value = member
      text = quote(value) if type(value) is str else self._text(value, spacing, depth + 1)
      parts.append(f"{name(key)}{colon}{text}")
    joined = spacing.between[depth].join(parts)
    return f"{{{spacing.opening[depth]}{joined}{spacing.closing[depth]}}}"


def make_style(variant: str, seed: str) -> Style:
  """The style that a variant of the corpus is written in."""
  rng = random.Random(f"{seed}:style")
  if variant == "pretty":
    indents = tuple(Spacing.indented(unit) for unit in ("  ", "    ", "\t"))
    return Style(spacings=indents, random=rng)
  if variant == "spaced":
    return Style(spacings=(SPACED,), random=rng)
  if variant == "shuffled":
    return Style(shuffled=True, random=rng)
  if variant == "escaped":
    quote = EscapingQuote(rng)
    return Style(quote=quote, quote_name=quote, random=rng)
  if variant == "escaped-values":
    return Style(quote=EscapingQuote(rng), random=rng)
  return Style(random=rng)

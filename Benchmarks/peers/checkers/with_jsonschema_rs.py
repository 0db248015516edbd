"""jsonschema-rs, a validator in Rust, over what orjson has parsed."""

from __future__ import annotations

from collections.abc import Callable

import jsonschema_rs
import orjson

from . import contract


def make() -> Callable[[bytes], bool]:
  """Formats are checked; patterns run in the linear engine, which costs nothing here."""
  is_valid = jsonschema_rs.validator_for(
    contract.schema(), validate_formats=True, pattern_options=jsonschema_rs.RegexOptions()).is_valid
  loads = orjson.loads

  def check(body: bytes) -> bool:
    try:
      return is_valid(loads(body))
    except orjson.JSONDecodeError:
      return False

  return check


def versions() -> str:
  return contract.versions("jsonschema-rs", "orjson")

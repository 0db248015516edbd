"""fastjsonschema, which compiles a schema to Python, over what orjson has parsed."""

from __future__ import annotations

from collections.abc import Callable

import fastjsonschema
import orjson

from . import contract


def make() -> Callable[[bytes], bool]:
  """The token's pattern is rewritten for Python's `re`; all else is the schema as it stands."""
  schema = contract.schema()
  schema["properties"]["nextToken"]["pattern"] = contract.token_pattern()
  validate = fastjsonschema.compile(schema)
  loads = orjson.loads

  def check(body: bytes) -> bool:
    try:
      validate(loads(body))
    except (orjson.JSONDecodeError, fastjsonschema.JsonSchemaValueException):
      return False
    return True

  return check


def versions() -> str:
  return contract.versions("fastjsonschema", "orjson")

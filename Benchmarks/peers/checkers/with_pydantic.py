"""pydantic-core, a parser and checker in Rust, by way of pydantic's types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, NotRequired

from pydantic import AwareDatetime, ConfigDict, Field, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from . import contract

Digits = Annotated[str, Field(min_length=10, max_length=36, pattern=r"\A[0-9]+\z")]
Arn = Annotated[str, Field(min_length=20, max_length=2048, pattern=r"\Aarn:[^\r\n]*\z")]
Token = Annotated[
  str,
  Field(min_length=1, max_length=6144, pattern=r"\A[\p{L}\p{M}\p{Z}\p{S}\p{N}\p{P}]+\z")]
Status = Literal["SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
                 "COMPLETED_WITH_FAILURES"]


@with_config(ConfigDict(strict=True))
class Job(TypedDict):
  """An import job."""

  completionTime: NotRequired[AwareDatetime | None]
  creationTime: AwareDatetime
  id: Digits
  referenceStoreId: Digits
  roleArn: Arn
  status: Status


@with_config(ConfigDict(strict=True))
class Page(TypedDict):
  """A response."""

  importJobs: NotRequired[list[Job] | None]
  nextToken: NotRequired[Token | None]


def make() -> Callable[[bytes], bool]:
  """Checks JSON text without going through Python objects first."""
  validate = TypeAdapter(Page).validator.validate_json

  def check(body: bytes) -> bool:
    try:
      validate(body)
    except ValidationError:
      return False
    return True

  return check


def versions() -> str:
  return contract.versions("pydantic-core", "pydantic")

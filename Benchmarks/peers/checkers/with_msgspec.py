"""msgspec, which parses and checks in one pass, in C."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from . import contract

Digits = Annotated[str, Meta(min_length=10, max_length=36, pattern=r"\A[0-9]+\Z")]
Arn = Annotated[str, Meta(min_length=20, max_length=2048, pattern=r"\Aarn:[^\r\n]*\Z")]
Moment = Annotated[datetime, Meta(tz=True)]
Status = Literal["SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
                 "COMPLETED_WITH_FAILURES"]
Token = Annotated[str, Meta(min_length=1, max_length=6144, pattern=contract.token_pattern())]


class Job(Struct, gc=False):
  """An import job."""

  creationTime: Moment
  id: Digits
  referenceStoreId: Digits
  roleArn: Arn
  status: Status
  completionTime: Moment | None = None


class Page(Struct, gc=False):
  """A response."""

  importJobs: list[Job] | None = None
  nextToken: Token | None = None


def make() -> Callable[[bytes], bool]:
  """Decodes into the structures above; what does not fit is refused."""
  decode: Callable[[bytes], Any] = msgspec.json.Decoder(Page).decode

  def check(body: bytes) -> bool:
    try:
      decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
      return False
    return True

  return check


def versions() -> str:
  return contract.versions("msgspec")

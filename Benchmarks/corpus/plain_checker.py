"""A plain, slow checker of response bodies, written from the design alone.

It exists to hold the labels to account: a generator and a checker that were written apart
and agree on every document are hardly both wrong. It knows bodies and no requests.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Callable

from .pages import STATUSES
from .text import ADMITTED

Finding = tuple[str, str | None]

_DATE_TIME = re.compile(
  r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?"
  r"(?:Z|[+-]([0-9]{2}):([0-9]{2}))")


class Pairs(list):
  """An object's members in order, repeats included."""


def _no_constant(word: str) -> None:
  raise ValueError(f"{word} is no JSON")


def check(body: bytes) -> list[Finding]:
  """All violations of one body: constraint and pointer, where the pointer is certain."""
  try:
    text = body.decode("utf-8")
  except UnicodeDecodeError:
    return [("encoding", None)]
  try:
    value = json.loads(text, object_pairs_hook=Pairs, parse_constant=_no_constant)
  except (ValueError, RecursionError):
    return [("json", None)]
  found: list[Finding] = []
  _surrogates(value, found)
  if not found:
    _page(value, found)
  return found


def _surrogates(value: object, found: list[Finding]) -> None:
  if isinstance(value, str):
    if any("\ud800" <= c <= "\udfff" for c in value):
      found.append(("encoding", None))
  elif isinstance(value, Pairs):
    for name, member in value:
      _surrogates(name, found)
      _surrogates(member, found)
  elif isinstance(value, list):
    for item in value:
      _surrogates(item, found)


def _object(value: Pairs, pointer: str, found: list[Finding]) -> dict[str, object]:
  """The first value of each member; repeats are findings."""
  members: dict[str, object] = {}
  for name, member in value:
    if name in members:
      found.append(("duplicateMember", f"{pointer}/{name}"))
    else:
      members[name] = member
  return members


def _page(value: object, found: list[Finding]) -> None:
  if not isinstance(value, Pairs):
    found.append(("type", ""))
    return
  members = _object(value, "", found)
  jobs = members.get("importJobs")
  if isinstance(jobs, list) and not isinstance(jobs, Pairs):
    for index, job in enumerate(jobs):
      _job(job, f"/importJobs/{index}", found)
  elif jobs is not None:
    found.append(("type", "/importJobs"))
  _string(members, "nextToken", "", found, 1, 6144, _is_token)


def _job(value: object, pointer: str, found: list[Finding]) -> None:
  if not isinstance(value, Pairs):
    found.append(("type", pointer))
    return
  members = _object(value, pointer, found)
  for name in ("id", "referenceStoreId", "roleArn", "status", "creationTime"):
    if members.get(name) is None:
      found.append(("required", f"{pointer}/{name}"))
  _string(members, "id", pointer, found, 10, 36, _is_digits)
  _string(members, "referenceStoreId", pointer, found, 10, 36, _is_digits)
  _string(members, "roleArn", pointer, found, 20, 2048, _is_arn)
  for name, constraint, holds in (
    ("status", "enum", STATUSES.__contains__),
    ("creationTime", "format", _is_date_time),
    ("completionTime", "format", _is_date_time),
  ):
    text = members.get(name)
    if text is None:
      continue
    if not isinstance(text, str):
      found.append(("type", f"{pointer}/{name}"))
    elif not holds(text):
      found.append((constraint, f"{pointer}/{name}"))


def _string(
  members: dict[str, object], name: str, pointer: str, found: list[Finding],
  least: int, most: int, matches: Callable[[str], bool],
) -> None:
  text = members.get(name)
  if text is None:
    return
  place = f"{pointer}/{name}"
  if not isinstance(text, str):
    found.append(("type", place))
    return
  if not least <= len(text) <= most:
    found.append(("length", place))
  if not matches(text):
    found.append(("pattern", place))


def _is_digits(text: str) -> bool:
  return re.fullmatch("[0-9]+", text) is not None


def _is_arn(text: str) -> bool:
  return text.startswith("arn:") and "\n" not in text and "\r" not in text


def _is_token(text: str) -> bool:
  return text != "" and all(unicodedata.category(c)[0] in ADMITTED for c in text)


def _is_date_time(text: str) -> bool:
  match = _DATE_TIME.fullmatch(text)
  if match is None:
    return False
  year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
  offset_hour, offset_minute = (int(part or 0) for part in match.groups()[6:])
  try:
    datetime.date(year, month, day)
  except ValueError:
    return False
  return hour < 24 and minute < 60 and second <= 60 and offset_hour < 24 and offset_minute < 60

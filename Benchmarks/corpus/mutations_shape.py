"""Mutations of documents: members missing or twice, text that is not JSON."""

from __future__ import annotations

import json
import random

from .mutations import Broken, Expected, Workbench, mutation, quoted, raw_string
from .style import Raw

REQUIRED = ("id", "referenceStoreId", "roleArn", "status", "creationTime")


def cut(text: str, rng: random.Random) -> str:
  """The beginning of a text, never cut inside an escape sequence."""
  end = rng.randrange(1, len(text))
  if "\\" in text[max(0, end - 12) : end]:
    quote = text.find('"', end)
    end = quote if 0 < quote else len(text) - 1
  return text[:end]


@mutation("required.absent")
def required_absent(work: Workbench) -> Broken:
  """A required member that is not there."""
  return work.drop(work.random.choice(REQUIRED), "required")


@mutation("required.null")
def required_null(work: Workbench) -> Broken:
  """A required member that is `null`."""
  return work.set(work.random.choice(REQUIRED), Raw("null"), "required")


@mutation("duplicate.same")
def duplicate_same(work: Workbench) -> Broken:
  """A member of a job twice, with one value."""
  name, value = work.random.choice(work.job)
  work.job.insert(work.random.randrange(len(work.job) + 1), (name, value))
  return work.broken("duplicateMember", at=work.pointer(name))


@mutation("duplicate.other")
def duplicate_other(work: Workbench) -> Broken:
  """An identifier twice, with two sound values."""
  work.job.append(("id", work.source.digits(10)))
  return work.broken("duplicateMember", at=work.pointer("id"))


@mutation("duplicate.escaped")
def duplicate_escaped(work: Workbench) -> Broken:
  """A member twice, its name spelt with an escape the second time."""
  spelling = work.random.choice((r'"\u0069d"', r'"i\u0064"', r'"\u0069\u0064"'))
  work.job.append(Raw(f'{spelling}:{json.dumps(work.value("id"))}'))
  return work.broken("duplicateMember", at=work.pointer("id"))


@mutation("duplicate.page")
def duplicate_page(work: Workbench) -> Broken:
  """A member of the page twice."""
  if work.random.random() < 0.5:
    work.page.extra.append(("importJobs", []))
    return work.broken("duplicateMember", at="/importJobs")
  work.page.token = work.source.token(32)
  work.page.extra.append(("nextToken", work.page.token))
  return work.broken("duplicateMember", at="/nextToken")


@mutation("json.truncated")
def json_truncated(work: Workbench) -> Broken:
  """A document that stops somewhere."""
  rng = random.Random(work.random.getrandbits(64))
  return work.broken("json", at=None, edit=lambda text: cut(text, rng))


@mutation("json.trailing")
def json_trailing(work: Workbench) -> Broken:
  """Text after the end of the document."""
  tail = work.random.choice(("}", "]", ",", " x", "{}", " null", '"', "\0"))
  return work.broken("json", at=None, edit=lambda text: text + tail)


@mutation("json.leading")
def json_leading(work: Workbench) -> Broken:
  """Text before its beginning."""
  head = work.random.choice((",", "}", "x ", "]", ")]}',", "\v", "\f"))
  return work.broken("json", at=None, edit=lambda text: head + text)


@mutation("json.colon")
def json_colon(work: Workbench) -> Broken:
  """A member without its colon, or with another sign for it."""
  colon = work.random.choice((" ", "", "=", "::", ","))
  return work.replace("status", f'"status"{colon}{quoted(work.value("status"))}', "json")


@mutation("json.comma")
def json_comma(work: Workbench) -> Broken:
  """Two members without a comma, with two, or with one after the last."""
  text = f'"status":{quoted(work.value("status"))}'
  form = work.random.choice(('{},', ',{}', '{},,"x":1', '{};"x":1', '{} "x":1'))
  return work.replace("status", form.format(text), "json")


@mutation("json.name")
def json_name(work: Workbench) -> Broken:
  """A member whose name is no JSON string."""
  name = work.random.choice(("status", "'status'", "1", "null", "`status`", '"status'))
  return work.replace("status", f'{name}:{quoted(work.value("status"))}', "json")


@mutation("json.quotes")
def json_quotes(work: Workbench) -> Broken:
  """A string in single quotes, or in none."""
  status = work.value("status")
  value = work.random.choice((f"'{status}'", status, f"“{status}”"))
  return work.set("status", Raw(value), "json")


@mutation("json.word")
def json_word(work: Workbench) -> Broken:
  """Words and numbers that JSON does not have."""
  word = work.random.choice((
    "NaN", "Infinity", "-Infinity", "True", "None", "nul", "undefined", "tru", "nulll", "00", "+1",
    ".5", "1.", "1e", "0x10", "-", "1_000", "01",
  ))
  broken = work.set("completionTime", Raw(word), "json")
  # What begins as a number may be told from a string before its end is seen to be wrong.
  broken.tolerated = ["type"]
  if word in ("0x10", "1_000", "nulll"):
    # The value is whole before the text breaks: in it, or in the object behind it.
    broken.violations = [Expected("json", None)]
  return broken


@mutation("json.control")
def json_control(work: Workbench) -> Broken:
  """A control character in a string that is not escaped."""
  control = work.random.choice("\0\1\t\b\f\r\x1b\x1f")
  return work.set("roleArn", raw_string(f"arn:aws:iam::123456789012:role/{control}Import"), "json")


@mutation("json.escape")
def json_escape(work: Workbench) -> Broken:
  """An escape that JSON does not have."""
  escape = work.random.choice((r"\x41", r"\'", r"\u12G4", r"\u12", r"\U0041", r"\0", r"\ ", r"\a"))
  return work.set("roleArn", raw_string(f"arn:aws:iam::123456789012:role/{escape}"), "json")


@mutation("json.comment")
def json_comment(work: Workbench) -> Broken:
  """A comment."""
  comment = work.random.choice(("/* sic */", "// sic", "# sic"))
  return work.set("completionTime", Raw(f"{comment} null"), "json")


@mutation("json.brackets")
def json_brackets(work: Workbench) -> Broken:
  """Brackets that do not pair."""
  work.page.jobs = Raw(work.random.choice(("[}", "[{]", "[", "[,]", "[{,", "[;]")))
  return work.broken("json", at=None)

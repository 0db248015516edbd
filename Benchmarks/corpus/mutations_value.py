"""Mutations of values: enum, length, pattern, format, type."""

from __future__ import annotations

from .mutations import Broken, Workbench, mutation, raw_string
from .style import Raw

STRING_MEMBERS = ("id", "referenceStoreId", "roleArn", "status", "creationTime", "completionTime")

#: Strings that are no RFC 3339 timestamps, whatever one's reading of the optional parts.
BAD_DATES = {
  "february-29": "2023-02-29T08:12:45Z",
  "february-30": "2024-02-30T08:12:45Z",
  "century-no-leap": "2100-02-29T00:00:00Z",
  "april-31": "2023-04-31T08:12:45Z",
  "month-13": "2023-13-01T08:12:45Z",
  "month-0": "2023-00-10T08:12:45Z",
  "day-0": "2023-05-00T08:12:45Z",
  "hour-24": "2023-05-17T24:00:00Z",
  "minute-60": "2023-05-17T08:60:45Z",
  "second-61": "2023-05-17T08:12:61Z",
  "no-zone": "2023-05-17T08:12:45",
  "date-only": "2023-05-17",
  "epoch": "1684311165",
  "short-year": "23-05-17T08:12:45Z",
  "long-year": "12023-05-17T08:12:45Z",
  "short-month": "2023-5-17T08:12:45Z",
  "empty": "",
  "trailing": "2023-05-17T08:12:45Z ",
  "leading": " 2023-05-17T08:12:45Z",
  "line-feed": "2023-05-17T08:12:45Z\n",
  "no-fraction-digits": "2023-05-17T08:12:45.Z",
  "comma-fraction": "2023-05-17T08:12:45,123Z",
  "no-seconds": "2023-05-17T08:12Z",
  "offset-24": "2023-05-17T08:12:45+24:00",
  "offset-minute-60": "2023-05-17T08:12:45+02:60",
  "offset-no-colon": "2023-05-17T08:12:45+0200",
  "offset-and-z": "2023-05-17T08:12:45+02:00Z",
  "http-date": "Wed, 17 May 2023 08:12:45 GMT",
  "week-date": "2023-W20-3T08:12:45Z",
  "basic": "20230517T081245Z",
  "slashes": "2023/05/17T08:12:45Z",
  "wide-digits": "２０２３-05-17T08:12:45Z",
  "letter": "2023-05-17T08:1O:45Z",
}

#: JSON values that are not strings.
NOT_STRINGS = {
  "integer": "1684311165",
  "fraction": "-1.5e3",
  "true": "true",
  "false": "false",
  "array": "[]",
  "array-of-string": '["COMPLETED"]',
  "object": "{}",
}


@mutation("enum.unknown")
def enum_unknown(work: Workbench) -> Broken:
  """A status that the service does not have."""
  return work.set("status", work.random.choice(("PAUSED", "DELETED", "PENDING", "RUNNING")), "enum")


@mutation("enum.case")
def enum_case(work: Workbench) -> Broken:
  """A known status in small letters."""
  return work.set("status", work.value("status").lower(), "enum")


@mutation("enum.near")
def enum_near(work: Workbench) -> Broken:
  """A known status with something before, after, or missing."""
  status = work.value("status")
  near = (f"{status} ", f" {status}", f"{status}S", status[:-1], f"{status}\0", f"{status}\n")
  return work.set("status", work.random.choice(near), "enum")


@mutation("enum.empty")
def enum_empty(work: Workbench) -> Broken:
  """The empty string as a status."""
  return work.set("status", "", "enum")


@mutation("length.id")
def length_id(work: Workbench) -> Broken:
  """An identifier one digit too short or too long, or much."""
  length = work.random.choice((1, 9, 37, 37, 200))
  return work.set("id", work.random.choice("123456789") * length, "length")


@mutation("length.store")
def length_store(work: Workbench) -> Broken:
  """A store's identifier one digit too short or too long."""
  return work.set("referenceStoreId", "7" * work.random.choice((9, 37)), "length")


@mutation("length.arn.short")
def length_arn_short(work: Workbench) -> Broken:
  """A role of nineteen scalars; in some, more than twenty bytes or UTF-16 units."""
  tail = work.random.choice(("aws:iam::12345/", "é" * 15, "\U0001F600" * 15, "e\u0301" * 7 + "e"))
  return work.set("roleArn", "arn:" + tail, "length")


@mutation("length.arn.long")
def length_arn_long(work: Workbench) -> Broken:
  """A role of 2,049 scalars."""
  return work.set("roleArn", "arn:" + work.random.choice(("a", "é", "\U00020000")) * 2045, "length")


@mutation("length.token.long")
def length_token_long(work: Workbench) -> Broken:
  """A token of 6,145 scalars."""
  return work.set_token(work.random.choice(("A", "語", "\U0001D400")) * 6145, "length")


@mutation("length.token.empty")
def length_token_empty(work: Workbench) -> Broken:
  """An empty token: too short, and not one character that the pattern wants."""
  return work.set_token("", "length", "pattern")


@mutation("pattern.digits")
def pattern_digits(work: Workbench) -> Broken:
  """Something else among the digits of an identifier."""
  member = work.random.choice(("id", "referenceStoreId"))
  bad = work.random.choice(("a", "-", " ", "٣", "５", "²", "\n", "\0", "𝟏", "/", ":"))
  text = work.source.digits(14)
  place = work.random.choice((0, 7, 14))
  return work.set(member, text[:place] + bad + text[place:], "pattern")


@mutation("pattern.digits.line-feed")
def pattern_digits_line_feed(work: Workbench) -> Broken:
  """A line feed at the very end, which a careless `$` lets pass."""
  return work.set("id", work.source.digits(12) + "\n", "pattern")


@mutation("pattern.arn.prefix")
def pattern_arn_prefix(work: Workbench) -> Broken:
  """A role that does not begin as one."""
  prefix = work.random.choice(("ARN:", "xarn:", " arn:", "arn;", "urn:"))
  return work.set("roleArn", prefix + "aws:iam::123456789012:role/Import", "pattern")


@mutation("pattern.arn.line-end")
def pattern_arn_line_end(work: Workbench) -> Broken:
  """A line feed or carriage return, which `.` does not match."""
  arn = work.random.choice(("aws:iam::1234{}56789012:role/A", "aws:iam::123456789012:role/A{}"))
  return work.set("roleArn", "arn:" + arn.format(work.random.choice("\n\r")), "pattern")


@mutation("pattern.token")
def pattern_token(work: Workbench) -> Broken:
  """A character of a category that tokens may not have."""
  bad = work.random.choice((
    "\0", "\t", "\n", "\x7f", "\x85", "\u00ad", "\u200b", "\ufeff", "\ue000", "\ufdd0",
    "\U0010ffff"))
  text = work.source.token(40)
  place = work.random.choice((0, 20, 40))
  return work.set_token(text[:place] + bad + text[place:], "pattern")


@mutation("format")
def bad_date(work: Workbench) -> Broken:
  """A string that is no timestamp."""
  member = work.random.choice(("creationTime", "completionTime"))
  return work.set(member, work.random.choice(list(BAD_DATES.values())), "format")


@mutation("type.member")
def type_member(work: Workbench) -> Broken:
  """Another JSON type where a string belongs."""
  value = work.random.choice(list(NOT_STRINGS.values()))
  return work.set(work.random.choice(STRING_MEMBERS), Raw(value), "type")


@mutation("type.timestamp.epoch")
def type_timestamp(work: Workbench) -> Broken:
  """Seconds since the epoch, as other services give them."""
  return work.set("creationTime", Raw(work.random.choice(("1684311165", "1684311165.123"))), "type")


@mutation("type.token")
def type_token(work: Workbench) -> Broken:
  """Another JSON type where the token belongs."""
  return work.set_token(Raw(work.random.choice(list(NOT_STRINGS.values()))), "type")


@mutation("type.item")
def type_item(work: Workbench) -> Broken:
  """An item of the list that is no object; `null` is none either."""
  value = work.random.choice(("null", "null", '"job"', "1", "true", "[]"))
  work.page.jobs[work.index] = Raw(value)
  return work.broken("type", at=work.pointer())


@mutation("type.list")
def type_list(work: Workbench) -> Broken:
  """Something else than a list of jobs."""
  work.page.jobs = Raw(work.random.choice(("{}", '"none"', "0", "false")))
  return work.broken("type", at="/importJobs")


@mutation("type.document")
def type_document(work: Workbench) -> Broken:
  """A document that is no object."""
  work.page = Raw(work.random.choice(("[]", '"importJobs"', "42", "true")))
  return work.broken("type", at="")


@mutation("encoding.bytes")
def encoding_bytes(work: Workbench) -> Broken:
  """Bytes that are not UTF-8: stray, overlong, surrogate, beyond the last, cut short."""
  bad = work.random.choice((
    b"\x80", b"\xff", b"\xc0\x80", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    b"\xf5\x80\x80\x80", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc3",
  )).decode("utf-8", "surrogateescape")
  if work.random.random() < 0.5:
    return work.set("roleArn", raw_string(f"arn:aws:iam::123456789012:role/{bad}A"), "encoding")
  return work.set_token(raw_string(f"eyJhIjox{bad}fQ=="), "encoding")


@mutation("encoding.surrogate")
def encoding_surrogate(work: Workbench) -> Broken:
  """An escaped surrogate without its other half."""
  bad = work.random.choice((r"\ud800", r"\udc00", r"\uDE00\uD83D", r"\ud83dx", r"\ud83d\u0041"))
  if work.random.random() < 0.5:
    return work.set("roleArn", raw_string(f"arn:aws:iam::123456789012:role/{bad}"), "encoding")
  return work.set_token(raw_string(f"eyJhIjox{bad}"), "encoding")

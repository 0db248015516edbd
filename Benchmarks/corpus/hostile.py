"""Corpora that look for a cliff: each is sound or broken in one plain way, and each is large
where a checker might be slow or greedy."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from .labels import Label
from .mutations import Expected
from .style import EscapingQuote, plain_quote
from .text import ADMITTED, EMOJI, characters_by_category

Document = tuple[bytes, Label | None]

MEBI = 1 << 20
BODY_LIMIT = 64 * MEBI
DEPTH_LIMIT = 128
TINY_DOCUMENTS = 1_000_000
SOUND_JOB = (
  '{"completionTime":"2023-05-17T08:12:45.123Z","creationTime":"2023-05-17T08:02:45Z",'
  '"id":"1234567890","referenceStoreId":"1234567890",'
  '"roleArn":"arn:aws:iam::123456789012:role/OmicsImport","status":"COMPLETED"}')


def failed(kind: str, constraint: str, pointer: str | None) -> Label:
  """A label with one violation."""
  return Label.fail(kind, [Expected(constraint, pointer)])


def undetermined(kind: str) -> Label:
  """A limit of the checker stops the check."""
  return Label(kind, "undetermined", [Expected("limit", None)], only_verdict=True)


def tiny(rng: random.Random) -> Iterator[Document]:
  """A million documents of a few bytes."""
  sound = (b'{"importJobs":[]}', b'{"importJobs":[]}', b"{}", b'{"importJobs":[],"nextToken":"A"}',
           b'{"nextToken":"eyJhIjoxfQ=="}')
  for _ in range(TINY_DOCUMENTS):
    if rng.random() < 0.02:
      yield b'{"importJobs":{}}', failed("type.list", "type", "/importJobs")
    else:
      yield rng.choice(sound), None


def tokens(rng: random.Random, quote: Callable[[str], str] = plain_quote) -> Iterator[Document]:
  """Tokens of 6,144 scalars, each of one general category; those with a C break the pattern."""
  while True:
    for category, characters in characters_by_category().items():
      text = "".join(rng.choices(characters, k=6144))
      body = f'{{"importJobs":[],"nextToken":{quote(text)}}}'.encode()
      admitted = category[0] in ADMITTED
      kind = f"token.{category}"
      yield body, None if admitted else failed(kind, "pattern", "/nextToken")
    yield f'{{"nextToken":{quote("".join(rng.choices(EMOJI, k=6144)))}}}'.encode(), None


def tokens_escaped(rng: random.Random) -> Iterator[Document]:
  """The same, with escapes."""
  return tokens(rng, EscapingQuote(rng))


def one_string(rng: random.Random) -> Iterator[Document]:
  """Bodies that are one string and as long as a body may be. (A size is not asked for.)"""
  head, tail = b'{"nextToken":"', b'"}'
  room = BODY_LIMIT - len(head) - len(tail)
  kind = failed("string.token", "length", "/nextToken")
  yield head + b"A" * room + tail, kind
  han = "".join(rng.choices(characters_by_category()["Lo"][5000:9000], k=4096)).encode()
  yield head + han * (room // len(han)) + tail, kind
  head = b'{"unknown":"'
  yield head + rb"\u00e9\n" * ((room - 64) // 8) + tail, Label.passing("string.escapes")


def depth(rng: random.Random) -> Iterator[Document]:
  """Documents as deep as they may be, and deeper. The document itself is the first level."""
  opening, closing = ("[", '{"a":'), ("]", "}")
  while True:
    for levels in (100, 127, 128, 129, 200, 100_000):
      form = rng.randrange(3)
      kinds = [form if form < 2 else rng.randrange(2) for _ in range(levels - 1)]
      left = "".join(opening[k] for k in kinds)
      right = "".join(closing[k] for k in reversed(kinds))
      jobs = ",".join([SOUND_JOB] * 5)
      body = f'{{"importJobs":[{jobs}],"unknown":{left}0{right}}}'.encode()
      kind = f"depth.{levels}"
      yield body, Label.passing(kind) if levels <= DEPTH_LIMIT else undetermined(kind)


def keys(rng: random.Random) -> Iterator[Document]:
  """Objects with ten thousand members, all different, or the last one a repeat."""
  while True:
    for repeat in (False, True):
      names = [f"k{rng.getrandbits(48):x}{n}" for n in range(10_000)]
      if repeat:
        names.append(names[0])
      members = ",".join(f'"{name}":0' for name in names)
      body = f'{{"importJobs":[],{members}}}'.encode()
      kind = "keys.repeat" if repeat else "keys.distinct"
      yield body, failed(kind, "duplicateMember", None) if repeat else Label.passing(kind)


def near_names(rng: random.Random) -> Iterator[Document]:
  """Jobs among whose members stand many that differ from the contract's by one letter."""
  names = ("idd", "i", "statu", "statuss", "roleArm", "roleArn ", "creationTimf", "completionTimes",
           "referenceStoreIe", "ID", "Status")
  while True:
    members = [f'"{name}":"1234567890"' for name in rng.sample(names, 8)]
    job = SOUND_JOB[:-1] + "," + ",".join(members) + "}"
    yield f'{{"importJobs":[{",".join([job] * 30)}]}}'.encode(), Label.passing("near-names")


def escapes(rng: random.Random) -> Iterator[Document]:
  """Strings of backslashes and quotes, in runs of all lengths."""
  while True:
    runs = "".join(rng.choice((r"\\", r"\"", r"\\\"", "a", r"\/")) for _ in range(3000))
    yield f'{{"importJobs":[],"nextToken":"{runs}"}}'.encode(), None


def numbers(rng: random.Random) -> Iterator[Document]:
  """Very long numbers where nothing is known of them."""
  while True:
    digits = str(rng.getrandbits(12_000) + (1 << 12_000))
    forms = (digits, f"-{digits}.{digits}", f"0.{digits}e-{digits[:5]}", f"1E+{digits[:300]}")
    yield f'{{"importJobs":[],"x":[{",".join(forms)}]}}'.encode(), Label.passing("numbers")


def whitespace(rng: random.Random) -> Iterator[Document]:
  """Ten kilobytes of white space round every job."""
  while True:
    space = "".join(rng.choices(" \t\r ", k=10_000))
    yield f'{space}{{"importJobs":{space}[{SOUND_JOB}]}}{space}'.encode(), None


def violations(rng: random.Random) -> Iterator[Document]:
  """Documents in which nothing is right, with more violations than are kept."""
  jobs = (
    '{"id":"x","referenceStoreId":1,"roleArn":"","status":"?","creationTime":"now"}',
    "{}", "null", "[]", '{"id":null,"id":null,"unknown":[{}]}')
  while True:
    page = ",".join(rng.choices(jobs, k=rng.choice((10, 100, 2000))))
    label = Label.fail("violations", [])
    label.only_verdict = True
    yield f'{{"importJobs":[{page}],"nextToken":""}}'.encode(), label


def many_jobs(rng: random.Random) -> Iterator[Document]:
  """Lists of twenty thousand jobs."""
  while True:
    yield f'{{"importJobs":[{",".join([SOUND_JOB] * 20_000)}]}}'.encode(), None


#: What each corpus holds, by the name of its variant.
VARIANTS: dict[str, Callable[[random.Random], Iterator[Document]]] = {
  "tiny": tiny,
  "hostile-tokens": tokens,
  "hostile-tokens-escaped": tokens_escaped,
  "hostile-string": one_string,
  "hostile-depth": depth,
  "hostile-keys": keys,
  "hostile-names": near_names,
  "hostile-escapes": escapes,
  "hostile-numbers": numbers,
  "hostile-whitespace": whitespace,
  "hostile-violations": violations,
  "hostile-jobs": many_jobs,
}


def hostile(variant: str, seed: str) -> Iterator[Document]:
  """The documents of one variant; a finite stream has its own size."""
  return VARIANTS[variant](random.Random(f"{seed}:{variant}"))

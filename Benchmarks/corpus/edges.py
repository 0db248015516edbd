"""Documents that look wrong and are right: what a checker that is too strict would refuse."""

from __future__ import annotations

import random

from .pages import ARN_PREFIX, PageSource, Question
from .style import Raw
from .text import characters_by_category

GOOD_DATES = (
  "2024-02-29T08:12:45Z",
  "2000-02-29T00:00:00Z",
  "2023-12-31T23:59:59.999999999Z",
  "2023-05-17T08:12:45.1Z",
  "2023-05-17T00:00:00+00:00",
  "2023-05-17T08:12:45-00:00",
  "2023-05-17T08:12:45+14:00",
  "2023-05-17T08:12:45.5-23:59",
  "2016-12-31T23:59:60Z",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59Z",
  "1900-02-28T08:12:45Z",
)

#: Whole documents; the first four say nothing at all.
DOCUMENTS = (
  "{}",
  " { } ",
  '{"importJobs":null}',
  '{"importJobs":[],"nextToken":null}',
  '\t{"importJobs" : [ ] }\r',
  r'{"\u0069mportJobs":[]}',
  r'{"next\u0054oken":"A"}',
  r'{"nextToken":"\/\"\\"}',
  r'{"nextToken":"\ud83d\ude00"}',
  '{"nextToken":"\u2028\u2029\u00a0"}',
)

UNKNOWN = (
  '"x":null',
  '"x":-0',
  '"x":1E400',
  '"x":0.1e-999',
  '"x":123456789012345678901234567890',
  '"":{}',
  r'"\u0000":[[],{},"",null,true,false,0]',
  '"importJobs ":[1]',
  '"IMPORTJOBS":"y"',
  '"nexttoken":{"nextToken":[]}',
)


class EdgeSource:
  """A stream of such documents, each with its name. All of them pass."""

  def __init__(self, seed: str) -> None:
    self._random = random.Random(f"{seed}:edges")
    self._pages = PageSource(f"{seed}:edges")
    admitted = [c for name, members in characters_by_category().items() if name[0] != "C"
                for c in members]
    self._admitted = admitted

  def next(self) -> tuple[str, object]:
    """A name and a document: `Raw`, or an object."""
    rng = self._random
    kinds = (self._document, self._unknown, self._date, self._bounds, self._arn, self._token,
             self._null, self._escaped)
    kind = rng.choice(kinds)
    return kind.__name__.removeprefix("_"), kind()

  def _job(self, **members: object) -> object:
    job = self._pages.job(Question(store=self._pages.digits()), self._pages.arn())
    job[:] = [pair for pair in job if pair[0] not in members]
    job.extend(members.items())
    page = self._pages.page(least=0, most=3)
    page.jobs.append(job)
    return page.members()

  def _document(self) -> Raw:
    return Raw(self._random.choice(DOCUMENTS))

  def _unknown(self) -> object:
    member = Raw(self._random.choice(UNKNOWN))
    page = self._pages.page(least=1, most=3)
    if self._random.random() < 0.5:
      page.extra.append(member)
    else:
      page.jobs[0].insert(0, member)
    return page.members()

  def _date(self) -> object:
    return self._job(creationTime=self._random.choice(GOOD_DATES))

  def _bounds(self) -> object:
    digit = self._random.choice("0123456789")
    return self._job(id=digit * self._random.choice((10, 36)),
                     referenceStoreId=digit * self._random.choice((10, 36)))

  def _arn(self) -> object:
    odd = ("a", "é", "\U0001F600", "\0", "\u2028", "\x85", "\uffff", '"')
    character = self._random.choice(odd)
    return self._job(roleArn="arn:" + character * self._random.choice((16, 2044)))

  def _token(self) -> object:
    length = self._random.choice((1, 2, 6143, 6144))
    page = self._pages.page(least=0, most=1)
    page.token = "".join(self._random.choices(self._admitted, k=length))
    return page.members()

  def _null(self) -> object:
    page = self._pages.page(least=0, most=2)
    page.token = Raw("null")
    question = Question(self._pages.digits(), status="SUBMITTED")
    job = self._pages.job(question, ARN_PREFIX + "1234567890")
    job.append(("completionTime", Raw("null")))
    page.jobs.append(job)
    return page.members()

  def _escaped(self) -> object:
    escaped = "".join(f"\\u{ord(c):04X}" for c in self._random.choice(("FAILED", "SUBMITTED")))
    return self._job(status=Raw(f'"{escaped}"'), id=Raw(r'"123456789\u0030"'))

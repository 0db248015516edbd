"""Pages of import jobs that keep the contract: the values, not their spelling."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from typing import Any

from .style import Members, Raw
from .text import TextSource

#: Status and how common it is; the unfinished ones have no completion time.
STATUSES = {
  "COMPLETED": 60,
  "COMPLETED_WITH_FAILURES": 8,
  "FAILED": 9,
  "CANCELLED": 5,
  "CANCELLING": 2,
  "IN_PROGRESS": 9,
  "SUBMITTED": 7,
}
UNFINISHED = frozenset({"CANCELLING", "IN_PROGRESS", "SUBMITTED"})

ARN_PREFIX = "arn:aws:iam::"
MAX_JOBS = 100
MAX_ARN = 2048
MAX_TOKEN = 6144


@dataclass
class Page:
  """One response body. `extra` members follow the two that the contract names.

  `jobs` is a list of objects until a mutation puts something else there.
  """

  jobs: Any
  token: Raw | str | None
  extra: Members

  def members(self) -> Members:
    """The page as an object."""
    members = Members()
    if self.jobs is not None:
      members.append(("importJobs", self.jobs))
    if self.token is not None:
      members.append(("nextToken", self.token))
    members.extend(self.extra)
    return members


@dataclass(frozen=True)
class Question:
  """What a request asks for, so that the page can be its answer."""

  store: str
  max_jobs: int = MAX_JOBS
  status: str | None = None
  first_day: int = 0
  last_day: int | None = None


class PageSource:
  """A stream of pages, the same for the same seed."""

  def __init__(self, seed: str, text: TextSource | None = None) -> None:
    rng = self._random = random.Random(f"{seed}:pages")
    self._unicode = text
    self.days = [
      f"{year}-{month:02}-{day:02}T"
      for year in range(2021, 2026)
      for month in range(1, 13)
      for day in range(1, 29)
    ]
    clock = sorted(rng.sample(range(86_400), 4096))
    self._times = [f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}" for t in clock]
    self._suffixes = ["Z"] * 800 + [f".{ms:03}Z" for ms in range(1000)]
    self._suffixes += [f".{rng.randrange(10**6):06}Z" for _ in range(100)]
    self._suffixes += ["+00:00"] * 50
    self._statuses = [name for name, weight in STATUSES.items() for _ in range(weight)]
    self._arns = [self._make_arn() for _ in range(2000)]
    self._id_lengths = [10] * 90 + [rng.randint(11, 36) for _ in range(10)]
    self._token_lengths = [rng.choice((24, 64, 96, 128, 200)) for _ in range(80)]
    self._token_lengths += [rng.randint(200, 1200) for _ in range(15)]
    self._token_lengths += [rng.randint(1200, MAX_TOKEN) for _ in range(3)]
    self._token_lengths += [1, MAX_TOKEN]

  def _make_arn(self) -> str:
    rng = self._random
    if self._unicode is not None:
      length = rng.randint(16, 70) if rng.random() < 0.995 else rng.randint(600, MAX_ARN - 4)
      return "arn:" + self._unicode.slice(length)
    account = f"{rng.randrange(10**12):012}"
    path = rng.choice(("", "", "", "service-role/"))
    name = rng.choice(("OmicsImport", "OmicsImportRole", "omics-import", "Ref"))
    arn = f"{ARN_PREFIX}{account}:role/{path}{name}-{rng.randrange(10**4)}"
    if rng.random() < 0.005:
      arn += "/" + "a1-b2_" * rng.randint(80, 300)
    return arn[:MAX_ARN]

  def digits(self, length: int | None = None) -> str:
    """A run of random digits, of an identifier's usual lengths if none is given."""
    rng = self._random
    if length is None:
      length = rng.choice(self._id_lengths)
    return str(rng.getrandbits(119) + 10**36)[-length:]

  def token(self, length: int | None = None) -> str:
    """A pagination token."""
    rng = self._random
    if length is None:
      length = rng.choice(self._token_lengths)
    if self._unicode is not None:
      return self._unicode.slice(length)
    return base64.b64encode(rng.randbytes(length * 3 // 4 + 1)).decode()[:length]

  def arn(self) -> str:
    """A role's name."""
    return self._random.choice(self._arns)

  def question(self) -> Question:
    """The question that a plain listing answers."""
    return Question(store=self.digits())

  def job(self, question: Question, arn: str) -> Members:
    """One job that fits the question, members in the order the service gives them."""
    rng = self._random
    status = question.status or rng.choice(self._statuses)
    last = len(self.days) - 1 if question.last_day is None else question.last_day
    day = self.days[question.first_day + int(rng.random() * (last + 1 - question.first_day))]
    started = int(rng.random() * 4095)
    job = Members()
    if status not in UNFINISHED:
      ended = started + 1 + int(rng.random() * (4095 - started))
      job.append(("completionTime", f"{day}{self._times[ended]}{rng.choice(self._suffixes)}"))
    job.append(("creationTime", f"{day}{self._times[started]}{rng.choice(self._suffixes)}"))
    job.append(("id", self.digits()))
    job.append(("referenceStoreId", question.store))
    job.append(("roleArn", arn))
    job.append(("status", status))
    return job

  def page(
    self, question: Question | None = None, least: int = 0, most: int | None = None
  ) -> Page:
    """One page of `least` to `most` jobs."""
    rng = self._random
    if question is None:
      question = self.question()
    most = question.max_jobs if most is None else most
    arns = [self.arn() for _ in range(3)]
    jobs = [
      self.job(question, rng.choice(arns)) for _ in range(rng.randint(least, most))
    ]
    wants_token = self._unicode is not None or rng.random() < 0.6
    return Page(jobs=jobs, token=self.token() if wants_token else None, extra=Members())

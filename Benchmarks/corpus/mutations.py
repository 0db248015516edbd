"""The ways to break one page, each by one change, with what a checker should say of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .pages import PageSource, Question
from .style import Members, Raw, plain_quote


@dataclass(frozen=True)
class Expected:
  """One violation: `pointer` is `None` where the design leaves room."""

  constraint: str
  pointer: str | None
  part: str = "response.body"


@dataclass
class Broken:
  """A mutated page, or the `Raw` text in its place.

  `text_edit` changes the text after the page has been written, and `tolerated` names
  constraints that a checker may report besides.
  """

  page: Any
  violations: list[Expected]
  text_edit: Callable[[str], str] | None = None
  tolerated: list[str] = field(default_factory=list)


@dataclass
class Workbench:
  """What a mutation has to work with: a sound page with at least one job."""

  random: random.Random
  source: PageSource
  page: Any
  index: int = 0
  violations: list[Expected] = field(default_factory=list)

  def __post_init__(self) -> None:
    if not self.page.jobs:
      job = self.source.job(Question(store=self.source.digits()), self.source.arn())
      self.page.jobs = [job]
    self.index = self.random.randrange(len(self.page.jobs))

  @property
  def job(self) -> Members:
    """The job that is to be broken."""
    return self.page.jobs[self.index]

  def pointer(self, member: str | None = None) -> str:
    """The pointer of that job, or of one of its members."""
    return f"/importJobs/{self.index}" + (f"/{member}" if member else "")

  def value(self, member: str) -> str:
    """The present value of a member of the job."""
    return next((pair[1] for pair in self.job if pair[0] == member), "")

  def set(self, member: str, value: str | Raw, *constraints: str) -> Broken:
    """Gives a member of the job another value."""
    for place, pair in enumerate(self.job):
      if pair[0] == member:
        self.job[place] = (member, value)
        break
    else:
      self.job.append((member, value))
    return self.broken(*constraints, at=self.pointer(member))

  def set_token(self, value: str | Raw, *constraints: str) -> Broken:
    """Gives the page another token."""
    self.page.token = value
    return self.broken(*constraints, at="/nextToken")

  def replace(self, member: str, text: str, *constraints: str, at: str | None = None) -> Broken:
    """Writes a member of the job by hand."""
    for place, pair in enumerate(self.job):
      if pair[0] == member:
        self.job[place] = Raw(text)
    return self.broken(*constraints, at=at)

  def drop(self, member: str, *constraints: str) -> Broken:
    """Leaves a member of the job out."""
    self.job[:] = [pair for pair in self.job if pair[0] != member]
    return self.broken(*constraints, at=self.pointer(member))

  def broken(
    self, *constraints: str, at: str | None, edit: Callable[[str], str] | None = None
  ) -> Broken:
    """The page as it now is, with what is wrong with it."""
    return Broken(self.page, [Expected(c, at) for c in constraints], edit)


Mutation = Callable[[Workbench], Broken]

#: All mutations by name, in the order of their files.
MUTATIONS: dict[str, Mutation] = {}


def mutation(name: str) -> Callable[[Mutation], Mutation]:
  """Registers a mutation under a name such as `length.id.short`."""

  def register(function: Mutation) -> Mutation:
    if name in MUTATIONS:
      raise ValueError(f"two mutations are named {name}")
    MUTATIONS[name] = function
    return function

  return register


def raw_string(content: str) -> Raw:
  """A string whose content is JSON text already, escapes and bad bytes included."""
  return Raw(f'"{content}"')


def quoted(text: str) -> str:
  """A string as plain JSON text, for members that are written by hand."""
  return text if isinstance(text, Raw) else plain_quote(text)


class MutationCycle:
  """Deals all mutations out evenly, in a new random order every time round."""

  def __init__(self, rng: random.Random, names: list[str] | None = None) -> None:
    self._random = rng
    self._names = list(MUTATIONS if names is None else names)
    self._left: list[str] = []

  def next(self) -> str:
    """The name of the next mutation."""
    if not self._left:
      self._left = list(self._names)
      self._random.shuffle(self._left)
    return self._left.pop()

"""Mutations of whole exchanges: what only shows with request and response side by side."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable
from dataclasses import dataclass

from .bodies import encoded
from .exchanges import Exchange
from .labels import Label
from .mutations import MUTATIONS, Expected, Workbench
from .pages import STATUSES, PageSource
from .style import Members, Style


@dataclass
class ExchangeBench:
  """What a mutation has to work with: a sound exchange with at least two jobs."""

  random: random.Random
  source: PageSource
  style: Style
  exchange: Exchange

  def rewrite(self) -> None:
    """Writes the page anew after a change."""
    self.exchange.response.body = self.style.document(self.exchange.page.members())

  def refused(self, *violations: Expected) -> list[Expected]:
    """Answers a broken request as a conforming server does."""
    self.exchange.answer_with_error("ValidationException")
    return list(violations)

  def filter(self, **members: str) -> None:
    """Gives the request another filter."""
    self.exchange.request.body = self.style.document(
      Members([("filter", Members(members.items()))]))

  def set_in_job(self, member: str, value: str) -> str:
    """Changes a member of one job; returns its pointer."""
    jobs = self.exchange.page.jobs
    index = self.random.randrange(len(jobs))
    job = jobs[index]
    job[:] = [(n, value if n == member else v) for n, v in job]
    self.rewrite()
    return f"/importJobs/{index}/{member}"


ExchangeMutation = Callable[[ExchangeBench], list[Expected]]
EXCHANGE_MUTATIONS: dict[str, ExchangeMutation] = {}


def exchange_mutation(name: str) -> Callable[[ExchangeMutation], ExchangeMutation]:
  """Registers a mutation; one that expects no violation makes an odd but sound exchange."""

  def register(function: ExchangeMutation) -> ExchangeMutation:
    EXCHANGE_MUTATIONS[name] = function
    return function

  return register


def query(work: ExchangeBench, name: str, value: str, constraint: str) -> list[Expected]:
  """Sets one query parameter and nothing else."""
  work.exchange.request.query = [(name, value)]
  return work.refused(Expected(constraint, f"/{name}", "request.query"))


@exchange_mutation("query.range")
def query_range(work: ExchangeBench) -> list[Expected]:
  return query(work, "maxResults", work.random.choice(("0", "101", "-1", "2147483647")), "range")


@exchange_mutation("query.type")
def query_type(work: ExchangeBench) -> list[Expected]:
  return query(work, "maxResults", work.random.choice(("ten", "1.5", "", "1e1", "0x10")), "type")


@exchange_mutation("query.length")
def query_length(work: ExchangeBench) -> list[Expected]:
  return query(work, "nextToken", "é" * 6145, "length")


@exchange_mutation("query.pattern")
def query_pattern(work: ExchangeBench) -> list[Expected]:
  return query(work, "nextToken", "abc" + work.random.choice("\0\n\u200b\ue000"), "pattern")


@exchange_mutation("query.duplicate")
def query_duplicate(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.query = [("maxResults", "50"), ("maxResults", "50")]
  return work.refused(Expected("duplicateMember", "/maxResults", "request.query"))


@exchange_mutation("path.length")
def path_length(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.store = "7" * work.random.choice((9, 37))
  return work.refused(Expected("length", "/referenceStoreId", "request.path"))


@exchange_mutation("path.pattern")
def path_pattern(work: ExchangeBench) -> list[Expected]:
  store = work.random.choice(("12345abcde", "1234567890%0A", "123456789%D9%A3", "12345%2F7890"))
  work.exchange.request.store = store
  return work.refused(Expected("pattern", "/referenceStoreId", "request.path"))


@exchange_mutation("filter.enum")
def filter_enum(work: ExchangeBench) -> list[Expected]:
  work.filter(status="DONE")
  return work.refused(Expected("enum", "/filter/status", "request.body"))


@exchange_mutation("filter.format")
def filter_format(work: ExchangeBench) -> list[Expected]:
  work.filter(createdAfter="2023-02-29T00:00:00Z")
  return work.refused(Expected("format", "/filter/createdAfter", "request.body"))


@exchange_mutation("filter.type")
def filter_type(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.body = '{"filter":[]}'
  return work.refused(Expected("type", "/filter", "request.body"))


@exchange_mutation("request.json")
def request_json(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.body = '{"filter":{'
  return work.refused(Expected("json", None, "request.body"))


@exchange_mutation("request.contentType")
def request_content_type(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.content_type = "text/plain"
  return work.refused(Expected("contentType", "/content-type", "request.header"))


@exchange_mutation("operation.path")
def operation_path(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.path = work.random.choice((
    "/referencestore//importjobs", "/referencestores/1234567890/importjobs",
    "/referencestore/1234567890/importjobs/1", "/referencestore/12345/67890/importjobs", "/"))
  work.exchange.answer_with_error("ResourceNotFoundException")
  return [Expected("operation", "", "request.path")]


@exchange_mutation("operation.method")
def operation_method(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.method = work.random.choice(("GET", "PUT", "DELETE"))
  work.exchange.answer_with_error("ResourceNotFoundException")
  return [Expected("operation", "", "request.path")]


@exchange_mutation("response.status")
def response_status(work: ExchangeBench) -> list[Expected]:
  work.exchange.response.status = work.random.choice((201, 202))
  return [Expected("status", "", "response.status")]


@exchange_mutation("response.contentType")
def response_content_type(work: ExchangeBench) -> list[Expected]:
  work.exchange.response.content_type = "text/html"
  return [Expected("contentType", "/content-type", "response.header")]


@exchange_mutation("errorType.missing")
def error_type_missing(work: ExchangeBench) -> list[Expected]:
  work.exchange.answer_with_error("ResourceNotFoundException")
  work.exchange.response.error_type = None
  return [Expected("errorType", "", "response.status")]


@exchange_mutation("errorType.undeclared")
def error_type_undeclared(work: ExchangeBench) -> list[Expected]:
  work.exchange.answer_with_error("TeapotException", 404)
  return [Expected("errorType", "", "response.status")]


@exchange_mutation("errorType.status")
def error_type_status(work: ExchangeBench) -> list[Expected]:
  work.exchange.answer_with_error("ResourceNotFoundException", 403)
  return [Expected("errorType", "", "response.status")]


@exchange_mutation("error.required")
def error_required(work: ExchangeBench) -> list[Expected]:
  work.exchange.answer_with_error("ResourceNotFoundException")
  work.exchange.response.body = work.random.choice(("{}", '{"message":null}'))
  return [Expected("required", "/message", "response.body")]


@exchange_mutation("relation.store")
def relation_store(work: ExchangeBench) -> list[Expected]:
  return [Expected("relation", work.set_in_job("referenceStoreId", "1" * 35))]


@exchange_mutation("relation.status")
def relation_status(work: ExchangeBench) -> list[Expected]:
  asked = work.exchange.question.status
  if asked is None:
    return relation_store(work)
  other = work.random.choice([status for status in STATUSES if status != asked])
  return [Expected("relation", work.set_in_job("status", other))]


@exchange_mutation("relation.time")
def relation_time(work: ExchangeBench) -> list[Expected]:
  question = work.exchange.question
  if question.first_day > 0:
    return [Expected("relation", work.set_in_job("creationTime", "2019-01-01T00:00:00Z"))]
  if question.last_day is not None:
    return [Expected("relation", work.set_in_job("creationTime", "2029-01-01T00:00:00+02:00"))]
  return relation_store(work)


@exchange_mutation("relation.count")
def relation_count(work: ExchangeBench) -> list[Expected]:
  work.exchange.request.query = [("maxResults", str(len(work.exchange.page.jobs) - 1))]
  return [Expected("relation", "/importJobs")]


@exchange_mutation("refusal.missing")
def refusal_missing(work: ExchangeBench) -> list[Expected]:
  """A broken request answered as if it were sound: an error of the request, and a warning."""
  work.exchange.request.query = [("nextToken", "abc\u200b")]
  return [Expected("pattern", "/nextToken", "request.query")]


@exchange_mutation("sound.no-response")
def sound_no_response(work: ExchangeBench) -> list[Expected]:
  work.exchange.response.status = 0
  return []


@exchange_mutation("sound.refused")
def sound_refused(work: ExchangeBench) -> list[Expected]:
  """A sound request refused as invalid is a warning, and a warning passes."""
  work.exchange.answer_with_error("ValidationException")
  return []


@exchange_mutation("sound.charset")
def sound_charset(work: ExchangeBench) -> list[Expected]:
  work.exchange.response.content_type = "application/json; charset=utf-8"
  return []


@exchange_mutation("sound.plus")
def sound_plus(work: ExchangeBench) -> list[Expected]:
  """Space, plus and reserved signs in a token."""
  work.exchange.request.query = [("nextToken", "a b+c&d=é")]
  return []


def break_body(work: ExchangeBench, name: str) -> Label:
  """Breaks the answer's body with one of the mutations of bodies."""
  response = work.exchange.response
  broken = MUTATIONS[name](Workbench(work.random, work.source, work.exchange.page))
  page = broken.page
  text = work.style.document(page if isinstance(page, str) else page.members())
  if broken.text_edit is not None:
    text = broken.text_edit(text)
  response.body = text
  if any("\udc80" <= c <= "\udcff" for c in text):
    # Bytes that are not UTF-8 cannot stand in a HAR as text.
    data = encoded(text)
    response.base64 = base64.b64encode(data).decode()
    response.body = data.decode("utf-8", "replace")
  # Where the list is gone or a member of it is, the relations have less or more to say.
  tolerated = [*broken.tolerated, "relation"]
  return Label.fail(f"body.{name}", broken.violations, tolerated)

"""Whole exchanges as HAR entries: request with query, headers and filter, and its answer."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from .pages import STATUSES, Page, PageSource, Question
from .style import Members, Style

HOST = "control-storage-omics.us-east-1.amazonaws.com"
JSON = "application/json"

#: The operation's own errors.
ERRORS = {
  "AccessDeniedException": (403, "User is not authorized to perform this action."),
  "InternalServerException": (500, "An unexpected error occurred. Try the request again."),
  "RequestTimeoutException": (408, "The request timed out."),
  "ResourceNotFoundException": (404, "The reference store was not found."),
  "ThrottlingException": (429, "Rate exceeded"),
  "ValidationException": (400, "1 validation error detected."),
}


@dataclass
class Request:
  """A request before it is written as HAR."""

  store: str
  query: list[tuple[str, str]] = field(default_factory=list)
  body: str = "{}"
  method: str = "POST"
  path: str | None = None
  content_type: str = JSON


@dataclass
class Response:
  """A response before it is written as HAR; `base64` is how a body that is not text travels."""

  status: int = 200
  body: str = "{}"
  error_type: str | None = None
  content_type: str = JSON
  base64: str | None = None


@dataclass
class Exchange:
  """A request and the page that answers it."""

  request: Request
  response: Response
  question: Question
  page: Page

  def answer_with_error(self, name: str, status: int | None = None) -> None:
    """Replaces the answer by one of the declared errors."""
    declared, message = ERRORS.get(name, (400, "Something is wrong."))
    self.response = Response(
      status=declared if status is None else status, body=json.dumps({"message": message}),
      error_type=name)


class ExchangeSource:
  """A stream of sound exchanges."""

  def __init__(self, seed: str, pages: PageSource, style: Style, small: bool) -> None:
    self._random = random.Random(f"{seed}:exchanges")
    self._pages, self._style, self._small = pages, style, small
    self._days = len(pages.days)

  def next(self, jobs: int = 0) -> Exchange:
    """An exchange whose page has at least so many jobs."""
    rng = self._random
    status, first, last = None, 0, None
    members = Members()
    if rng.random() < 0.4:
      status = rng.choice(list(STATUSES))
      members.append(("status", status))
    if rng.random() < 0.4:
      first = rng.randrange(1, self._days // 2)
      members.append(("createdAfter", self._pages.days[first] + "00:00:00Z"))
    if rng.random() < 0.3:
      last = rng.randrange(self._days // 2, self._days - 2)
      members.append(("createdBefore", self._pages.days[last + 1] + "00:00:00.000Z"))
    most = rng.randint(0, 2) if self._small else rng.choice((100, 100, rng.randint(1, 100)))
    limit = max(most, jobs, 1)
    question = Question(self._pages.digits(), limit, status, first, last)
    page = self._pages.page(question, least=jobs, most=max(most, jobs))
    if self._small:
      page.token = None
    query = [("maxResults", str(limit))]
    if not self._small and rng.random() < 0.3:
      query.append(("nextToken", self._pages.token(rng.choice((24, 64, 200)))))
    # An empty filter is left out half of the time, as clients do.
    document = Members() if not members and rng.random() < 0.5 else Members([("filter", members)])
    request = Request(question.store, query, self._style.document(document))
    response = Response(body=self._style.document(page.members()))
    return Exchange(request, response, question, page)


class EntryWriter:
  """Writes exchanges as HAR entries with the headers and timings of a real capture."""

  def __init__(self, seed: str, small: bool) -> None:
    self._random = random.Random(f"{seed}:entries")
    self._small = small

  def entry(self, exchange: Exchange) -> dict[str, object]:
    """One entry, with the members in the order that browsers write them."""
    rng = self._random
    request, response = exchange.request, exchange.response
    path = request.path or f"/referencestore/{request.store}/importjobs"
    query = "&".join(f"{name}={quote_plus(value)}" for name, value in request.query)
    answered = response.status != 0
    waited = round(rng.random() * 80 + 5, 3)
    day, hour, thousandths = rng.randint(1, 28), rng.randint(0, 23), rng.randint(0, 999)
    return {
      "startedDateTime": f"2025-03-{day:02}T{hour:02}:14:07.{thousandths:03}Z",
      "time": waited + 1.5,
      "request": {
        "method": request.method,
        "url": f"https://{HOST}{path}" + (f"?{query}" if query else ""),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": self._request_headers(request),
        "queryString": [{"name": name, "value": value} for name, value in request.query],
        "postData": {"mimeType": request.content_type, "text": request.body},
        "headersSize": -1,
        "bodySize": len(request.body.encode("utf-8", "surrogatepass")),
      },
      "response": {
        "status": response.status,
        "statusText": "OK" if response.status == 200 else "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": self._response_headers(response) if answered else [],
        "content": self._content(response) if answered else {"size": 0, "mimeType": "x-unknown"},
        "redirectURL": "",
        "headersSize": -1,
        "bodySize": len(response.body) if answered else -1,
      },
      "cache": {},
      "timings": {"blocked": 0.4, "dns": -1, "connect": -1, "ssl": -1, "send": 0.1,
                  "wait": waited, "receive": 1.0},
    }

  def _hex(self, length: int) -> str:
    return f"{self._random.getrandbits(length * 4):0{length}x}"

  def _request_headers(self, request: Request) -> list[dict[str, str]]:
    headers = {"Host": HOST, "Content-Type": request.content_type}
    if not self._small:
      headers |= {
        "Accept-Encoding": "identity",
        "User-Agent": "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux lang/python#3.11.7",
        "X-Amz-Date": "20250314T071407Z",
        "Authorization": "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250314/us-east-1/omics/"
                         f"aws4_request, SignedHeaders=host;x-amz-date, Signature={self._hex(64)}",
        "amz-sdk-invocation-id": self._hex(32),
        "amz-sdk-request": "attempt=1",
        "Content-Length": str(len(request.body.encode("utf-8", "surrogatepass"))),
      }
    return [{"name": name, "value": value} for name, value in headers.items()]

  def _response_headers(self, response: Response) -> list[dict[str, str]]:
    headers = {"Content-Type": response.content_type, "x-amzn-RequestId": self._hex(32)}
    if not self._small:
      headers |= {
        "Date": "Fri, 14 Mar 2025 07:14:07 GMT",
        "Content-Length": str(len(response.body)),
        "Connection": "keep-alive",
        "x-amz-apigw-id": self._hex(16),
        "X-Amzn-Trace-Id": f"Root=1-{self._hex(8)}-{self._hex(24)}",
      }
    if response.error_type is not None:
      headers["x-amzn-errortype"] = response.error_type
    return [{"name": name, "value": value} for name, value in headers.items()]

  def _content(self, response: Response) -> dict[str, object]:
    content: dict[str, object] = {"size": len(response.body), "mimeType": response.content_type}
    if response.base64 is not None:
      return content | {"text": response.base64, "encoding": "base64"}
    return content | {"text": response.body}

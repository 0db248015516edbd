internal import AssayGenerate
internal import AssayJSON
internal import AssayModel

/// The answers under the reserved prefix.
struct ControlInterface {
  /// Operations whose scenarios are derived in one answer.
  private static let listedOperations = 20

  private let server: ControlledResponder

  init(_ server: ControlledResponder) { self.server = server }

  func answer(to request: ServerRequest) -> Case.Response {
    let method = String(decoding: request.method, as: UTF8.self)
    let target = String(decoding: request.target, as: UTF8.self)
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = halves.first.map { $0.dropFirst(ControlledResponder.prefix.count) } ?? ""
    if path.hasSuffix("/") { path = path.dropLast() }
    let query = halves.count == 2 ? halves[1] : ""
    switch path {
    case "": return only("GET", method) { index }
    case "/scenarios": return only("GET", method) { scenarios(query) }
    case "/score": return only("GET", method) { score }
    case "/violations": return only("GET", method) { violations }
    case "/reset":
      return only("POST", method) {
        server.reset()
        return object { $0.field("reset", true) }
      }
    case "/scenario":
      switch method {
      case "GET", "HEAD": return scenario
      case "PUT", "POST": return choose(request.body)
      case "DELETE":
        server.choose(nil)
        return scenario
      default: return notAllowed("GET, PUT, DELETE")
      }
    default:
      return Self.error(
        404, "there is no `\(path)`; GET \(ControlledResponder.prefix) says what is")
    }
  }

  private func only(
    _ wanted: String, _ method: String, _ answer: () -> Case.Response
  ) -> Case.Response {
    method == wanted || wanted == "GET" && method == "HEAD" ? answer() : notAllowed(wanted)
  }

  // MARK: - Resources

  private var index: Case.Response {
    object { json in
      json.field("version", 1)
      json.field("service", server.service)
      json.field("scenario", server.chosen)
      json.key("operations")
      json.beginArray()
      for name in server.scenarios?.operations ?? [] { json.value(name) }
      json.endArray()
      json.key("resources")
      json.beginObject()
      for (name, text) in [
        ("GET /scenarios", "what can be played; ?operation= and ?class= choose"),
        ("GET /scenario", "what is played to requests that name no scenario"),
        ("PUT /scenario", "chooses it: {\"scenario\": \"<id>\"}, or null for the plain mock"),
        ("DELETE /scenario", "goes back to the plain mock"),
        ("GET /score", "what was asked so far, by outcome and by scenario"),
        ("GET /violations", "the latest requests that broke the contract"),
        ("POST /reset", "forgets the score and starts scenarios again"),
      ] {
        json.field(named: name, text)
      }
      json.endObject()
    }
  }

  private func scenarios(_ query: Substring) -> Case.Response {
    var wanted: [String: String] = [:]
    for pair in query.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.count == 2 ? halves[1].utf8 : ""[...].utf8
      wanted[String(halves[0])] = String(
        decoding: RequestValues.decoded(value, plusIsSpace: true), as: UTF8.self)
    }
    let known = server.scenarios?.operations ?? []
    if let operation = wanted["operation"], !known.contains(where: { $0.isExactly(operation) }) {
      return Self.error(404, "there is no operation `\(operation)`")
    }
    let operations = wanted["operation"].map { [$0] } ?? known
    guard operations.count <= Self.listedOperations else {
      return Self.error(
        400, "the contract has \(operations.count) operations: choose one by ?operation=<name>")
    }
    let lists = operations.compactMap { server.scenarios?.list($0) }
    let found = lists.flatMap(\.scenarios).filter {
      (wanted["class"] ?? $0.category) == $0.category
    }
    return object { json in
      json.key("scenarios")
      json.beginArray()
      for scenario in found {
        json.beginObject()
        json.field("id", scenario.id)
        json.field("operation", scenario.operation)
        json.field("class", scenario.category)
        json.field("expectation", scenario.expectation)
        json.field("title", scenario.title)
        json.field("source", scenario.source)
        json.endObject()
      }
      json.endArray()
      json.key("omissions")
      json.beginArray()
      for omission in lists.flatMap(\.omissions) { json.value(omission) }
      json.endArray()
    }
  }

  private var scenario: Case.Response {
    object { json in
      json.key("scenario")
      if let id = server.chosen { json.value(id) } else { json.null() }
    }
  }

  private func choose(_ body: [UInt8]) -> Case.Response {
    guard let document = JSONValue(reading: body), let value = document["scenario"] else {
      return Self.error(400, "the body is not {\"scenario\": \"<id>\"}")
    }
    switch value {
    case .null: server.choose(nil)
    case .string(let id):
      guard server.scenarios?.play(id) != nil else {
        return Self.error(404, "there is no scenario `\(id)`")
      }
      server.choose(id)
    default: return Self.error(400, "`scenario` is neither a string nor null")
    }
    return scenario
  }

  private var score: Case.Response {
    let totals = server.score.totals
    return object { json in
      json.field("scenario", server.chosen)
      json.field("requests", totals.requests)
      json.field("sound", totals.sound)
      json.field("broken", totals.broken)
      json.field("unmatched", totals.unmatched)
      json.field("undetermined", totals.undetermined)
      json.field("refused", totals.refused)
      for (name, counts) in [("violations", totals.violations), ("operations", totals.operations)] {
        json.key(named: name)
        json.beginObject()
        for (key, count) in counts.sorted(by: { $0.key < $1.key }) { json.field(named: key, count) }
        json.endObject()
      }
      json.key("scenarios")
      json.beginArray()
      for play in server.plays {
        json.beginObject()
        json.field("id", play.id)
        if !play.session.isEmpty { json.field("session", play.session) }
        json.field("requests", play.score.requests)
        json.field("brokenRequests", play.score.brokenRequests)
        json.field("unknownTokens", play.score.unknownTokens)
        json.field("pagesServed", play.score.pagesServed)
        json.field("pages", play.score.pages)
        json.field("mostAttempts", play.score.mostAttempts)
        json.endObject()
      }
      json.endArray()
    }
  }

  private var violations: Case.Response {
    object { json in
      json.key("requests")
      json.beginArray()
      for broken in server.score.broken {
        json.beginObject()
        json.field("request", broken.request)
        json.field("operation", broken.operation)
        json.key("violations")
        json.beginArray()
        for violation in broken.violations { write(violation, &json) }
        json.endArray()
        json.endObject()
      }
      json.endArray()
    }
  }

  /// As reports have it.
  private func write(_ violation: Violation, _ json: inout JSONWriter) {
    json.beginObject()
    json.field("part", violation.part.rawValue)
    json.field("pointer", violation.pointer)
    json.field("constraint", violation.constraint.rawValue)
    json.field("severity", violation.severity.rawValue)
    json.field("expected", violation.expected)
    json.field("actual", violation.actual)
    json.field("offset", violation.offset)
    json.key("source")
    if let source = violation.source {
      json.beginObject()
      json.field("file", source.file)
      json.field("line", source.line)
      json.field("column", source.column)
      json.endObject()
    } else {
      json.null()
    }
    json.field("message", violation.message)
    json.endObject()
  }

  // MARK: - JSON

  private func notAllowed(_ methods: String) -> Case.Response {
    var response = Self.error(405, "only \(methods)")
    response.headers.append(Case.Field("Allow", methods))
    return response
  }

  static func error(_ status: Int, _ text: String) -> Case.Response {
    var response = json { $0.field("error", text) }
    response.status = status
    return response
  }

  private func object(_ write: (inout JSONWriter) -> Void) -> Case.Response { Self.json(write) }

  private static func json(_ write: (inout JSONWriter) -> Void) -> Case.Response {
    var json = JSONWriter()
    json.beginObject()
    write(&json)
    json.endObject()
    return Case.Response(
      status: 200,
      headers: [
        Case.Field("Content-Type", "application/json"), Case.Field("Cache-Control", "no-store"),
      ], body: json.bytes + [0x0A])
  }
}

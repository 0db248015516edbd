import AssayGenerate
import AssayModel

extension ScenarioMaker {
  mutating func addErrors(_ plain: Script) {
    for index in model.errors.indices {
      let error = model.errors[index]
      guard let message = model.error(index, .typical) else { continue }
      let isDeclared = operation.errors.contains { $0.name.isExactly(error.name) }
      addError(index, message, isDeclared, plain)
    }
    addForeignErrors(plain)
  }

  /// Whether nobody but the contract says that asking again does not help: HTTP itself allows it
  /// after some statuses.
  private func mayBeRepeated(_ error: ErrorShape) -> Bool {
    error.retryable != .no || error.effectiveStatus >= 500 || error.effectiveStatus == 408
      || error.effectiveStatus == 429
  }

  private func disturbed(
    _ script: Script, _ response: Case.Response, page: Int = 0, times: Int? = nil
  ) -> Script {
    var script = script
    script.disturbance = Script.Disturbance(page: page, times: times, answer: .response(response))
    return script
  }

  private mutating func addError(
    _ index: Int, _ message: MessageValue, _ isDeclared: Bool, _ plain: Script
  ) {
    let error = model.errors[index]
    let name = error.name
    let source = location(error.origin)
    let last: Scenario.Expectation = mayBeRepeated(error) ? .reject : .noRetry
    let usual = model.errorResponse(index, message)
    add(
      .errors, "\(name)/always", last, "the error \(name), status \(error.effectiveStatus)",
      disturbed(plain, usual), source: source)
    guard isDeclared else { return }
    if contract.wireProtocol != .httpJson {
      for (label, title, form) in forms(error) {
        add(
          .errors, "\(name)/form/\(label)", last, "the error \(name), told by \(title)",
          disturbed(plain, model.errorResponse(index, message, form: form)), source: source)
      }
    }
    if error.retryable != .no {
      for (times, word) in [(1, "once"), (2, "twice")] {
        add(
          .errors, "\(name)/\(word)", .retry, "the error \(name) \(word), then a sound answer",
          disturbed(plain, usual, times: times), source: source)
      }
      if let pages = twoPages {
        add(
          .errors, "\(name)/once-on-second-page", .retry,
          "the error \(name) once on the second page, then a sound answer",
          disturbed(pages, usual, page: 1, times: 1), source: source)
      }
    }
    if let pages = twoPages {
      add(
        .errors, "\(name)/on-second-page", last,
        "a sound first page, then the error \(name)", disturbed(pages, usual, page: 1),
        source: source)
    }
    if let largest = model.error(index, .largest), index == 0 {
      add(
        .errors, "\(name)/largest", last, "the error \(name) with everything it may say",
        disturbed(plain, model.errorResponse(index, largest)), source: source)
    }
  }

  private func forms(_ error: ErrorShape) -> [(String, String, ErrorForm)] {
    let name = error.typeOnWire
    let address = ":http://internal.example.com/doc/"
    return [
      ("header", "`x-amzn-errortype`", .header(name)),
      ("header-with-address", "`x-amzn-errortype` with an address", .header(name + address)),
      (
        "header-with-namespace", "`x-amzn-errortype` with a namespace",
        .header("com.example.service#" + name)
      ),
      (
        "header-with-both", "`x-amzn-errortype` with namespace and address",
        .header("com.example.service#" + name + address)
      ),
      ("body-type", "`__type`", .bodyType(name)),
      (
        "body-type-with-namespace", "`__type` with a namespace",
        .bodyType("com.example.service#" + name)
      ),
      ("body-code", "`code`", .bodyCode(name)),
    ]
  }

  // MARK: - Errors that the contract does not know

  private mutating func addForeignErrors(_ plain: Script) {
    let json = Case.Field("Content-Type", "application/json")
    let html = Case.Field("Content-Type", "text/html; charset=utf-8")
    func page(_ status: Int) -> [UInt8] {
      Array(
        """
        <html><head><title>\(status) \(MessageFrame.reason(status))</title></head>\
        <body><h1>\(MessageFrame.reason(status))</h1><hr>proxy</body></html>
        """.utf8)
    }
    for status in [403, 404, 413, 502, 503, 504] {
      let response = Case.Response(status: status, headers: [html], body: page(status))
      add(
        .errors, "proxy/html-\(status)", status < 500 ? .noRetry : .reject,
        "a page of HTML from a proxy, status \(status)", disturbed(plain, response))
    }
    if let pages = twoPages {
      let response = Case.Response(status: 502, headers: [html], body: page(502))
      add(
        .errors, "proxy/html-502-on-second-page", .reject,
        "a sound first page, then a page of HTML from a proxy, status 502",
        disturbed(pages, response, page: 1))
      add(
        .errors, "proxy/html-503-once", .survive,
        "a page of HTML from a proxy once, status 503, then a sound answer",
        disturbed(
          pages, Case.Response(status: 503, headers: [html], body: page(503)), times: 1))
    }
    for status in [400, 403, 404, 429, 500, 503] {
      add(
        .errors, "empty/\(status)", status < 500 && status != 429 ? .noRetry : .reject,
        "an error without a body and without a type, status \(status)",
        disturbed(plain, Case.Response(status: status, headers: [], body: [])))
    }
    let undeclared = Array("{\"message\":\"nobody has declared this\"}".utf8)
    for status in [400, 409, 418, 500] {
      let type = Case.Field("x-amzn-errortype", "AssayUndeclaredException")
      add(
        .errors, "undeclared/\(status)", status < 500 ? .noRetry : .reject,
        "an error that the contract does not declare, status \(status)",
        disturbed(plain, Case.Response(status: status, headers: [json, type], body: undeclared)))
    }
    let bodies: [(String, String, String)] = [
      ("null", "the body `null`", "null"), ("array", "an array as body", "[]"),
      ("string", "a string as body", "\"error\""), ("broken", "broken JSON", "{\"message\":"),
      ("null-message", "a message that is `null`", "{\"message\":null}"),
      ("number-message", "a message that is a number", "{\"message\":5}"),
      ("object-message", "a message that is an object", "{\"message\":{\"text\":\"no\"}}"),
      ("null-type", "a type that is `null`", "{\"__type\":null,\"message\":\"no\"}"),
      ("number-type", "a type that is a number", "{\"__type\":5,\"code\":7}"),
    ]
    for (name, title, body) in bodies {
      add(
        .errors, "odd/\(name)", .noRetry, "an error of status 400 with \(title)",
        disturbed(plain, Case.Response(status: 400, headers: [json], body: Array(body.utf8))))
    }
    var bytes = Array("{\"message\":\"".utf8)
    bytes += [0xFF, 0xC0, 0xAF] + Array("\"}".utf8)
    add(
      .errors, "odd/invalid-utf-8", .noRetry, "an error of status 400 whose message is not UTF-8",
      disturbed(plain, Case.Response(status: 400, headers: [json], body: bytes)))
    addRedirections(plain)
  }

  private mutating func addRedirections(_ plain: Script) {
    for status in [301, 302, 307, 308] {
      let target = Case.Field("Location", "/redirected/again/and/again")
      add(
        .errors, "redirect/\(status)", .reject,
        "a redirection that the contract does not know, status \(status)",
        disturbed(plain, Case.Response(status: status, headers: [target], body: [])))
    }
  }
}

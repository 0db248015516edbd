import AssayGenerate
import AssayModel

extension ScenarioMaker {
  /// Answers that break the contract: each constraint alone.
  mutating func addInvalidAnswers(_ cases: [Case], _ plain: Script) {
    var taken: [String: Int] = [:]
    for one in cases {
      guard let response = one.response, let constraint = one.subject.constraint else { continue }
      let name = one.id.dropFirst(operation.name.utf8.count + 1)
      let isDocument = name.hasPrefix("response.body/")
      if !isDocument {
        // Two ways to break each constraint of each place; some other types of a value.
        let key = "\(one.subject.path)/\(constraint.rawValue)/\(one.subject.part.rawValue)"
        let most = constraint == .type ? 3 : constraint == .status ? 30 : 2
        taken[key, default: 0] += 1
        guard taken[key, default: 0] <= most else { continue }
      }
      let isUnreadable = Self.isUnreadable(one, String(name))
      var script = broken(one) ?? plain
      if script.broken == nil {
        script.disturbance = Script.Disturbance(
          page: 0, times: nil, answer: .response(response))
      }
      add(
        .invalid, String(name.dropFirst("response.".count)), invalidExpectation(isUnreadable),
        title(one), script, source: one.subject.source, unreadable: isUnreadable)
    }
    if let pages = twoPages { addBrokenSecondPage(pages) }
  }

  /// What is expected of a client that gets an answer that breaks the contract.
  func invalidExpectation(_ isUnreadable: Bool) -> Scenario.Expectation {
    // Nobody can accept what nobody can read.
    if isUnreadable { return options.invalid == .survive ? .survive : .reject }
    return options.invalid ?? .survive
  }

  private func title(_ one: Case) -> String {
    let constraint = one.subject.constraint?.rawValue ?? ""
    let place = one.subject.path.isEmpty ? one.subject.part.rawValue : one.subject.path
    return "`\(place)` breaks `\(constraint)`: \(one.subject.boundary)"
  }

  /// Whether no reader of JSON can make a document of an answer.
  private static func isUnreadable(_ one: Case, _ name: String) -> Bool {
    if one.subject.constraint == .status, let status = one.response?.status {
      return status >= 300
    }
    guard one.subject.constraint == .json, name.hasPrefix("response.body/json/") else {
      return false
    }
    let kind = name.dropFirst("response.body/json/".count)
    return kind.hasPrefix("cut.")
      || ["word", "html", "form", "bracket", "two-documents", "value-missing", "utf-16-unmarked"]
        .contains(kind)
  }

  /// The data set with the broken value in its second item, where the case is about a place in an
  /// item.
  private func broken(_ one: Case) -> Script? {
    guard let names = names(inItem: one.subject.path), let variant = variant(one, names) else {
      return nil
    }
    let items = items(0..<3)
    guard items.count == 3 else { return nil }
    // What cannot be read back as it was written goes out as it was.
    guard let again = page([variant.item]), model.response(again.message).body == one.response?.body
    else { return nil }
    guard let page = page(items) else { return nil }
    var script = Script(pages: [page])
    script.broken = Script.Broken(item: 1, names: names, value: variant.value)
    return script
  }

  private mutating func addBrokenSecondPage(_ pages: Script) {
    let body = Array("{\"importJobs\":[{\"id\":".utf8)
    var response = model.response(pages.pages[0].message)
    let whole = response.body ?? body
    for (name, title, text) in [
      ("cut", "the second page's document is cut", Array(whole.prefix(whole.count / 2))),
      ("html", "the second page is HTML with status 200", Array("<html>please log in</html>".utf8)),
      ("empty", "the second page has no body", []),
    ] {
      response.body = text
      var script = pages
      script.disturbance = Script.Disturbance(page: 1, times: nil, answer: .response(response))
      let isUnreadable = name != "empty"
      add(
        .invalid, "second-page/\(name)", invalidExpectation(isUnreadable), title, script,
        unreadable: isUnreadable)
    }
  }

  // MARK: - Beyond what constraints say

  mutating func addInvalid(_ plain: Script) {
    guard let probe = plain.pages.first, let body = model.response(probe.message).body,
      case .object(let members)? = JSONValue(reading: body)
    else { return }
    func raw(_ text: String) -> JSONValue { .raw(Array(text.utf8)) }
    let deep = 100_000
    let extra: [(String, String, JSONValue)] = [
      (
        "deep/arrays", "100,000 arrays inside one another",
        raw(String(repeating: "[", count: deep) + String(repeating: "]", count: deep))
      ),
      (
        "deep/objects", "100,000 objects inside one another",
        raw(
          String(repeating: "{\"a\":", count: deep) + "1" + String(repeating: "}", count: deep))
      ),
      ("number/great-exponent", "the number 1e400", raw("1e400")),
      ("number/huge-exponent", "the number 1e999999999", raw("1e999999999")),
      ("number/tiny", "the number 1e-999999999", raw("-1e-999999999")),
      (
        "number/10000-digits", "a number of 10,000 digits",
        raw(String(repeating: "9", count: 10_000))
      ),
      (
        "number/10000-decimals", "a number of 10,000 decimals",
        raw("0." + String(repeating: "3", count: 10_000))
      ),
    ]
    for (name, title, value) in extra {
      var response = model.response(probe.message)
      response.body = JSONValue.object(members + [.init("assayUnknown", value)]).json
      addAnswer(name, title + ", in an unknown member", response, plain)
      // In the place of what is known, too.
      guard let first = members.first else { continue }
      response.body = JSONValue.object(members).setting(first.key, to: value).json
      addAnswer(name + "-in-member", "\(title), for `\(first.key)`", response, plain)
    }
    addMediaTypes(probe, plain)
    if var script = twoPages {
      script.repeatsToken = true
      add(
        .invalid, "token/repeated",
        options.invalid == .accept ? .survive : invalidExpectation(false),
        "a token that leads to itself for ever", script,
        source: pagination.flatMap { location($0.origin) })
    }
  }

  private mutating func addAnswer(
    _ name: String, _ title: String, _ response: Case.Response, _ plain: Script
  ) {
    var script = plain
    script.disturbance = Script.Disturbance(page: 0, times: nil, answer: .response(response))
    // Whether such an answer is to be read is nobody's guess: limits differ.
    let expectation =
      options.invalid == .reject && name.hasSuffix("-in-member")
      ? Scenario.Expectation.reject : .survive
    add(.invalid, name, expectation, title, script)
  }

  /// Answers of success that a portal or a proxy has written.
  private mutating func addMediaTypes(_ probe: Script.Page, _ plain: Script) {
    let sound = model.response(probe.message)
    let html = Array("<html><body>Please log in to the network.</body></html>".utf8)
    let answers: [(String, String, String?, [UInt8], Bool)] = [
      ("portal/html", "a page of HTML with status 200", "text/html", html, true),
      (
        "portal/html-as-json", "a page of HTML with status 200 that is called JSON",
        "application/json", html, true
      ),
      ("portal/text", "the word OK with status 200", "text/plain", Array("OK".utf8), true),
      (
        "portal/empty-string", "an empty JSON string with status 200", nil, Array("\"\"".utf8),
        false
      ),
    ]
    for (name, title, type, body, isUnreadable) in answers {
      var response = sound
      response.body = body
      if let type { response.headers = [Case.Field("Content-Type", type)] }
      var script = plain
      script.disturbance = Script.Disturbance(page: 0, times: nil, answer: .response(response))
      add(
        .invalid, name, invalidExpectation(isUnreadable), title, script, unreadable: isUnreadable)
    }
  }
}

import AssayModel
import AssayTestSupport
import Testing

/// Verdicts of the reference that were worked out by hand: pointers, offsets and what follows from
/// what. Each line is `part pointer constraint severity offset`.
@Suite struct DifferentialVerdictTests {
  private func found(
    _ body: String, _ member: Member, required: Bool = false,
    shapes: (inout Contract) -> Void = { _ in }, policies: Policies = Policies()
  ) -> [String] {
    var contract = Contract.sample(input: [member], shapes: shapes)
    contract.policies = policies
    let checker = ReferenceChecker(contract) { _, _ in true }
    let verdict = checker.check(body: Array(body.utf8), request: true, operation: "Op")
    return verdict.violations.map { violation in
      let offset = violation.offset.map { " \($0)" } ?? ""
      let warning = violation.severity == .warning ? " warning" : ""
      return "\(violation.pointer) \(violation.constraint.rawValue)\(offset)\(warning)"
    }
  }

  private func member(_ target: SimpleType, _ constraints: Constraints = Constraints()) -> Member {
    Member(name: "a", target: target.shapeID, constraints: constraints)
  }

  @Test func pointsToWhereAMissingMemberShouldStand() {
    var required = member(.string)
    required.required = Marker()
    #expect(found("", required) == ["/a required"])
    #expect(found(" {}", required) == ["/a required 1"])
    #expect(found(#"{"a":null}"#, required) == ["/a required 5"])
    #expect(found(#"{"a":null,"a":"x"}"#, required) == ["/a required 5", "/a duplicateMember 10"])
    #expect(found("[]", required) == [" type 0"])
    #expect(found("null", required) == [" type 0"])
    #expect(
      found(#"{"b":{"c":1,"c":2}}"#, member(.string)) == [
        "/b unknownMember 1 warning", "/b/c duplicateMember 12",
      ])
  }

  @Test func keepsWhatWasFoundBeforeABreak() {
    var short = Constraints(length: 2...3)
    short.range = RangeConstraint(min: nil, max: Numeral(9))
    #expect(found(#"{"a":"x","#, member(.string, short)) == ["/a length 5", " json 9"])
    #expect(found(#"{"a":"x"#, member(.string, short)) == ["/a json 7"])
    #expect(found(#"{"a":12x"#, member(.integer, short)) == ["/a range 5", " json 7"])
    #expect(found(#"{"a":"x"#, member(.integer, short)) == ["/a json 7"])
    #expect(found(#"{"zz"#, member(.integer)) == [" json 4"])
    #expect(found(#"{"zz" "#, member(.integer)) == [" json 6"])
    #expect(found(#"{"zz":"#, member(.integer)) == ["/zz unknownMember 1 warning", "/zz json 6"])
  }

  @Test func countsScalarsBytesItemsAndEntries() {
    let three = Constraints(length: 3...3)
    #expect(found(#"{"a":"e\u0301🙂"}"#, member(.string, three)).isEmpty)
    #expect(found(#"{"a":"👍👍"}"#, member(.string, three)) == ["/a length 5"])
    #expect(found(#"{"a":"YWJj"}"#, member(.blob, three)).isEmpty)
    #expect(found(#"{"a":"YWI="}"#, member(.blob, three)) == ["/a length 5"])
    #expect(found(#"{"a":"YWI"}"#, member(.blob, three)) == ["/a type 5"])
  }

  @Test(arguments: [
    ("7", []), ("-0", []), ("7.0", ["/a type 5"]), ("1e2", ["/a type 5"]), ("128", ["/a type 5"]),
    ("-128", []), (#""7""#, ["/a type 5"]), ("null", []), ("true", ["/a type 5"]),
    ("123456789012345678901234567890", ["/a type 5"]), ("[7]", ["/a type 5"]),
  ])
  func readsIntegers(text: String, expected: [String]) {
    #expect(found("{\"a\":\(text)}", member(.byte)) == expected)
  }

  @Test func letsWholeFractionsPassWherePolicySaysSo() {
    var policies = Policies()
    policies.integerFraction = .warning
    #expect(found(#"{"a":1e2}"#, member(.byte), policies: policies) == ["/a type 5 warning"])
    #expect(
      found(#"{"a":1e3}"#, member(.byte), policies: policies) == [
        "/a type 5 warning", "/a type 5",
      ])
    #expect(found(#"{"a":1.5}"#, member(.byte), policies: policies) == ["/a type 5"])
    policies.integerFraction = .allow
    #expect(found(#"{"a":100.00}"#, member(.byte), policies: policies).isEmpty)
  }

  @Test(arguments: [
    ("[1,1.0]", true), ("[1,\"1\"]", false), (#"["\u00e9","e\u0301"]"#, false),
    (#"["a","\u0061"]"#, true),
    (#"[{"a":1,"b":[2]},{"b":[2e0],"a":1}]"#, true), (#"[{"a":1},{"a":1,"b":null}]"#, false),
    ("[null,null]", true), ("[[1,2],[2,1]]", false), ("[true,false,true]", true),
    (#"[{"a":1,"a":2},{"a":1}]"#, true), ("[0,-0]", true),
    ("[12345678901234567890,12345678901234567891]", false),
  ])
  func comparesItemsAsJSONValues(items: String, isRepeated: Bool) {
    var unique = Constraints()
    unique.uniqueItems = Marker()
    var list: ShapeID?
    let contract = Contract.sample { contract in
      list = contract.add(
        Shape(
          name: "List",
          kind: .list(
            element: Member(name: "member", target: SimpleType.document.shapeID), sparse: true),
          constraints: unique))
    }
    guard let list else { return }
    var changed = contract
    changed[contract.operations[0].input ?? list].kind = .structure([
      Member(name: "a", target: list)
    ])
    let checker = ReferenceChecker(changed) { _, _ in true }
    let verdict = checker.check(
      body: Array("{\"a\":\(items)}".utf8), request: true, operation: "Op")
    let repeated = verdict.violations.filter { $0.constraint == .uniqueItems }
    #expect(repeated.map(\.pointer) == (isRepeated ? ["/a"] : []))
  }

  @Test func countsMembersOfUnions() {
    func union(_ body: String) -> [String] {
      var contract = Contract.sample { contract in
        _ = contract.add(
          Shape(
            name: "Union",
            kind: .union([
              Member(name: "x", target: SimpleType.integer.shapeID),
              Member(name: "y", target: SimpleType.string.shapeID),
            ])))
      }
      contract[contract.operations[0].input ?? ShapeID(0)].kind = .structure([
        Member(name: "a", target: ShapeID(Contract.builtInShapeCount))
      ])
      let checker = ReferenceChecker(contract) { _, _ in true }
      return checker.check(
        body: Array("{\"a\":\(body)}".utf8), request: true, operation: "Op"
      ).violations.map { "\($0.pointer) \($0.constraint.rawValue) \($0.offset ?? -1)" }
    }
    #expect(union(#"{"x":1}"#) == [])
    #expect(union(#"{"x":1,"y":null,"__type":"t"}"#) == [])
    #expect(union("{}") == ["/a type 5"])
    #expect(union(#"{"x":1,"y":"b"}"#) == ["/a type 5"])
    #expect(union(#"{"z":1}"#) == ["/a/z unknownMember 6"])
    #expect(union(#"{"z":null}"#) == ["/a type 5"])
    #expect(union(#"{"x":1,"x":"q"}"#) == ["/a/x duplicateMember 12", "/a/x type 16"])
    #expect(union("7") == ["/a type 5"])
  }

  @Test func routesLiteralsBeforeLabelsBeforeGreedyOnes() {
    var contract = Contract(service: "Routes")
    for (name, uri) in [
      ("Greedy", "/a/{k+}"), ("Label", "/a/{k}"), ("Literal", "/a/b"), ("Suffix", "/a/{k+}/end"),
      ("Query", "/a/b?x=1"), ("Root", "/"),
    ] {
      contract.operations.append(
        Operation(name: name, http: HTTPBinding(method: "GET", uri: URITemplate(uri))))
    }
    let checker = ReferenceChecker(contract) { _, _ in true }
    func route(_ target: String) -> String? {
      checker.check(Exchange(request: HTTPRequest(method: "GET", target: target))).operation
    }
    #expect(route("/a/b") == "Literal")
    #expect(route("/a/%62") == "Literal")
    #expect(route("/a/b?x=1") == "Query")
    #expect(route("/a/b?x=2") == "Literal")
    #expect(route("/a/c") == "Label")
    #expect(route("/a/c/") == "Label")
    #expect(route("/a/c/d") == "Greedy")
    #expect(route("/a/b%2Fc") == "Label")
    #expect(route("/a/x/end") == "Suffix")
    #expect(route("/a/") == nil)
    #expect(route("/a") == nil)
    #expect(route("/") == "Root")
    #expect(route("https://host/a/b#top") == "Literal")
    #expect(route("https://host") == "Root")
  }

  @Test func resolvesErrorTypes() {
    let contract = Contract.listReferenceImportJobs
    let checker = ReferenceChecker(contract) { _, _ in true }
    func answer(_ status: Int, _ type: String?, _ body: String) -> [String] {
      let response = HTTPResponse(
        status: status, headers: type.map { [("X-Amzn-ErrorType", $0)] } ?? [],
        body: Array(body.utf8))
      return checker.check(Exchange(response: response, operation: "ListReferenceImportJobs"))
        .violations.map { "\($0.part.rawValue) \($0.pointer) \($0.constraint.rawValue)" }
    }
    let body = #"{"message":"m"}"#
    #expect(answer(429, "ThrottlingException", body) == [])
    #expect(answer(429, "a#ThrottlingException:http://x", body) == [])
    #expect(answer(429, nil, #"{"message":"m","__type":"x#ThrottlingException"}"#) == [])
    #expect(answer(429, nil, #"{"code":"ThrottlingException","message":"m"}"#) == [])
    #expect(answer(429, nil, body) == ["response.status  errorType"])
    #expect(answer(400, "ThrottlingException", body) == ["response.status  errorType"])
    #expect(
      answer(418, "Teapot", body) == [
        "response.status  status", "response.status  errorType",
      ])
    #expect(
      answer(404, "ResourceNotFoundException", "{}") == [
        "response.body /message required"
      ])
    #expect(answer(302, nil, "") == ["response.status  status"])
  }

  @Test func tiesTheAnswerToTheQuestion() {
    let checker = ReferenceChecker(.listReferenceImportJobs) { _, _ in true }
    func ties(_ target: String, _ filter: String, _ jobs: String) -> [String] {
      let exchange = Exchange(
        request: HTTPRequest(
          method: "POST", target: "/referencestore/1234567890/importjobs" + target,
          body: Array("{\"filter\":\(filter)}".utf8)),
        response: HTTPResponse(status: 200, body: Array("{\"importJobs\":\(jobs)}".utf8)))
      return checker.check(exchange).violations.filter { $0.constraint == .relation }
        .map { "\($0.pointer) \($0.offset ?? -1)" }
    }
    let job =
      #"{"referenceStoreId":"1234567890","status":"FAILED","creationTime":"2024-01-01T00:00:00Z"}"#
    #expect(ties("", "{}", "[\(job)]") == [])
    #expect(ties("?maxResults=1", "{}", "[\(job),\(job)]") == ["/importJobs 14"])
    #expect(ties("", #"{"status":"COMPLETED"}"#, "[\(job)]") == ["/importJobs/0/status 57"])
    #expect(ties("", #"{"createdAfter":"2023-12-31T23:00:00-01:00"}"#, "[\(job)]") == [])
    #expect(
      ties("", #"{"createdAfter":"2024-01-01T00:00:00.001Z"}"#, "[\(job)]") == [
        "/importJobs/0/creationTime 81"
      ])
  }
}

import AssayEngine
import AssayModel
import AssayTestSupport
import Testing

/// What the differential test found with many seeds, kept so that it stays found.
@Suite struct FoundByChanceTests {
  private func violations(_ verdict: Verdict) -> [String] {
    verdict.violations.map {
      "\($0.part.rawValue)\($0.pointer) \($0.constraint.rawValue) \($0.offset ?? -1)"
    }
  }

  /// An item of a header loses its quotes only where they stand at both ends.
  @Test(arguments: [
    (#"""["#, []), (#""a""#, ["request.header/X-Names/0 length -1"]), (#""a,b""#, []),
    (#""a\"b""#, []), (#"abc, "d"#, ["request.header/X-Names/1 length -1"]), (#", ,"#, []),
  ])
  func quotesInHeaders(_ value: String, _ expected: [String]) {
    var length = Constraints()
    length.length = LengthConstraint(min: 3, max: nil)
    let plan = Plan(
      .sample(input: [
        Member(
          name: "names", target: ShapeID(Contract.builtInShapeCount), location: .header,
          wireName: "X-Names")
      ]) { contract in
        _ = contract.add(
          Shape(
            name: "Names",
            kind: .list(
              element: Member(
                name: "member", target: SimpleType.string.shapeID, constraints: length),
              sparse: false)))
      })
    let exchange = Exchange(
      request: HTTPRequest(method: "POST", target: "/op", headers: [("X-Names", value)]))
    #expect(violations(plan.check(exchange, scratch: Scratch(for: plan))) == expected)
  }

  /// A key begins with a quotation mark, whatever its name is.
  @Test func aControlCharacterIsNoQuotationMark() {
    let plan = Plan(
      .sample(input: [Member(name: "größe", target: SimpleType.string.shapeID)]))
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/op", headers: [("Content-Type", "application/json")],
        body: Array("{\u{1}größe\": \"a\"}".utf8)))
    #expect(
      violations(plan.check(exchange, scratch: Scratch(for: plan))) == ["request.body json 1"])
  }

  /// A slash at the end is ignored behind what follows a greedy label, too.
  @Test(arguments: [
    ("/a/b/end", true), ("/a/b/end/", true), ("/a/b/c/end/", true), ("/a/b/end//", false),
    ("/a/end/", false),
  ])
  func trailingSlashes(_ target: String, _ isFound: Bool) {
    let labels = ["label", "rest"].map {
      Member(
        name: $0, target: SimpleType.string.shapeID, required: Marker(), location: .path)
    }
    let plan = Plan(.sample(uri: "/{label}/{rest+}/end", input: labels))
    let exchange = Exchange(request: HTTPRequest(method: "POST", target: target, headers: []))
    let verdict = plan.check(exchange, scratch: Scratch(for: plan))
    #expect((verdict.outcome != .unmatched) == isFound)
  }

  /// What a greedy label stands for ends before the literals behind it, with a slash at the end or
  /// without.
  @Test(arguments: [("/abc/end", false), ("/abc/end/", false), ("/ab/c/end/", true)])
  func aGreedyLabelEndsBeforeWhatFollows(_ target: String, _ isLong: Bool) {
    var length = Constraints()
    length.length = LengthConstraint(min: 4, max: nil)
    let plan = Plan(
      .sample(
        uri: "/{rest+}/end",
        input: [
          Member(
            name: "rest", target: SimpleType.string.shapeID, constraints: length,
            required: Marker(), location: .path)
        ]))
    let exchange = Exchange(request: HTTPRequest(method: "POST", target: target, headers: []))
    let verdict = plan.check(exchange, scratch: Scratch(for: plan))
    #expect(violations(verdict) == (isLong ? [] : ["request.path/rest length -1"]), "\(target)")
  }

  /// A name that JSON escapes stands in no body as it is, however long the body is.
  @Test(arguments: [0, 200])
  func namesThatAreEscaped(_ spaces: Int) {
    let plan = Plan(
      .sample(input: [Member(name: #"a\sb"#, target: SimpleType.integer.shapeID)]))
    for (name, expected) in [(#"a\sb"#, ["request.body json 4"]), (#"a\\sb"#, [])] {
      let body = Array((#"{"\#(name)":8}"# + String(repeating: " ", count: spaces)).utf8)
      let exchange = Exchange(
        request: HTTPRequest(
          method: "POST", target: "/op", headers: [("Content-Type", "application/json")],
          body: body))
      #expect(violations(plan.check(exchange, scratch: Scratch(for: plan))) == expected)
    }
  }

  /// A list is a level of nesting, and so is one without items.
  @Test(arguments: [0, 200])
  func emptyListsAreLevels(_ spaces: Int) {
    var options = Plan.Options()
    options.limits.nesting = 1
    let plan = Plan(
      .sample(input: [Member(name: "list", target: ShapeID(Contract.builtInShapeCount))]) {
        contract in
        _ = contract.add(
          Shape(
            name: "List",
            kind: .list(
              element: Member(name: "member", target: SimpleType.string.shapeID), sparse: false)))
      }, options: options)
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/op", headers: [("Content-Type", "application/json")],
        body: Array((#"{"list":[]}"# + String(repeating: " ", count: spaces)).utf8)))
    #expect(
      violations(plan.check(exchange, scratch: Scratch(for: plan))) == ["request.body/list limit 8"]
    )
  }

  /// Of two templates with a greedy label the one with a literal behind it is meant.
  @Test func literalsBehindAGreedyLabelDecide() {
    var contract = Contract.sample(
      uri: "/{rest+}",
      input: [
        Member(
          name: "rest", target: SimpleType.string.shapeID, required: Marker(), location: .path)
      ])
    var other = contract.operations[0]
    other.name = "End"
    other.http = HTTPBinding(method: "POST", uri: URITemplate("/{rest+}/end"))
    contract.operations.append(other)
    let plan = Plan(contract)
    for (target, name) in [("/a/end", "End"), ("/a/b/end", "End"), ("/a/b", "Op"), ("/end", "Op")] {
      let exchange = Exchange(request: HTTPRequest(method: "POST", target: target, headers: []))
      #expect(plan.check(exchange, scratch: Scratch(for: plan)).operation == name, "\(target)")
    }
  }

  /// `01` is no number, and so not the same as `1`.
  @Test func itemsOfAHeaderThatAreNoNumbers() {
    let plan = Plan(
      .sample(input: [
        Member(
          name: "sizes", target: ShapeID(Contract.builtInShapeCount), location: .header,
          wireName: "X-Sizes")
      ]) { contract in
        var constraints = Constraints()
        constraints.uniqueItems = Marker()
        _ = contract.add(
          Shape(
            name: "Sizes",
            kind: .list(
              element: Member(name: "member", target: SimpleType.double.shapeID), sparse: false),
            constraints: constraints))
      })
    for (value, expected) in [
      ("01,1", ["request.header/X-Sizes/0 type -1"]),
      ("1,1.0", ["request.header/X-Sizes uniqueItems -1"]), ("1,2", []),
    ] {
      let exchange = Exchange(
        request: HTTPRequest(method: "POST", target: "/op", headers: [("X-Sizes", value)]))
      #expect(violations(plan.check(exchange, scratch: Scratch(for: plan))) == expected, "\(value)")
    }
  }

  /// A plan of an operation whose answer has a map of counts, some of which are at least what was
  /// asked for.
  private func counts(_ subject: String) throws -> Plan {
    let map = ShapeID(Contract.builtInShapeCount)
    var contract = Contract.sample(
      input: [Member(name: "least", target: SimpleType.integer.shapeID)],
      output: [Member(name: "counts", target: map)]
    ) { contract in
      _ = contract.add(
        Shape(
          name: "Counts",
          kind: .map(
            key: Member(name: "key", target: SimpleType.string.shapeID),
            value: Member(name: "value", target: SimpleType.integer.shapeID), sparse: false)))
    }
    contract.operations[0].relations = [
      Relation(
        subject: .every(try #require(MemberPath(subject))), comparison: .atLeast,
        operand: .input(try #require(MemberPath("least"))))
    ]
    return Plan(contract)
  }

  /// What is wrong with an answer to who asked for 3 at least.
  private func violations(of plan: Plan, answering body: [UInt8]) -> [String] {
    let json = [("Content-Type", "application/json")]
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/op", headers: json, body: Array(#"{"least":3}"#.utf8)),
      response: HTTPResponse(status: 200, headers: json, body: body))
    return violations(plan.check(exchange, scratch: Scratch(for: plan)))
  }

  /// What stands under a key that is no text takes part in no relation.
  @Test func relationsPastAnIllFormedKey() throws {
    let plan = try counts("counts[]")
    for (key, expected) in [
      ([0xF0], "response.body/counts/\u{FFFD} encoding 11"),
      ([0x62], "response.body/counts/b relation 15"),
    ] as [([UInt8], String)] {
      let body = Array(#"{"counts":{""#.utf8) + key + Array(#"":1}}"#.utf8)
      #expect(violations(of: plan, answering: body) == [expected])
    }
  }

  /// A relation may look at the value of one key of a map.
  @Test func relationsThroughAKeyOfAMap() throws {
    let plan = try counts("counts.a")
    for (body, expected) in [
      (#"{"counts":{"b":1,"a":2}}"#, ["response.body/counts/a relation 21"]),
      (#"{"counts":{"b":1,"\u0061":2}}"#, ["response.body/counts/a relation 26"]),
      (#"{"counts":{"b":1,"a":3}}"#, []), (#"{"counts":{"b":1}}"#, []),
    ] {
      #expect(violations(of: plan, answering: Array(body.utf8)) == expected, "\(body)")
    }
  }

  /// A limit met while the type of an error is looked for counts as every other violation.
  @Test(arguments: [0, 1, 2])
  func aLimitInAnErrorIsKeptAsOthersAre(_ kept: Int) {
    var options = Plan.Options()
    options.limits.nesting = 1
    options.limits.violations = kept
    let plan = Plan(.sample(.awsJson1_1), options: options)
    let exchange = Exchange(
      response: HTTPResponse(status: 503, headers: [], body: Array(#"{"":{"#.utf8)),
      operation: "Op")
    let verdict = plan.check(exchange, scratch: Scratch(for: plan))
    #expect(verdict.violations.count == min(kept, 2))
    #expect(verdict.omittedViolations == 2 - min(kept, 2))
  }
}

import AssayEngine
import AssayModel
import Testing

/// Contracts whose shapes contain themselves: compiling them ends, and what they say is checked.
@Suite struct RecursiveShapeTests {
  /// A contract with one operation, `Put`, whose input is the shape added last.
  private func plan(_ build: (inout Contract) -> ShapeID) -> Plan {
    var contract = Contract(service: "Test", wireProtocol: .awsJson1_0)
    let input = build(&contract)
    contract.operations = [Operation(name: "Put", input: input)]
    return Plan(contract)
  }

  private func violations(_ body: String, _ plan: Plan) -> [String] {
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/", headers: [("X-Amz-Target", "Test.Put")],
        body: Array(body.utf8)))
    let verdict = plan.check(exchange, scratch: Scratch(for: plan))
    return verdict.violations.map { "\($0.pointer) \($0.constraint.rawValue)" }
  }

  @Test func aSecretStructureMayContainItself() {
    let plan = plan { contract in
      let id = contract.add(Shape(name: "Node", kind: .structure([])))
      var next = Member(name: "next", target: id)
      next.traits.isSensitive = true
      var text = Constraints()
      text.length = LengthConstraint(min: nil, max: 2)
      let name = Member(name: "name", target: SimpleType.string.shapeID, constraints: text)
      contract[id].kind = .structure([next, name])
      return id
    }
    #expect(
      violations(#"{"next": {"next": {"next": {"name": "abc"}}}, "name": "ab"}"#, plan)
        == ["/next/next/next/name length"])
  }

  @Test func aListMayContainItselfWithConstraintsBesideIt() {
    let plan = plan { contract in
      let list = contract.add(Shape(name: "L", kind: .structure([])))
      var two = Constraints()
      two.length = LengthConstraint(min: nil, max: 2)
      contract[list].kind = .list(
        element: Member(name: "member", target: list, constraints: two), sparse: false)
      return contract.add(
        Shape(name: "In", kind: .structure([Member(name: "l", target: list)])))
    }
    #expect(
      violations(#"{"l": [[], [], [[[], [], []]]]}"#, plan) == ["/l/2/0 length"])
  }

  @Test(.timeLimit(.minutes(1))) func secretsDoNotMultiplyNodes() {
    let plan = plan { contract in
      var inner = contract.add(Shape(name: "S0", kind: .structure([])))
      for level in 1...64 {
        var members = ["a", "b"].map { Member(name: $0, target: inner) }
        for index in members.indices { members[index].traits.isSensitive = true }
        inner = contract.add(Shape(name: "S\(level)", kind: .structure(members)))
      }
      return inner
    }
    #expect(violations(#"{"a": {"b": {"a": {}}}}"#, plan).isEmpty)
  }
}

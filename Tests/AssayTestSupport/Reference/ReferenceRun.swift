import AssayModel

/// The check of one exchange: what was found so far, and what later steps ask for.
final class ReferenceRun {
  enum Direction {
    case request, response
  }

  /// What the response turned out to be.
  struct Answer {
    var status: Int
    var isSuccess: Bool
    /// Type of an error answer, where one could be made out.
    var errorType: String?
  }

  let checker: ReferenceChecker
  let operation: Operation
  var findings = Findings()
  var answer: Answer?
  /// Values that travel outside bodies, by member: texts of one occurrence, or of list items.
  var inputTexts: [String: [[UInt8]]] = [:]
  var outputTexts: [String: [[UInt8]]] = [:]
  var inputBody = ReadBody()
  var outputBody = ReadBody()

  /// A body that relations may look at.
  struct ReadBody {
    var root: JSONNode?
    /// It was read to its end, or is no JSON.
    var isWhole = true
  }

  init(_ checker: ReferenceChecker, _ operation: Operation) {
    self.checker = checker
    self.operation = operation
  }

  var contract: Contract { checker.contract }
  var policies: Policies { checker.contract.policies }

  /// Members of the structure that a shape comes down to.
  func members(of shape: ShapeID?) -> [Member] {
    guard let shape else { return [] }
    return contract[contract.base(of: shape)].members
  }

  /// The place a member of an input, output or error travels in, by the protocol.
  func location(of member: Member) -> Member.Location {
    contract.wireProtocol.hasHTTPBindings ? member.location : .body
  }

  /// A member's name in a JSON object.
  func bodyName(of member: Member) -> String {
    switch member.location {
    case .body, .host: member.nameOnWire
    default: member.name
    }
  }
}

/// Whether texts are equal scalar by scalar.
func isSame(_ left: String, _ right: String) -> Bool {
  left.utf8.elementsEqual(right.utf8)
}

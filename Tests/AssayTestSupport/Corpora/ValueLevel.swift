package import AssayModel
package import AssaySpec
import Foundation

/// A contract turned to values alone: what Smithy's examples and validator speak of.
///
/// At this level every member has its own name and stands in one JSON object, wherever it travels;
/// blobs are their text, timestamps without a format may be RFC 3339 texts or epoch seconds.
package struct ValueLevel: Sendable {
  /// The contract: an operation `Name/input` and one `Name/output` for each operation.
  package let contract: Contract

  /// Turns a contract.
  ///
  /// - Parameters:
  ///   - source: The contract.
  ///   - restoresAnchors: botocore's patterns are Smithy's without the `^` and `$` at their ends;
  ///     put back, they are searched as Smithy does.
  ///   - unions: Names of structures that are unions.
  package init(
    _ source: Contract, restoresAnchors: Bool = false, unions: Set<String> = []
  ) {
    var contract = source
    for index in contract.shapes.indices where unions.contains(contract.shapes[index].name) {
      guard case .structure(let members) = contract.shapes[index].kind else { continue }
      contract.shapes[index].kind = .union(members)
    }
    if restoresAnchors {
      for index in contract.shapes.indices {
        contract.shapes[index].constraints.restoreAnchors()
        contract.shapes[index].changeEveryMember { $0.constraints.restoreAnchors() }
      }
    }
    contract.wireProtocol = .awsJson1_0
    contract.policies = Policies()
    // Smithy's validator accepts no UTC offset.
    contract.policies.requestOffset = .error
    for index in contract.shapes.indices {
      contract.shapes[index].changeEveryMember {
        $0.location = .body
        $0.wireName = nil
      }
    }
    contract.operations = source.operations.flatMap { operation in
      [("input", operation.input), ("output", operation.output)].compactMap { side, shape in
        shape.map { Operation(name: "\(operation.name)/\(side)", input: $0) }
      }
    }
    contract.errors = []
    self.contract = contract
  }

  /// A value as it travels: blobs in base64 unless they are already, RFC 3339 texts of timestamps
  /// without a format as epoch seconds.
  package func wire(_ value: Node, as shape: ShapeID, blobsAreText: Bool = true) -> String {
    var encoder = Encoder(contract: contract, blobsAreText: blobsAreText)
    return encoder.text(value, shape, nil, depth: 0)
  }

  /// Whether a pointer leads to a member of a structure that may be absent, and so `null`.
  package func isOptional(_ pointer: String, in shape: ShapeID) -> Bool {
    var current = contract.base(of: shape)
    let steps = pointer.split(separator: "/").map {
      $0.replacingOccurrences(of: "~1", with: "/").replacingOccurrences(of: "~0", with: "~")
    }
    for (position, step) in steps.enumerated() {
      let isLast = position == steps.count - 1
      switch contract[current].kind {
      case .structure(let members), .union(let members):
        guard let member = members.first(where: { $0.name == step }) else { return isLast }
        if isLast, case .structure = contract[current].kind { return member.required == nil }
        current = contract.base(of: member.target)
      case .list(let element, _): current = contract.base(of: element.target)
      case .map(_, let value, _): current = contract.base(of: value.target)
      default: return false
      }
    }
    return false
  }
}

extension Constraints {
  fileprivate mutating func restoreAnchors() {
    for index in patterns.indices {
      patterns[index].source = "^" + patterns[index].source + "$"
      patterns[index].match = .search
    }
  }
}

extension Shape {
  fileprivate mutating func changeEveryMember(_ change: (inout Member) -> Void) {
    switch kind {
    case .structure(var members):
      for index in members.indices { change(&members[index]) }
      kind = .structure(members)
    case .union(var members):
      for index in members.indices { change(&members[index]) }
      kind = .union(members)
    case .list(var element, let sparse):
      change(&element)
      kind = .list(element: element, sparse: sparse)
    case .map(var key, var value, let sparse):
      change(&key)
      change(&value)
      kind = .map(key: key, value: value, sparse: sparse)
    case .simple, .refined, .enumeration, .intEnumeration: break
    }
  }
}

/// Writes values as they travel.
private struct Encoder {
  let contract: Contract
  let blobsAreText: Bool

  /// JSON text of a value. `member` is the member that holds it, whose timestamp format wins.
  mutating func text(_ value: Node, _ shape: ShapeID, _ member: Member?, depth: Int) -> String {
    guard depth < 100 else { return value.jsonText }
    switch (contract[contract.base(of: shape)].kind, value.kind) {
    case (.structure(let members), .mapping(let mapping)),
      (.union(let members), .mapping(let mapping)):
      return object(mapping) { entry in
        guard let member = members.first(where: { $0.name == entry.key }) else {
          return entry.value.jsonText
        }
        return text(entry.value, member.target, member, depth: depth + 1)
      }
    case (.map(_, let element, _), .mapping(let mapping)):
      return object(mapping) { text($0.value, element.target, element, depth: depth + 1) }
    case (.list(let element, _), .sequence(let items)):
      let texts = items.map { text($0, element.target, element, depth: depth + 1) }
      return "[" + texts.joined(separator: ",") + "]"
    case (.simple(.blob), .string(let text)) where blobsAreText:
      return "\"\(Data(text.utf8).base64EncodedString())\""
    case (.simple(.timestamp), .string(let text)):
      return format(of: shape, member) == nil && Self.isDateTime(text) ? "0" : value.jsonText
    default:
      return value.jsonText
    }
  }

  private func object(_ mapping: Mapping, _ value: (Mapping.Entry) -> String) -> String {
    let entries = mapping.entries.map { entry in
      Node(kind: .string(entry.key)).jsonText + ":" + value(entry)
    }
    return "{" + entries.joined(separator: ",") + "}"
  }

  private func format(of shape: ShapeID, _ member: Member?) -> TimestampFormat? {
    if let format = member?.constraints.timestampFormat { return format.format }
    var current = shape
    for _ in 0..<100 {
      if let format = contract[current].constraints.timestampFormat { return format.format }
      guard case .refined(let next) = contract[current].kind else { return nil }
      current = next
    }
    return nil
  }

  /// Whether a text is RFC 3339 in UTC, with a date of the calendar.
  private static func isDateTime(_ text: String) -> Bool {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?Z/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      (1...12).contains(month)
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}

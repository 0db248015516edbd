import AssayGenerate

/// How a sound document is written: ways that all mean the same.
enum Dress: String, Sendable, Hashable, CaseIterable {
  case plain
  case reversed = "member-order"
  case unknownMembers = "unknown-members"
  case unknownNested = "unknown-members-nested"
  case whiteSpace = "white-space"
  case lines = "line-breaks"
  case escapes
  case escapedSolidus = "escaped-solidus"

  /// One clause for a person.
  var title: String {
    switch self {
    case .plain: "the document as services write it"
    case .reversed: "members in the opposite order"
    case .unknownMembers: "members that the contract does not know"
    case .unknownNested: "members that the contract does not know, in every object"
    case .whiteSpace: "white space wherever JSON allows it"
    case .lines: "line breaks wherever JSON allows them"
    case .escapes: #"every character as a \u escape"#
    case .escapedSolidus: "every slash escaped"
    }
  }

  /// A body written this way; what is no JSON stays as it is.
  func apply(to body: [UInt8]) -> [UInt8] {
    guard self != .plain, let value = JSONValue(reading: body) else { return body }
    switch self {
    case .plain: return body
    case .reversed: return value.reversingMembers.json
    case .unknownMembers:
      guard case .object(let entries) = value else { return body }
      return JSONValue.object(Self.unknown + entries + Self.unknownAtEnd).json
    case .unknownNested: return value.addingUnknownMembers.json
    case .whiteSpace: return value.spaced(Array(" \t\r\n ".utf8))
    case .lines: return value.spaced(Array("\n".utf8))
    case .escapes: return value.escaped(solidus: false)
    case .escapedSolidus: return value.escaped(solidus: true)
    }
  }

  fileprivate static let unknown: [JSONValue.Entry] = [
    .init("assayUnknownText", .string("a text"))
  ]
  fileprivate static let unknownAtEnd: [JSONValue.Entry] = [
    .init("assayUnknownNull", .null), .init("assayUnknownNumber", .number("-1.5e3")),
    .init("assayUnknownList", .array([.array([]), .boolean(true), .object([])])),
    .init("assayUnknownObject", .object([.init("nextToken", .string("not the token"))])),
  ]
}

extension JSONValue {
  fileprivate var reversingMembers: JSONValue {
    switch self {
    case .array(let items): .array(items.map(\.reversingMembers))
    case .object(let entries):
      .object(entries.reversed().map { .init($0.key, $0.value.reversingMembers) })
    default: self
    }
  }

  fileprivate var addingUnknownMembers: JSONValue {
    switch self {
    case .array(let items): .array(items.map(\.addingUnknownMembers))
    case .object(let entries):
      .object(
        Dress.unknown + entries.map { .init($0.key, $0.value.addingUnknownMembers) }
          + Dress.unknownAtEnd)
    default: self
    }
  }
}

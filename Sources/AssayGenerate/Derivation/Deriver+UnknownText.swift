internal import AssayModel

extension Deriver {
  /// Text that is broken inside a member that the contract does not know: a parser that passes over
  /// such members without reading them takes it.
  mutating func addUnknownText(_ frame: Frame) {
    guard case .object(let base) = model.writer.document(frame.base, frame.layout) else { return }
    var head = JSONValue.object(base).json
    head.removeLast()
    if !base.isEmpty { head.append(UInt8(ascii: ",")) }
    for text in UnknownText.all {
      var breaks = [Variant.Break(constraint: text.constraint, suffix: text.pointer)]
      if text.isValue, countsUnknownMembers {
        breaks.insert(
          .init(constraint: .unknownMember, suffix: "/" + Self.unknownName), at: 0)
      }
      addBody(
        frame, "\(text.constraint.rawValue)/unknown.\(text.name)", text.constraint,
        head + text.member + [UInt8(ascii: "}")], .breaks(breaks))
    }
  }

  /// Whether an unknown member is wrong by itself.
  private var countsUnknownMembers: Bool {
    switch contract.policies.unknownMember {
    case .error: true
    case .warning: options.isStrict
    case .allow: false
    }
  }
}

/// A member that the contract does not know, with something broken in its value or its name.
private struct UnknownText {
  var name: String
  var constraint: ConstraintKind
  /// Name, colon and value.
  var member: [UInt8]
  var pointer: String
  /// Whether the name is sound and the value is not.
  var isValue = true

  static let all: [UnknownText] = values + nested + nestedNames + names

  private typealias Broken = (name: String, constraint: ConstraintKind, bytes: [UInt8])

  /// What a string may not hold; places take a few of them each, not all.
  private static let byte: Broken = ("byte", .encoding, [0xFF])
  private static let surrogate: Broken = ("surrogate", .encoding, [0xED, 0xA0, 0x80])
  private static let loneEscape: Broken = (
    "lone-surrogate-escape", .encoding, Array(#"\ud800"#.utf8)
  )
  private static let newline: Broken = ("newline", .json, [0x0A])
  private static let nul: Broken = ("nul", .json, [0])
  private static let unknownEscape: Broken = ("escape-unknown", .json, Array(#"\q"#.utf8))
  private static let shortEscape: Broken = ("escape-short", .json, Array(#"\u12"#.utf8))

  private static func quoted(_ bytes: [UInt8]) -> [UInt8] { [0x22, 0x61] + bytes + [0x22] }

  private static let key = Array("\"\(Deriver.unknownName)\":".utf8)
  private static let pointer = "/" + Deriver.unknownName

  private static let values = [byte, loneEscape, newline, unknownEscape].map { item in
    UnknownText(
      name: item.name, constraint: item.constraint, member: key + quoted(item.bytes),
      pointer: pointer)
  }

  /// Deeper inside, where no member is known any more.
  private static let nested =
    [surrogate, nul, shortEscape].map { item in
      UnknownText(
        name: "nested.\(item.name)", constraint: item.constraint,
        member: key + Array(#"{"a":["#.utf8) + quoted(item.bytes) + Array("]}".utf8),
        pointer: pointer + "/a/0")
    }
    + [
      ("comma-at-end", #"{"a":1,}"#, ""), ("wrong-bracket", "[1}", ""),
      ("leading-zero", "[01]", "/0"),
    ].map { name, text, suffix in
      UnknownText(
        name: "nested.\(name)", constraint: .json, member: key + Array(text.utf8),
        pointer: pointer + suffix)
    }

  private static let nestedNames = [loneEscape, nul].map { item in
    UnknownText(
      name: "nested-name.\(item.name)", constraint: item.constraint,
      member: key + [0x7B] + quoted(item.bytes) + Array(":1}".utf8),
      pointer: item.constraint == .json ? pointer : pointer + "/" + shown(item.bytes))
  }

  private static let names = [byte, loneEscape, newline, unknownEscape].map { item in
    UnknownText(
      name: "name.\(item.name)", constraint: item.constraint,
      member: quoted(item.bytes) + Array(":1".utf8),
      pointer: item.constraint == .json ? "" : "/" + shown(item.bytes), isValue: false)
  }

  /// The name as pointers have it: U+FFFD for what is no text.
  private static func shown(_ bytes: [UInt8]) -> String {
    bytes.first == UInt8(ascii: "\\")
      ? "a\u{FFFD}" : String(decoding: [0x61] + bytes, as: UTF8.self)
  }
}

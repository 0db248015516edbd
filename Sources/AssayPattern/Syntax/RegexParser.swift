/// Reads PCRE2's syntax into a ``RegexNode``.
///
/// Conservative: a construct it is not sure of (a call that recurs, conditions, verbs, branch reset, callouts)
/// makes the whole pattern `nil`, never a guess. It only ever sees text that PCRE2 has compiled, so
/// it need not diagnose, but must not trap on any text.
package struct RegexParser {
  /// Why a pattern has no tree: something in it is not understood.
  struct NotUnderstood: Error {}

  /// The flags in force at a place.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesAll = false
    var isExtended = false
    var capturesNamedOnly = false
  }

  let text: [UInt8]
  var index = 0
  var groups = 0
  /// Groups that are still open, which a call would enter anew within themselves.
  var openGroups: Set<Int> = []
  var depth = 0

  /// As deep as PCRE2 lets groups nest.
  static let depthLimit = 250

  private init(_ pcre: String) { text = Array(pcre.utf8) }

  /// The tree of a pattern in PCRE2's syntax, or `nil`.
  package static func parse(_ pcre: String) -> RegexNode? {
    var parser = RegexParser(pcre)
    var flags = Flags()
    do throws(NotUnderstood) {
      guard !Tokens.has("(*", in: parser.text, at: 0) else { return nil }
      let node = try parser.alternation(&flags)
      return parser.index == parser.text.count ? node : nil
    } catch {
      return nil
    }
  }

  // MARK: Reading

  var current: UInt8? { index < text.count ? text[index] : nil }

  func peek(_ distance: Int = 1) -> UInt8? {
    index + distance < text.count ? text[index + distance] : nil
  }

  mutating func take(_ form: StaticString) -> Bool {
    guard Tokens.has(form, in: text, at: index) else { return false }
    index += form.utf8CodeUnitCount
    return true
  }

  /// The scalar at the index, moved over.
  mutating func scalar() throws(NotUnderstood) -> UInt32 {
    guard let first = current else { throw NotUnderstood() }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard index + length <= text.count else { throw NotUnderstood() }
    var value = UInt32(first)
    if length > 1 {
      value &= 0x7F >> UInt32(length)
      for byte in text[(index + 1)..<(index + length)] { value = value << 6 | UInt32(byte & 0x3F) }
    }
    index += length
    return value
  }

  func source(from start: Int) -> String { String(decoding: text[start..<index], as: UTF8.self) }

  // MARK: Grammar

  mutating func alternation(_ flags: inout Flags) throws(NotUnderstood) -> RegexNode {
    guard depth < Self.depthLimit else { throw NotUnderstood() }
    depth += 1
    defer { depth -= 1 }
    var branches = [try sequence(&flags)]
    while current == UInt8(ascii: "|") {
      index += 1
      branches.append(try sequence(&flags))
    }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence(_ flags: inout Flags) throws(NotUnderstood) -> RegexNode {
    var nodes: [RegexNode] = []
    while true {
      skipIgnored(flags)
      guard let byte = current, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") else { break }
      if take("\\Q") {
        try quotation(flags, &nodes)
      } else if take("\\E") {
        continue
      } else if let atom = try atom(&flags) {
        nodes.append(atom)
      } else {
        continue
      }
      skipIgnored(flags)
      if let last = nodes.popLast() { nodes.append(try quantified(last)) }
    }
    return nodes.isEmpty ? .empty : nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// Comments, and white space under the flag `x`; both may stand before a quantifier too.
  private mutating func skipIgnored(_ flags: Flags) {
    while let byte = current {
      if Tokens.has("(?#", in: text, at: index) {
        index = (text[index...].firstIndex(of: UInt8(ascii: ")")) ?? text.count - 1) + 1
      } else if flags.isExtended, byte == UInt8(ascii: "#") {
        index = text[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
      } else if flags.isExtended, byte == 0x20 || (0x09...0x0D).contains(byte) {
        index += 1
      } else if flags.isExtended, let length = wideSpace() {
        index += length
      } else {
        return
      }
    }
  }

  /// The length of a space beyond ASCII that the flag `x` ignores.
  private func wideSpace() -> Int? {
    if Tokens.has("\u{85}", in: text, at: index) { return 2 }
    let wide: [StaticString] = ["\u{200E}", "\u{200F}", "\u{2028}", "\u{2029}"]
    return wide.contains { Tokens.has($0, in: text, at: index) } ? 3 : nil
  }

  private mutating func quotation(
    _ flags: Flags, _ nodes: inout [RegexNode]
  ) throws(NotUnderstood) {
    // What a quantifier after an empty quotation repeats is not ours to guess.
    if current == nil || Tokens.has("\\E", in: text, at: index) { throw NotUnderstood() }
    while index < text.count {
      if take("\\E") { return }
      nodes.append(literal(try scalar(), flags))
    }
  }

  /// A quantifier after an item; a repeat of a repeat needs a group in PCRE2, so there is one at most.
  private mutating func quantified(_ node: RegexNode) throws(NotUnderstood) -> RegexNode {
    guard let bounds = try quantifier() else { return node }
    var kind = RegexNode.RepeatKind.greedy
    if take("+") { kind = .possessive } else if take("?") { kind = .lazy }
    return .repeat(node, minimum: bounds.minimum, maximum: bounds.maximum, kind)
  }

  private mutating func quantifier() throws(NotUnderstood) -> (minimum: Int, maximum: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard current == UInt8(ascii: "{") else { return nil }
    let start = index
    index += 1
    // `{,3}` is text up to PCRE2 10.42 and a quantifier after it.
    if current == UInt8(ascii: ",") || current == UInt8(ascii: " ") { throw NotUnderstood() }
    if let minimum = number() {
      if take("}") { return (minimum, minimum) }
      if take(",") {
        if take("}") { return (minimum, nil) }
        if let maximum = number(), take("}") { return (minimum, maximum) }
      }
      if current == UInt8(ascii: " ") { throw NotUnderstood() }
    }
    index = start
    return nil
  }

  mutating func number() -> Int? {
    let start = index
    var value = 0
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = min(value * 10 + Int(byte - 0x30), 1_000_000)
      index += 1
    }
    return index > start ? value : nil
  }

  /// A literal scalar; where case is ignored, a set that PCRE2 folds.
  func literal(_ scalar: UInt32, _ flags: Flags) -> RegexNode {
    guard flags.ignoresCase else { return .literal(scalar) }
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0x80...:
      return .set(#"(?i:\x{\#(String(scalar, radix: 16, uppercase: true))})"#)
    default: return .literal(scalar)
    }
  }
}

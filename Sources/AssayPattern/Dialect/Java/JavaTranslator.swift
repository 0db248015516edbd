/// Translates `java.util.regex` (as of Java 17) into PCRE2's syntax.
///
/// The meaning is Java's; where PCRE2 reads a piece alike, the piece is kept as it was written. What
/// Java refuses and ECMA 262 reads as a literal (`{` without a count, `[` in a class) is read so,
/// since Smithy's patterns are ECMA 262. What has no exact form is an error, with two exceptions that
/// the design makes for all patterns alike: `$` is only the very end, and `\b` is ASCII. Those are
/// kept and noted as not exact.
struct JavaTranslator {
  /// The flags in force at a place.
  struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesAll = false
    var unixLines = false
    var isExtended = false
  }

  /// What one item turned into, so that a quantifier behind it knows what it repeats.
  enum Item {
    /// Something that PCRE2 lets a quantifier follow.
    case repeatable
    /// A place without extent; PCRE2 wants a group round it.
    case anchor
    /// A capturing group and its number.
    case capture(Int)
    /// Nothing: flags.
    case none
  }

  let source: String
  let text: [UInt8]
  /// For each byte of `text` where it stood in the source; `nil` when the two are the same.
  let origins: [Int]?

  var index = 0
  var depth = 0
  var output: [UInt8] = []
  var notes: [PatternNote] = []
  var map: [TranslatedPattern.OffsetPair] = []
  /// Capturing groups opened so far.
  var groups = 0
  /// Names of capturing groups closed or open so far, with their numbers.
  var names: [String: Int] = [:]
  var noted: Set<String> = []

  static let depthLimit = 200

  private init(_ source: String) {
    self.source = source
    (text, origins) = JavaQuotation.expand(Array(source.utf8))
    output.reserveCapacity(text.count)
  }

  static func translate(_ source: String) throws(PatternError) -> TranslatedPattern {
    var translator = JavaTranslator(source)
    var flags = Flags()
    if translator.origins != nil {
      translator.note(.escape, at: 0, #"`\Q…\E` written as escaped characters"#)
    }
    try translator.alternation(&flags)
    guard translator.index == translator.text.count else {
      throw translator.error(.syntax, "`)` without a `(`", at: translator.index)
    }
    let pcre = String(decoding: translator.output, as: UTF8.self)
    let isSame = translator.output.elementsEqual(source.utf8)
    return TranslatedPattern(
      source: source, pcre: isSame ? source : pcre, notes: translator.notes,
      map: isSame ? [] : translator.map)
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

  /// The scalar at the index, moved over; the text is valid UTF-8.
  mutating func scalar() -> UInt32 {
    guard let first = current else { return 0 }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
    for byte in text[min(index + 1, text.count)..<min(index + length, text.count)] {
      value = value << 6 | UInt32(byte & 0x3F)
    }
    index = min(index + length, text.count)
    return value
  }

  // MARK: Writing

  /// Where a place in the text stood in the source.
  func offset(_ index: Int) -> Int {
    guard let origins else { return index }
    return index < origins.count ? origins[index] : source.utf8.count
  }

  /// Copies the text from `start` to the index as it is.
  mutating func copy(from start: Int) {
    if origins != nil { map.append(.init(pcre: output.count, source: offset(start))) }
    output += text[start..<index]
  }

  /// Writes `piece` for the text from `start` to the index.
  mutating func write(_ piece: String, from start: Int) {
    map.append(.init(pcre: output.count, source: offset(start)))
    output += piece.utf8
    map.append(.init(pcre: output.count, source: offset(index)))
  }

  /// Puts `opening` and `closing` round what was written since `place`.
  mutating func wrap(from place: Int, _ opening: String, _ closing: String) {
    let shift = opening.utf8.count
    for index in map.indices.reversed() {
      guard map[index].pcre >= place else { break }
      map[index].pcre += shift
    }
    output.insert(contentsOf: opening.utf8, at: place)
    output += closing.utf8
    map.append(.init(pcre: output.count, source: offset(index)))
  }

  mutating func note(_ kind: PatternNote.Kind, at index: Int, _ text: String) {
    notes.append(PatternNote(kind: kind, offset: offset(index), text: text))
  }

  /// Notes once a pattern what is kept although Java reads it differently in rare cases.
  mutating func noteDifference(at index: Int, _ text: String) {
    guard noted.insert(text).inserted else { return }
    notes.append(
      PatternNote(kind: .predefined, offset: offset(index), text: text, isExact: false))
  }

  func error(
    _ id: PatternError.ID, _ message: String, at start: Int, to end: Int? = nil
  ) -> PatternError {
    let from = offset(start)
    return PatternError(
      id: id, message: message, offset: from, length: max(1, offset(end ?? start + 1) - from))
  }
}

// MARK: - Alternatives and sequences

extension JavaTranslator {
  mutating func alternation(_ flags: inout Flags) throws(PatternError) {
    guard depth < Self.depthLimit else {
      throw error(.tooLarge, "groups are nested too deep", at: index)
    }
    depth += 1
    defer { depth -= 1 }
    try sequence(&flags)
    while current == UInt8(ascii: "|") {
      index += 1
      copy(from: index - 1)
      try sequence(&flags)
    }
  }

  private mutating func sequence(_ flags: inout Flags) throws(PatternError) {
    while true {
      skipComments(flags)
      guard let byte = current, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") else { return }
      let place = output.count
      let start = index
      let item = try item(byte, &flags)
      skipComments(flags)
      if case .none = item { continue }
      try quantifier(item, from: place, textFrom: start, flags)
    }
  }

  /// White space and comments under the flag `x`, which are left out.
  mutating func skipComments(_ flags: Flags) {
    guard flags.isExtended else { return }
    let start = index
    while let byte = current {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        index += 1
      } else if byte == UInt8(ascii: "#") {
        while let byte = current, !isLineEnd(byte, flags) { index += 1 }
      } else {
        break
      }
    }
    if index > start { write("", from: start) }
  }

  private func isLineEnd(_ byte: UInt8, _ flags: Flags) -> Bool {
    if byte == 0x0A { return true }
    guard !flags.unixLines else { return false }
    return byte == 0x0D || Tokens.has("\u{85}", in: text, at: index)
      || Tokens.has("\u{2028}", in: text, at: index) || Tokens.has("\u{2029}", in: text, at: index)
  }

  private mutating func item(
    _ byte: UInt8, _ flags: inout Flags
  ) throws(PatternError) -> Item {
    let start = index
    switch byte {
    case UInt8(ascii: "("): return try group(&flags)
    case UInt8(ascii: "["): return try characterClass(flags)
    case UInt8(ascii: "\\"): return try escape(flags)
    case UInt8(ascii: "."):
      index += 1
      dot(from: start, flags)
      return .repeatable
    case UInt8(ascii: "^"):
      index += 1
      if flags.isMultiline { write(JavaLines.caret(flags), from: start) } else { copy(from: start) }
      return .anchor
    case UInt8(ascii: "$"):
      index += 1
      dollar(from: start, flags)
      return .anchor
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
      throw error(.syntax, "there is nothing before the quantifier to repeat", at: index)
    case UInt8(ascii: "{"): return try brace(flags)
    default:
      let value = scalar()
      literal(value, from: start, flags)
      return .repeatable
    }
  }

  private mutating func dot(from start: Int, _ flags: Flags) {
    if flags.dotMatchesAll { return copy(from: start) }
    if noted.insert(".").inserted {
      note(
        .predefined, at: start, "`.` written as a class, with the line ends where it stops in Java")
    }
    write(flags.unixLines ? #"[^\n]"# : JavaLines.dot, from: start)
  }

  private mutating func dollar(from start: Int, _ flags: Flags) {
    if flags.isMultiline { return write(JavaLines.dollar(flags), from: start) }
    noteDifference(at: start, "`$` is only the very end; Java's is also before a line end there")
    copy(from: start)
  }

  /// A scalar that stands for itself, under the flag `i` with its other case.
  mutating func literal(_ value: UInt32, from start: Int, _ flags: Flags) {
    if value & ~0x7FF == 0xD800 {
      note(.escape, at: start, "half of a surrogate pair, which no text contains, matches nothing")
      return write("(?!)", from: start)
    }
    if flags.ignoresCase, let other = JavaCase.other(value) {
      note(.group, at: start, "the flag `i`, ASCII alone in Java, written as classes")
      let pair = [min(value, other), max(value, other)]
      return write("[" + pair.map(JavaClassText.scalar).joined() + "]", from: start)
    }
    copy(from: start)
  }
}

internal import AssayModel
internal import AssayPattern

/// Reads the members that a section describes, one after the other: a name, prose, and the lines
/// that say something exact.
///
/// Where line breaks are gone, a name is told from prose by standing where a name can stand: behind
/// the intro, behind an exact line, or behind a sentence and before one. That needs to know the
/// names, which the syntax of the page gives.
struct PageMemberReader {
  private let text: PageText
  private let end: Int
  private var index: Int
  /// Names that are still to come; `nil` where none are known.
  private var names: [[UInt8]]?
  private(set) var members: [PageMember] = []

  init(_ text: PageText, _ range: Range<Int>, names: [String]?) {
    self.text = text
    end = range.upperBound
    index = range.lowerBound
    self.names = names.map { $0.map { Array($0.utf8) } }
  }

  /// All members of the section.
  static func read(
    _ text: PageText, _ range: Range<Int>?, names: [String]?
  ) -> [PageMember] {
    guard let range else { return [] }
    var reader = PageMemberReader(text, range, names: names)
    reader.read()
    return reader.members
  }

  private mutating func read() {
    guard var header = firstHeader() else { return }
    while true {
      let (member, next) = block(header)
      members.append(member)
      guard let next else { return }
      header = next
    }
  }

  // MARK: Names

  /// The first name behind the introduction.
  private mutating func firstHeader() -> Range<Int>? {
    skipIntroduction()
    if names != nil {
      let start = text.skipSpace(index, to: end)
      if start < end, let range = knownName(at: start, afterField: true) { return take(range) }
      for start in index..<end {
        if let range = knownName(at: start, afterField: false) { return take(range) }
      }
      return nil
    }
    // Without names to look for, the first line that is a name, or the first word.
    for start in index..<end {
      if let range = word(at: start), text.isAlone(range) { return range }
    }
    return word(at: text.skipSpace(index, to: end))
  }

  /// Steps over the sentences that a section begins with.
  private mutating func skipIntroduction() {
    let limit = min(end, index + 600)
    var behind = index
    for phrase in Self.introductions {
      let words = PageText.words(phrase)
      for start in index..<limit where text.bytes[start] == words[0].first {
        if let stop = text.match(words, at: start, to: end) { behind = max(behind, stop) }
      }
    }
    index = behind
  }

  private static let introductions: [StaticString] = [
    "The request uses the following URI parameters.",
    "The request accepts the following data in JSON format.",
    "The request accepts the following data in XML format.",
    "The request accepts the following binary data.",
    "The request accepts the following parameters.",
    "The following data is returned in JSON format by the service.",
    "The following data is returned in XML format by the service.",
    "The following element is returned by the service.",
    "The following elements are returned by the service.",
    "The response returns the following HTTP headers.",
    "The response returns the following as the HTTP body.",
    "see Common Parameters.",
  ]

  /// Notes that a name has come.
  private mutating func take(_ range: Range<Int>) -> Range<Int> {
    names?.removeAll { text.bytes[range].elementsEqual($0) }
    return range
  }

  /// A word that may be a name.
  private func word(at start: Int) -> Range<Int>? {
    guard start < end, start == 0 || !PageText.isNameByte(text.bytes[start - 1]) else { return nil }
    var stop = start
    while stop < end, PageText.isNameByte(text.bytes[stop]) { stop += 1 }
    // A full stop ends a sentence and no name.
    while stop > start, text.bytes[stop - 1] == UInt8(ascii: ".") { stop -= 1 }
    return stop > start ? start..<stop : nil
  }

  /// A name that is still to come, standing where a name stands.
  private func knownName(at start: Int, afterField: Bool) -> Range<Int>? {
    guard let names else { return nil }
    let previous: UInt8? = start > 0 ? text.bytes[start - 1] : nil
    // It may be glued to the sentence or the line before it.
    if let previous, PageText.isNameByte(previous), previous != UInt8(ascii: "."),
      !(text.isGlued && start == index)
    {
      return nil
    }
    var best: Range<Int>?
    for name in names {
      let stop = start + name.count
      guard stop <= end, text.bytes[start..<stop].elementsEqual(name) else { continue }
      guard stop == end || PageText.isSpace(text.bytes[stop]) || PageText.isUpper(text.bytes[stop])
      else { continue }
      if stop - start > (best?.count ?? 0) { best = start..<stop }
    }
    guard let range = best else { return nil }
    if text.isAlone(range) || afterField { return range }
    // In prose: behind the end of a sentence, before the beginning of another.
    let before = text.lastByte(before: start)
    let isBehindSentence = before.map { ".:)!?\"`".utf8.contains($0) } ?? true
    let next = text.skipSpace(range.upperBound, to: end)
    let isBeforeSentence =
      next >= end || PageText.isUpper(text.bytes[next])
      || PageField.at(next, in: text, to: end) != nil
    return isBehindSentence && isBeforeSentence ? range : nil
  }

  // MARK: A member

  /// Reads a member from its name on; the name of the next one.
  private mutating func block(_ header: Range<Int>) -> (PageMember, next: Range<Int>?) {
    var member = PageMember(
      name: String(decoding: text.bytes[header], as: UTF8.self), range: header)
    index = header.upperBound
    let proseStart = index
    var proseEnd: Int?
    var sawField = false
    while index < end {
      if PageText.isSpace(text.bytes[index]) {
        index += 1
        continue
      }
      if let (field, valueStart) = PageField.at(index, in: text, to: end) {
        proseEnd = proseEnd ?? index
        index = valueStart
        let isLast = read(field, into: &member)
        sawField = true
        if isLast, let next = nameBehindLastField() {
          return (finish(member, proseStart, proseEnd), next)
        }
        continue
      }
      if let next = knownName(at: index, afterField: sawField) {
        return (finish(member, proseStart, proseEnd ?? index), take(next))
      }
      // The rest of a word.
      index += 1
      while index < end, PageText.isNameByte(text.bytes[index]),
        PageText.isNameByte(text.bytes[index - 1]), text.bytes[index - 1] != UInt8(ascii: ".")
      {
        index += 1
      }
    }
    return (finish(member, proseStart, proseEnd ?? end), nil)
  }

  private func finish(_ member: PageMember, _ start: Int, _ end: Int?) -> PageMember {
    var member = member
    let prose = text.text(start..<max(start, end ?? start))
    if !prose.isEmpty { member.documentation = prose }
    return member
  }

  /// `Required:` is the last line of a member; what follows is the next name, known or not.
  private mutating func nameBehindLastField() -> Range<Int>? {
    let start = text.skipSpace(index, to: end)
    guard start < end, PageField.at(start, in: text, to: end) == nil else { return nil }
    if let range = knownName(at: start, afterField: true) { return take(range) }
    guard names?.isEmpty ?? true, let range = word(at: start) else { return nil }
    return range
  }

  // MARK: Exact lines

  /// Reads the value of a field; whether it is the last of a member.
  private mutating func read(_ field: PageField, into member: inout PageMember) -> Bool {
    switch field {
    case .type:
      if let (type, stop) = PageType.read(text, at: index, to: end) {
        member.type = type
        index = stop
      }
    case .length: member.length = bounds("length of")
    case .range: member.valueRange = bounds("value of")
    case .arrayMembers: member.arrayMembers = bounds("number of")
    case .mapEntries: member.mapEntries = bounds("number of")
    case .keyLength: member.keyLength = bounds("length of")
    case .valueLength: member.valueLength = bounds("length of")
    case .pattern: member.pattern = pattern()
    case .keyPattern: member.keyPattern = pattern()
    case .valuePattern: member.valuePattern = pattern()
    case .values: member.validValues = values()
    case .keys: member.validKeys = values()
    case .defaultValue, .status: _ = value()
    case .union: member.isUnion = true
    case .deprecatedParameter, .deprecatedMember: member.isDeprecated = true
    case .required:
      let start = text.skipSpace(index, to: end)
      for (word, isRequired) in [("Yes", true), ("No", false)] {
        let stop = start + word.utf8.count
        guard stop <= end, text.bytes[start..<stop].elementsEqual(word.utf8) else { continue }
        member.required = (isRequired, start..<stop)
        index = stop
      }
      return true
    }
    return false
  }

  /// `Minimum length of 1. Maximum length of 6144.`, or `Fixed length of 12.`
  private mutating func bounds(_ what: StaticString) -> PageMember.Bounds? {
    let what = PageText.words(what)
    let from = text.skipSpace(index, to: end)
    var result = PageMember.Bounds(range: from..<from)
    while true {
      let start = text.skipSpace(index, to: end)
      var matched: (kind: String, end: Int)?
      for kind in ["Minimum", "Maximum", "Fixed"] {
        if let stop = text.match([Array(kind.utf8)] + what, at: start, to: end) {
          matched = (kind, stop)
        }
      }
      guard let matched else { break }
      let numberStart = text.skipSpace(matched.end, to: end)
      var stop = numberStart
      while stop < end, "+-.eE0123456789,".utf8.contains(text.bytes[stop]) { stop += 1 }
      // The full stop behind the number.
      while stop > numberStart, ".,".utf8.contains(text.bytes[stop - 1]) { stop -= 1 }
      let digits = text.bytes[numberStart..<stop].filter { $0 != UInt8(ascii: ",") }
      guard let number = Numeral(utf8: digits) else { break }
      if matched.kind != "Maximum" { result.min = number }
      if matched.kind != "Minimum" { result.max = number }
      index = stop
      for unit in ["items", "item"] {
        if let behind = text.match([Array(unit.utf8)], at: text.skipSpace(index, to: end), to: end)
        {
          index = behind
          break
        }
      }
      if index < end, text.bytes[index] == UInt8(ascii: ".") { index += 1 }
      result.range = from..<index
    }
    return result.min == nil && result.max == nil ? nil : result
  }

  /// A value that may be anything: up to the next exact line, name or empty line.
  private mutating func value() -> PageMember.Text? {
    let start = text.skipSpace(index, to: end)
    var stop = start
    while stop < end {
      let byte = text.bytes[stop]
      if PageText.isSpace(byte) {
        let next = text.skipSpace(stop, to: end)
        let lines = text.bytes[stop..<next].count { $0 == 0x0A }
        if next >= end || (lines > 1 && text.hasLines) || isName(at: next) { break }
        stop = next
        continue
      }
      if stop > start, PageText.isUpper(byte), PageField.at(stop, in: text, to: end) != nil {
        break
      }
      if stop > start, text.isGlued, isName(at: stop) { break }
      stop += 1
    }
    index = stop
    var range = start..<stop
    if range.count > 2, text.bytes[range.lowerBound] == UInt8(ascii: "`"),
      text.bytes[range.upperBound - 1] == UInt8(ascii: "`")
    {
      range = (range.lowerBound + 1)..<(range.upperBound - 1)
    }
    let value = text.text(range)
    return value.isEmpty ? nil : PageMember.Text(text: value, range: range)
  }

  /// A pattern. One that is broken over lines in the middle of a word has no space there: that is
  /// known where it is no pattern with it.
  private mutating func pattern() -> PageMember.Text? {
    guard var value = value() else { return nil }
    let bytes = text.bytes[value.range]
    guard bytes.contains(0x0A), !Self.compiles(value.text) else { return value }
    let lines = bytes.split(separator: 0x0A).map { line in
      line.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
    }
    let joined = String(decoding: lines.joined(), as: UTF8.self)
    if Self.compiles(joined) { value.text = joined }
    return value
  }

  private static func compiles(_ pattern: String) -> Bool {
    do throws(PatternError) {
      _ = try CompiledPattern(pattern, match: .whole, dialect: .java)
      return true
    } catch {
      return false
    }
  }

  /// Whether the next member begins here, and not another value behind a bar.
  private func isName(at start: Int) -> Bool {
    guard let range = knownName(at: start, afterField: true) else { return false }
    let next = text.skipSpace(range.upperBound, to: end)
    return text.lastByte(before: start) != UInt8(ascii: "|")
      && (next >= end || text.bytes[next] != UInt8(ascii: "|"))
  }

  /// `A | B | C`.
  private mutating func values() -> [PageMember.Text] {
    guard let all = value() else { return [] }
    var result: [PageMember.Text] = []
    var start = all.range.lowerBound
    for at in all.range.lowerBound...all.range.upperBound
    where at == all.range.upperBound || text.bytes[at] == UInt8(ascii: "|") {
      let from = text.skipSpace(start, to: at)
      let value = text.text(from..<at)
      if !value.isEmpty {
        result.append(PageMember.Text(text: value, range: from..<(from + value.utf8.count)))
      }
      start = at + 1
    }
    return result
  }
}

internal import AssayModel

/// The errors that a page lists.
struct PageError {
  var name: String
  var range: Range<Int>
  var documentation: String?
  var status: Int?
  var statusRange: Range<Int>
  /// Members that the page names below the error; it does not say their types.
  var members: [PageMember]

  /// Reads the section, which ends each error with its status.
  static func read(_ text: PageText, _ range: Range<Int>?) -> [PageError] {
    guard let range else { return [] }
    let end = range.upperBound
    let phrase = PageText.words("HTTP Status Code:")
    var errors: [PageError] = []
    var start = skipIntroduction(text, range)
    var index = start
    while index < end {
      guard let valueStart = text.match(phrase, at: index, to: end) else {
        index += 1
        continue
      }
      let from = text.skipSpace(valueStart, to: end)
      var stop = from
      while stop < end, PageText.isDigit(text.bytes[stop]) { stop += 1 }
      let code = Int(String(decoding: text.bytes[from..<stop], as: UTF8.self))
        .flatMap { (100...599).contains($0) ? $0 : nil }
      if let error = error(text, start..<index, status: code, from..<max(stop, from)) {
        errors.append(error)
      }
      start = max(stop, valueStart)
      index = start
    }
    return errors
  }

  private static func skipIntroduction(_ text: PageText, _ range: Range<Int>) -> Int {
    for phrase in ["see Common Errors.", "see Common Error Types."] as [StaticString] {
      let words = PageText.words(phrase)
      for start in range.lowerBound..<min(range.upperBound, range.lowerBound + 400) {
        if let stop = text.match(words, at: start, to: range.upperBound) { return stop }
      }
    }
    return range.lowerBound
  }

  private static func error(
    _ text: PageText, _ range: Range<Int>, status: Int?, _ statusRange: Range<Int>
  ) -> PageError? {
    let start = text.skipSpace(range.lowerBound, to: range.upperBound)
    var stop = start
    while stop < range.upperBound, PageText.isNameByte(text.bytes[stop]) { stop += 1 }
    guard stop > start else { return nil }
    // Where breaks are gone altogether, a name ends at its customary last word.
    if !text.isAlone(start..<stop) {
      for ending in ["Exception", "Error", "Fault"] {
        let ending = Array(ending.utf8)
        guard stop - start > ending.count else { continue }
        for at in start...(stop - ending.count)
        where text.bytes[at..<(at + ending.count)].elementsEqual(ending) {
          let behind = at + ending.count
          if behind < stop, PageText.isUpper(text.bytes[behind]) { stop = behind }
          break
        }
      }
    }
    var members: [PageMember] = []
    var proseEnd = range.upperBound
    var index = stop
    while index < range.upperBound {
      var wordEnd = index
      while wordEnd < range.upperBound, PageText.isNameByte(text.bytes[wordEnd]) { wordEnd += 1 }
      guard wordEnd > index else {
        index += 1
        continue
      }
      if text.isAlone(index..<wordEnd), text.bytes[wordEnd - 1] != UInt8(ascii: ".") {
        if members.isEmpty { proseEnd = index }
        members.append(
          PageMember(
            name: String(decoding: text.bytes[index..<wordEnd], as: UTF8.self),
            range: index..<wordEnd))
      }
      index = wordEnd
    }
    let prose = text.text(stop..<proseEnd)
    return PageError(
      name: String(decoding: text.bytes[start..<stop], as: UTF8.self), range: start..<stop,
      documentation: prose.isEmpty ? nil : prose, status: status, statusRange: statusRange,
      members: members)
  }
}

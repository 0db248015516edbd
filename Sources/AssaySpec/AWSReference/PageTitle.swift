internal import AssayModel

/// What a page says of itself before its first heading: whose page it is, and what it describes.
struct PageTitle {
  /// The operation or data type.
  var name: String?
  var nameRange = 0..<0
  /// The service, without `AWS` or `Amazon`.
  var service: String?
  var documentation: String?

  init(_ text: PageText, to end: Int) {
    var index = text.skipSpace(0, to: end)
    index = Self.skipFrontMatter(text, index, end)
    var words: [Range<Int>] = []
    var at = index
    while at < end {
      let start = text.skipSpace(at, to: end)
      var stop = start
      while stop < end, !PageText.isSpace(text.bytes[stop]) { stop += 1 }
      guard stop > start else { break }
      words.append(start..<stop)
      at = stop
    }
    guard let first = words.first(where: { Self.isName(text.bytes[$0]) }) else { return }
    var behind = first.upperBound
    var name = first
    if let position = words.firstIndex(of: first), position + 1 < words.count,
      ["-", "—", "–"].contains(text.text(words[position + 1]))
    {
      // `Name - AWS Service`, up to the end of the line or to the name again.
      var service: [String] = []
      var next = position + 2
      let isRepeated = words[min(next, words.count)...].prefix(8).contains {
        text.bytes[$0].elementsEqual(text.bytes[first])
      }
      while next < words.count, service.count < 8 {
        if text.bytes[words[next]].elementsEqual(text.bytes[first]) { break }
        if text.isGlued, let place = Self.find(text.bytes[first], in: words[next], text) {
          // The heading follows the title at once.
          if place > words[next].lowerBound {
            service.append(text.text(words[next].lowerBound..<place))
          }
          words[next] = words[next].lowerBound..<place
          next += 1
          break
        }
        if text.hasLines, !isRepeated, next > position + 2,
          text.bytes[words[next - 1].upperBound..<words[next].lowerBound].contains(0x0A)
        {
          break
        }
        service.append(text.text(words[next]))
        next += 1
      }
      if let word = service.first, word == "AWS" || word == "Amazon", service.count > 1 {
        service.removeFirst()
      }
      self.service = service.isEmpty ? nil : service.joined(separator: " ")
      behind = next > 0 ? words[min(next, words.count) - 1].upperBound : behind
    } else if let alone = words.first(where: {
      text.isAlone($0) && Self.isName(text.bytes[$0]) && Self.capitals(text.bytes[$0]) > 1
    }) {
      // A page saved with its navigation has the name on a line of its own.
      name = alone
      behind = alone.upperBound
    }
    self.name = text.text(name)
    nameRange = name
    // The name is repeated as the page's heading, at once or behind the navigation.
    if let heading = words.first(where: {
      $0.lowerBound >= behind && text.isAlone($0)
        && text.bytes[$0].elementsEqual(text.bytes[name])
    }) {
      behind = heading.lowerBound
    }
    let repeated = text.skipSpace(behind, to: end)
    let stop = repeated + name.count
    if stop <= end, text.bytes[repeated..<stop].elementsEqual(text.bytes[name]) { behind = stop }
    for link in ["PDF", "RSS"] {
      let start = text.skipSpace(behind, to: end)
      if let next = text.match([Array(link.utf8)], at: start, to: end), next < end,
        PageText.isSpace(text.bytes[next])
      {
        behind = next
      }
    }
    let prose = text.text(behind..<end)
    documentation = prose.isEmpty ? nil : prose
  }

  /// Settings between lines of dashes, such as the address a page was fetched from.
  private static func skipFrontMatter(_ text: PageText, _ index: Int, _ end: Int) -> Int {
    let dashes = Array("---".utf8)
    guard text.match([dashes], at: index, to: end) != nil else { return index }
    var at = index + 3
    while at + 3 <= end {
      if text.bytes[at - 1] == 0x0A, text.bytes[at..<(at + 3)].elementsEqual(dashes) {
        return at + 3
      }
      at += 1
    }
    return index
  }

  private static func find(
    _ wanted: ArraySlice<UInt8>, in range: Range<Int>, _ text: PageText
  ) -> Int? {
    guard range.count >= wanted.count else { return nil }
    return (range.lowerBound...(range.upperBound - wanted.count)).first {
      text.bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }

  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, PageText.isUpper(first) else { return false }
    return bytes.allSatisfy { PageText.isNameByte($0) } && !bytes.contains(UInt8(ascii: "."))
  }

  private static func capitals(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { PageText.isUpper($0) }
  }
}

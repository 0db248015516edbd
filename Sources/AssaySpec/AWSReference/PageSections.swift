internal import AssayModel

/// The parts of a page between its headings.
struct PageSections {
  enum Section: Int, CaseIterable {
    case requestSyntax, uriParameters, requestParameters, requestBody, responseSyntax
    case responseElements, responseHeaders, contents, errors, examples, seeAlso

    /// What the heading says.
    var heading: StaticString {
      switch self {
      case .requestSyntax: "Request Syntax"
      case .uriParameters: "URI Request Parameters"
      case .requestParameters: "Request Parameters"
      case .requestBody: "Request Body"
      case .responseSyntax: "Response Syntax"
      case .responseElements: "Response Elements"
      case .responseHeaders: "Response Headers"
      case .contents: "Contents"
      case .errors: "Errors"
      case .examples: "Examples"
      case .seeAlso: "See Also"
      }
    }

    /// How the text behind the heading begins, where that tells it from other uses of the words.
    var beginnings: [StaticString] {
      switch self {
      case .requestSyntax:
        ["GET /", "POST /", "PUT /", "DELETE /", "PATCH /", "HEAD /", "{", "OPTIONS /"]
      case .uriParameters, .requestBody: ["The request"]
      case .requestParameters: ["The request", "For information", "In addition"]
      case .responseSyntax: ["HTTP/1.1", "{"]
      case .responseElements: ["If the action", "The following"]
      case .responseHeaders: ["The response"]
      case .contents, .examples: []
      case .errors: ["For information"]
      case .seeAlso: ["For more"]
      }
    }
  }

  /// What stands under each heading, the heading left out.
  private(set) var ranges: [Section: Range<Int>] = [:]
  /// Where the first heading begins.
  private(set) var firstHeading: Int

  init(_ text: PageText) {
    var found: [(section: Section, start: Int, end: Int)] = []
    for section in Section.allCases {
      if let range = Self.find(section, in: text) {
        found.append((section, range.lowerBound, range.upperBound))
      }
    }
    // A table of contents is called that, too.
    if found.contains(where: { $0.section == .requestSyntax || $0.section == .responseElements }) {
      found.removeAll { $0.section == .contents }
    }
    found.sort { $0.start < $1.start }
    firstHeading = found.first?.start ?? text.bytes.count
    for (position, entry) in found.enumerated() {
      let end = position + 1 < found.count ? found[position + 1].start : text.bytes.count
      ranges[entry.section] = entry.end..<end
    }
  }

  /// The heading of a section: where what follows begins as it should, else where the words fill a
  /// line. Pages repeat their headings in a table of contents.
  private static func find(_ section: Section, in text: PageText) -> Range<Int>? {
    let words = PageText.words(section.heading)
    let beginnings = section.beginnings.map { PageText.words($0) }
    let count = text.bytes.count
    guard let first = words.first?.first else { return nil }
    var alone: Range<Int>?
    for start in text.bytes.indices where text.bytes[start] == first {
      guard let end = text.match(words, at: start, to: count),
        // `Request Parameters` is also the end of `URI Request Parameters`.
        section != .requestParameters || !isBehindURI(start, text)
      else { continue }
      let next = text.skipSpace(end, to: count)
      if beginnings.contains(where: { text.match($0, at: next, to: count) != nil }) {
        return start..<end
      }
      if alone == nil, text.isAlone(start..<end) { alone = start..<end }
    }
    return alone
  }

  private static func isBehindURI(_ start: Int, _ text: PageText) -> Bool {
    guard start > 3 else { return false }
    var index = start - 1
    while index > 2, PageText.isSpace(text.bytes[index]) { index -= 1 }
    return index >= 2 && text.bytes[(index - 2)...index].elementsEqual("URI".utf8)
  }
}

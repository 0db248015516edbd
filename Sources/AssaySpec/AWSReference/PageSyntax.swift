internal import AssayModel

/// What the syntax of a request or answer says: the line of HTTP, headers, and the body.
struct PageSyntax {
  /// A parameter: its name on the wire, and the name that it is described under.
  struct Parameter {
    var wireName: String
    var name: String
    var location: Member.Location
    var range: Range<Int>
  }

  var method: String?
  /// The target of a request: path segments and what stands behind `?`, placeholders as written.
  var target = ""
  var targetRange = 0..<0
  /// Parameters of the query and headers.
  var parameters: [Parameter] = []
  var status: Int?
  var statusRange = 0..<0
  /// The body, where it is an object.
  var body: PageSketch?
  /// The name of the member that is the whole body.
  var payload: Parameter?
  /// The body is XML.
  var isXML = false
  /// A line of HTTP was found.
  var hasHTTP = false

  private static let methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]

  init(_ text: PageText, _ range: Range<Int>) {
    var index = text.skipSpace(range.lowerBound, to: range.upperBound)
    let version = Array("HTTP/1.1".utf8)
    if let (line, end) = Self.find(version, in: text, index..<range.upperBound) {
      hasHTTP = true
      readStart(text, index..<line)
      index = end
      readStatus(text, &index, range.upperBound)
      readHeaders(text, &index, range.upperBound)
    }
    readBody(text, index, range.upperBound)
  }

  private static func find(
    _ wanted: [UInt8], in text: PageText, _ range: Range<Int>
  ) -> (start: Int, end: Int)? {
    guard range.count >= wanted.count, let first = wanted.first else { return nil }
    for start in range.lowerBound...(range.upperBound - wanted.count)
    where text.bytes[start] == first {
      let end = start + wanted.count
      if text.bytes[start..<end].elementsEqual(wanted) { return (start, end) }
    }
    return nil
  }

  /// `POST /path?query`.
  private mutating func readStart(_ text: PageText, _ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound, PageText.isUpper(text.bytes[index]) { index += 1 }
    let word = String(decoding: text.bytes[range.lowerBound..<index], as: UTF8.self)
    guard Self.methods.contains(word) else { return }
    method = word
    index = text.skipSpace(index, to: range.upperBound)
    targetRange = index..<range.upperBound
    // Backticks and asterisks mark placeholders; no target has them.
    let bytes = text.bytes[targetRange].filter { !PageText.isSpace($0) && !"`*".utf8.contains($0) }
    target = String(decoding: bytes, as: UTF8.self)
  }

  /// `200` behind `HTTP/1.1`.
  private mutating func readStatus(_ text: PageText, _ index: inout Int, _ end: Int) {
    let start = text.skipSpace(index, to: end)
    var stop = start
    while stop < end, stop < start + 3, PageText.isDigit(text.bytes[stop]) { stop += 1 }
    guard stop == start + 3,
      let code = Int(String(decoding: text.bytes[start..<stop], as: UTF8.self))
    else {
      // `HTTP/1.1 statusCode`: the status is a member.
      if method == nil, let word = Self.word(text, start, end) {
        parameters.append(
          Parameter(
            wireName: word.text, name: word.text, location: .status, range: word.range))
        index = word.end
      }
      return
    }
    status = code
    statusRange = start..<stop
    index = stop
  }

  /// `Name: Placeholder`, any number of times.
  private mutating func readHeaders(_ text: PageText, _ index: inout Int, _ end: Int) {
    while true {
      let start = text.skipSpace(index, to: end)
      var stop = start
      while stop < end, PageText.isNameByte(text.bytes[stop]) { stop += 1 }
      guard stop > start, stop < end, text.bytes[stop] == UInt8(ascii: ":") else { return }
      let name = String(decoding: text.bytes[start..<stop], as: UTF8.self)
      var at = text.skipSpace(stop + 1, to: end)
      if name.lowercased() == "content-type", let media = Self.mediaType(text, at, end) {
        isXML = isXML || media.isXML
        index = media.end
        continue
      }
      guard let word = Self.word(text, at, end) else { return }
      parameters.append(
        Parameter(wireName: name, name: word.text, location: .header, range: word.range))
      at = word.end
      index = at
    }
  }

  private static func mediaType(
    _ text: PageText, _ start: Int, _ end: Int
  ) -> (isXML: Bool, end: Int)? {
    var stop = start
    while stop < end, PageText.isNameByte(text.bytes[stop]) || text.bytes[stop] == UInt8(ascii: "/")
    {
      stop += 1
    }
    let word = String(decoding: text.bytes[start..<stop], as: UTF8.self)
    guard word.contains("/") else { return nil }
    return (word.hasSuffix("xml"), stop)
  }

  /// A placeholder, with the marks that are put around it taken off.
  private static func word(
    _ text: PageText, _ start: Int, _ end: Int
  ) -> (text: String, range: Range<Int>, end: Int)? {
    var from = start
    while from < end, "{*`".utf8.contains(text.bytes[from]) { from += 1 }
    var stop = from
    while stop < end, PageText.isNameByte(text.bytes[stop]) { stop += 1 }
    guard stop > from else { return nil }
    var behind = stop
    while behind < end, "}*`".utf8.contains(text.bytes[behind]) { behind += 1 }
    return (String(decoding: text.bytes[from..<stop], as: UTF8.self), from..<stop, behind)
  }

  /// An object, XML, or the name of the payload.
  private mutating func readBody(_ text: PageText, _ start: Int, _ end: Int) {
    let index = text.skipSpace(start, to: end)
    guard index < end else { return }
    switch text.bytes[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if let word = Self.word(text, index, end), text.skipSpace(word.end, to: end) == end {
        payload = Parameter(
          wireName: word.text, name: word.text, location: .payload, range: word.range)
        return
      }
      var reader = PageSketchReader(text, index..<end)
      let sketch = reader.value()
      if case .object = sketch { body = sketch }
    case UInt8(ascii: "<"):
      isXML = true
    default:
      guard hasHTTP, let word = Self.word(text, index, end),
        text.skipSpace(word.end, to: end) == end
      else { return }
      payload = Parameter(
        wireName: word.text, name: word.text, location: .payload, range: word.range)
    }
  }
}

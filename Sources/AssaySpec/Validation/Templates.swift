internal import AssayModel

extension ContractValidator {
  /// URIs that are not well formed, and their labels against the members `in: path`.
  mutating func checkTemplates() {
    guard contract.wireProtocol.hasHTTPBindings else { return }
    for operation in contract.operations {
      guard let http = operation.http else { continue }
      if checkSyntax(of: http.uri) { checkLabels(of: operation, http.uri) }
    }
  }

  /// Longest URI; requests have no longer ones.
  private static var uriLimit: Int { 8_192 }

  /// Reports what is wrong with a URI by itself; whether nothing is.
  private mutating func checkSyntax(of uri: URITemplate) -> Bool {
    var isSound = true
    func refuse(_ id: String, _ message: String, _ range: Range<Int>) {
      isSound = false
      diagnostics.error(id, message, at: uri.origin.inside(range))
    }
    let text = Array(uri.source.utf8)
    guard text.first == UInt8(ascii: "/") else {
      refuse("uri.syntax", "a URI begins with `/`", 0..<1)
      return false
    }
    guard text.count <= Self.uriLimit else {
      refuse("uri.syntax", "a URI has at most \(Self.uriLimit) bytes", 0..<1)
      return false
    }
    if let index = text.firstIndex(where: { $0 <= 0x20 || $0 == UInt8(ascii: "#") }) {
      refuse("uri.syntax", "a URI has no white space and no fragment", index..<index + 1)
    }
    var greedy = false
    var labels = Set<ExactString>()
    let pathEnd = text.firstIndex(of: UInt8(ascii: "?")) ?? text.count
    for range in uri.segmentRanges {
      let segment = String(decoding: text[range], as: UTF8.self)
      guard segment.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
      else { continue }
      let name = segment.dropFirst().dropLast()
      let isLabel =
        segment.hasPrefix("{") && segment.hasSuffix("}") && name.count > 0 && name != "+"
        && !name.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
      guard isLabel else {
        refuse(
          "uri.label",
          "a label is all of a segment: `{name}` or, for the rest of the path, "
            + "`{name+}`; found \(quoted(segment))", range)
        continue
      }
      let isGreedy = name.hasSuffix("+")
      if isGreedy, greedy { refuse("uri.greedy", "a second greedy label", range) }
      greedy = greedy || isGreedy
      if !labels.insert(ExactString(String(isGreedy ? name.dropLast() : name))).inserted {
        refuse("uri.duplicateLabel", "the label \(quoted(segment)) is there twice", range)
      }
    }
    if let index = text[pathEnd...].firstIndex(of: UInt8(ascii: "{")) {
      refuse(
        "uri.queryLabel", "the query of a URI has no labels; use members `in: query`",
        index..<text.count)
    }
    return isSound
  }

  private mutating func checkLabels(of operation: Operation, _ uri: URITemplate) {
    let members = operation.input.map { base($0).members } ?? []
    let path = members.filter { $0.location == .path }
    let known = Set(path.map { ExactString($0.nameOnWire) })
    let labels = Set(uri.labels.map { ExactString($0) })
    for label in uri.labels where !known.contains(ExactString(label)) {
      if let member = members.first(where: { $0.name.isExactly(label) }) {
        diagnostics.error(
          "path.missingMember", "the member \(quoted(label)) does not travel in the path",
          at: uri.origin(ofLabel: label),
          notes: [Diagnostic.Note(message: "give it `in: path`", origin: member.origin)])
      } else {
        diagnostics.error(
          "path.missingMember", "the label \(quoted(label)) is no member of the input",
          at: uri.origin(ofLabel: label),
          suggestion: suggestions.nearest(to: label, among: members.map(\.name)))
      }
    }
    for member in path {
      if !labels.contains(ExactString(member.nameOnWire)) {
        diagnostics.error(
          "path.missingLabel",
          "the path of \(quoted(operation.name)) has no label \(quoted(member.nameOnWire))",
          at: member.origin,
          notes: [Diagnostic.Note(message: "the URI is stated here", origin: uri.origin)],
          suggestion: suggestions.nearest(to: member.nameOnWire, among: uri.labels))
      }
      if member.required == nil {
        diagnostics.error(
          "path.optional",
          "\(quoted(member.name)) travels in the path, so it is always there; add "
            + "`required: true`", at: member.origin)
      }
    }
    for member in members where member.location == .query {
      guard uri.query.contains(where: { $0.name.isExactly(member.nameOnWire) }) else { continue }
      diagnostics.error(
        "query.fixed", "the URI fixes the query parameter \(quoted(member.nameOnWire)) already",
        at: member.origin,
        notes: [Diagnostic.Note(message: "the URI is stated here", origin: uri.origin)])
    }
  }
}

extension URITemplate {
  /// Where the segments stand in the text, in bytes.
  var segmentRanges: [Range<Int>] {
    let text = Array(source.utf8)
    let end = text.firstIndex(of: UInt8(ascii: "?")) ?? text.count
    var ranges: [Range<Int>] = []
    var start = 0
    for index in 0...end where index == end || text[index] == UInt8(ascii: "/") {
      if index > start { ranges.append(start..<index) }
      start = index + 1
    }
    return ranges
  }

  /// The place of a label, braces included.
  func origin(ofLabel name: String) -> Origin {
    let text = Array(source.utf8)
    for range in segmentRanges {
      let segment = String(decoding: text[range], as: UTF8.self)
      if segment.isExactly("{\(name)}") || segment.isExactly("{\(name)+}") {
        return origin.inside(range)
      }
    }
    return origin
  }
}

extension Origin {
  /// The place of some bytes of the text that begins here.
  func inside(_ range: Range<Int>) -> Origin {
    guard isKnown else { return self }
    var result = self
    result.column = UInt32(clamping: Int(column) + range.lowerBound)
    result.length = UInt32(clamping: max(1, range.count))
    return result
  }
}

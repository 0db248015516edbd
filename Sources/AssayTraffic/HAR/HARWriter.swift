import AssayJSON
package import AssayModel

/// Writes exchanges as HAR 1.2 or as NDJSON of HAR entries, one after the other, so that a log
/// can grow while it is written.
///
///     var writer = HARWriter(.document)
///     var out = writer.head
///     writer.append(exchange, to: &out)
///     out += writer.foot
///
/// ``HAREntryParser`` reads back what was written, with these exceptions: an empty body is none;
/// a request's body that is ``Exchange/Body/unknown`` is none where the header fields do not
/// announce it; bytes of header fields and targets that are not UTF-8 are written as the scalars
/// U+0080 to U+00FF. Bodies that are not UTF-8 are written in base64.
package struct HARWriter: Sendable {
  /// What is written around the entries.
  package enum Layout: Sendable {
    /// A HAR document, an entry a line.
    case document
    /// Nothing: an entry a line.
    case lines
  }

  /// What is known of an exchange beside its bytes.
  package struct Circumstances: Sendable {
    /// When the request began, as RFC 3339 has it.
    package var started = "1970-01-01T00:00:00.000Z"
    /// How long it took, in milliseconds.
    package var milliseconds = 0
    /// The version of HTTP.
    package var httpVersion = "HTTP/1.1"

    /// Creates what holds where nothing is known.
    package init() {}
  }

  private let layout: Layout
  private let creator: (name: String, version: String)
  private var isFirst = true

  /// Creates a writer. `creator` names the program in a document's head.
  package init(_ layout: Layout, creator: (name: String, version: String) = ("Assay", "0")) {
    self.layout = layout
    self.creator = creator
  }

  /// What precedes the first entry.
  package var head: [UInt8] {
    guard layout == .document else { return [] }
    var out = Array(#"{"log":{"version":"1.2","creator":{"name":"#.utf8)
    out.appendText(creator.name.utf8)
    out += #","version":"#.utf8
    out.appendText(creator.version.utf8)
    out += #"},"entries":["#.utf8
    out.append(0x0A)
    return out
  }

  /// What follows the last entry.
  package var foot: [UInt8] { layout == .document ? Array("\n]}}\n".utf8) : [] }

  /// Appends an exchange.
  package mutating func append(
    _ exchange: Exchange, _ circumstances: Circumstances = Circumstances(),
    to out: inout [UInt8]
  ) {
    if layout == .document, !isFirst { out += ",\n".utf8 }
    isFirst = false
    out += "{".utf8
    if let id = exchange.id { out.appendMember("_id", exchange[id]) }
    if let operation = exchange.operation { out.appendMember("_operation", exchange[operation]) }
    out.appendMember("startedDateTime", circumstances.started.utf8)
    out += "\"time\":\(circumstances.milliseconds),".utf8
    if let request = exchange.request { append(request, of: exchange, circumstances, to: &out) }
    append(exchange.response, of: exchange, circumstances, to: &out)
    out += #","cache":{},"timings":{"send":0,"wait":"#.utf8
    out += "\(circumstances.milliseconds),\"receive\":0}}".utf8
    if layout == .lines { out.append(0x0A) }
  }

  // MARK: - Messages

  private func append(
    _ request: Exchange.Request, of exchange: Exchange, _ circumstances: Circumstances,
    to out: inout [UInt8]
  ) {
    out += #""request":{"#.utf8
    out.appendMember("method", exchange[request.method])
    out.appendMember("url", exchange[request.target])
    out.appendMember("httpVersion", circumstances.httpVersion.utf8)
    out += #""cookies":[],"#.utf8
    append(request.headers, of: exchange, to: &out)
    appendQuery(exchange[request.target], to: &out)
    if case .bytes(let range) = request.body, range.count > 0 {
      out += #""postData":{"#.utf8
      out.appendMember("mimeType", contentType(request.headers, of: exchange))
      out.appendBody(exchange[range])
      out += "},".utf8
    }
    out += "\"headersSize\":-1,\"bodySize\":\(size(request.body))},".utf8
  }

  private func append(
    _ response: Exchange.Response?, of exchange: Exchange, _ circumstances: Circumstances,
    to out: inout [UInt8]
  ) {
    let body = response?.body ?? .absent
    out += "\"response\":{\"status\":\(response?.status ?? 0),\"statusText\":\"\",".utf8
    out.appendMember("httpVersion", circumstances.httpVersion.utf8)
    out += #""cookies":[],"#.utf8
    append(response?.headers ?? [], of: exchange, to: &out)
    out += "\"content\":{\"size\":\(size(body)),".utf8
    out.appendMember("mimeType", contentType(response?.headers ?? [], of: exchange))
    if case .bytes(let range) = body, range.count > 0 {
      out.appendBody(exchange[range])
    } else {
      out.removeLast()
    }
    out += "},\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":\(size(body))}".utf8
  }

  private func append(
    _ headers: [Exchange.HeaderField], of exchange: Exchange, to out: inout [UInt8]
  ) {
    out += #""headers":["#.utf8
    for (place, field) in headers.enumerated() {
      if place > 0 { out += ",".utf8 }
      out.appendPair(exchange[field.name], exchange[field.value])
    }
    out += "],".utf8
  }

  /// The query, as it is in the target.
  private func appendQuery(_ target: ArraySlice<UInt8>, to out: inout [UInt8]) {
    out += #""queryString":["#.utf8
    if let mark = target.firstIndex(of: UInt8(ascii: "?")) {
      for (place, pair) in target[(mark + 1)...].split(separator: UInt8(ascii: "&")).enumerated() {
        if place > 0 { out += ",".utf8 }
        let name = pair.prefix { $0 != UInt8(ascii: "=") }
        out.appendPair(name, pair.dropFirst(name.count + 1))
      }
    }
    out += "],".utf8
  }

  private func contentType(
    _ headers: [Exchange.HeaderField], of exchange: Exchange
  ) -> ArraySlice<UInt8> {
    guard let field = headers.first(where: { exchange.isName($0.name, "content-type") }) else {
      return []
    }
    return exchange[field.value]
  }

  /// A body's size; -1 where it is not known.
  private func size(_ body: Exchange.Body) -> Int {
    switch body {
    case .absent: 0
    case .bytes(let range): range.count
    case .unknown, .overLimit, .undecodable: -1
    }
  }
}

// MARK: - JSON

extension [UInt8] {
  /// Appends `"name":"value",`.
  fileprivate mutating func appendMember(_ name: String, _ value: some Collection<UInt8>) {
    self += "\"\(name)\":".utf8
    appendText(value)
    append(UInt8(ascii: ","))
  }

  fileprivate mutating func appendPair(
    _ name: some Collection<UInt8>, _ value: some Collection<UInt8>
  ) {
    self += "{".utf8
    appendMember("name", name)
    self += "\"value\":".utf8
    appendText(value)
    self += "}".utf8
  }

  /// Appends the text of a body, in base64 where it is not UTF-8.
  fileprivate mutating func appendBody(_ body: ArraySlice<UInt8>) {
    let isText = unsafe body.withUnsafeBufferPointer { unsafe UTF8Text.isWellFormed($0) }
    if isText {
      self += "\"text\":".utf8
      appendText(body)
    } else {
      self += "\"encoding\":\"base64\",\"text\":\"".utf8
      Base64.encode(body, into: &self)
      append(UInt8(ascii: "\""))
    }
  }

  /// Appends a JSON string; bytes that are not UTF-8 are taken for ISO 8859-1.
  fileprivate mutating func appendText(_ bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self) {
      appendJSONString(text)
    } else {
      var text = ""
      text.unicodeScalars.append(contentsOf: bytes.map { Unicode.Scalar($0) })
      appendJSONString(text)
    }
  }
}

internal import Foundation
package import AssayModel

/// An exchange that a starter contract learns from.
package struct StarterSample: Sendable {
  /// Path and query of the request, as sent.
  package var target: String
  /// Body of the request; empty where there is none.
  package var requestBody: [UInt8]
  /// Status of the answer; `nil` where there is none.
  package var status: Int?
  /// Type that an error answer says it has, in its header.
  package var errorType: String?
  /// Body of the answer; empty where there is none.
  package var responseBody: [UInt8]
  /// Whether some header says that the service is one of AWS's.
  package var isAWS: Bool

  /// Takes an exchange for a sample where it is one of an operation: same method, and a path that the
  /// URI fits.
  package init?(_ exchange: Exchange, method: String, uri: URITemplate) {
    guard let request = exchange.request,
      exchange[request.method].elementsEqual(method.utf8)
    else { return nil }
    var target = exchange.text(request.target)
    if let scheme = target.range(of: "://") {
      let rest = target[scheme.upperBound...]
      target = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
    }
    if let fragment = target.firstIndex(of: "#") { target = String(target[..<fragment]) }
    self.target = target
    requestBody = Self.bytes(request.body, exchange)
    status = exchange.response?.status
    responseBody = exchange.response.map { Self.bytes($0.body, exchange) } ?? []
    let headers = exchange.response?.headers ?? []
    func header(_ name: String) -> String? {
      headers.first { exchange.text($0.name).lowercased() == name }.map { exchange.text($0.value) }
    }
    errorType = header("x-amzn-errortype")
    isAWS = errorType != nil || header("x-amzn-requestid") != nil
    guard Self.fits(path, uri) else { return nil }
  }

  /// The path, still percent-encoded.
  var path: Substring { target.prefix { $0 != "?" } }

  /// Names and values of the query, decoded.
  var query: [(name: String, value: String)] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    return target[target.index(after: mark)...].split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (Self.decoded(halves[0]), halves.count == 2 ? Self.decoded(halves[1]) : "")
    }
  }

  /// The values of the URI's labels, decoded.
  func labels(of uri: URITemplate) -> [(name: String, value: String)] {
    let pieces = path.split(separator: "/")
    var labels: [(String, String)] = []
    for (place, segment) in uri.segments.enumerated() where place < pieces.count {
      switch segment {
      case .literal: continue
      case .label(let name): labels.append((name, Self.decoded(pieces[place])))
      case .greedyLabel(let name):
        let last = pieces.count - (uri.segments.count - place - 1)
        guard last > place else { continue }
        labels.append((name, Self.decoded(pieces[place..<last].joined(separator: "/")[...])))
        return labels
      }
    }
    return labels
  }

  private static func fits(_ path: Substring, _ uri: URITemplate) -> Bool {
    let pieces = path.split(separator: "/")
    var place = 0
    for (index, segment) in uri.segments.enumerated() {
      let rest = uri.segments.count - index - 1
      guard place < pieces.count else { return false }
      switch segment {
      case .literal(let text):
        guard decoded(pieces[place]).utf8.elementsEqual(text.utf8) else { return false }
        place += 1
      case .label: place += 1
      case .greedyLabel:
        guard pieces.count - rest > place else { return false }
        place = pieces.count - rest
      }
    }
    return place == pieces.count
  }

  private static func bytes(_ body: Exchange.Body, _ exchange: Exchange) -> [UInt8] {
    guard case .bytes(let range) = body else { return [] }
    return Array(exchange[range])
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

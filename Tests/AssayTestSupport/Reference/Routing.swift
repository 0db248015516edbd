import AssayModel

// Which operation a request is for (DECISIONS 33 to 38).

/// An operation and, where the URL named it, the raw texts of its labels.
struct Route {
  var operation: Operation
  /// By member name; `nil` where the operation was named some other way.
  var labels: [String: ArraySlice<UInt8>]?
}

/// A request target taken apart.
struct Target {
  /// Raw path segments behind the first slash.
  var segments: [ArraySlice<UInt8>]
  /// Decoded query parameters in order.
  var query: [(name: [UInt8], value: [UInt8])]

  init(_ target: [UInt8]) {
    var rest = target[...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
    var query = rest.suffix(0)
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      query = rest[(mark + 1)...]
      rest = rest[..<mark]
    }
    if rest.first != UInt8(ascii: "/"), let scheme = Self.endOfScheme(rest) {
      rest = rest[scheme...]
      rest = rest.firstIndex(of: UInt8(ascii: "/")).map { rest[$0...] } ?? rest.suffix(0)
    }
    if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
    segments =
      rest.isEmpty
      ? [] : rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    self.query = query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
      .map { piece in
        let equals = piece.firstIndex(of: UInt8(ascii: "="))
        let name = equals.map { piece[..<$0] } ?? piece
        let value = equals.map { piece[($0 + 1)...] } ?? piece.suffix(0)
        return (
          percentDecoded(name, plusIsSpace: true), percentDecoded(value, plusIsSpace: true)
        )
      }
  }

  private static func endOfScheme(_ text: ArraySlice<UInt8>) -> Int? {
    let mark = Array("://".utf8)
    // A scheme has no slash in it.
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")), slash > text.startIndex else {
      return nil
    }
    return text[(slash - 1)...].starts(with: mark) ? slash - 1 + mark.count : nil
  }
}

extension ReferenceChecker {
  /// The operation that method and URL (or the target header) name.
  func route(_ request: Message) -> Route? {
    let prefix = contract.targetPrefix ?? contract.service
    switch contract.wireProtocol {
    case .restJson1, .restXml, .httpJson:
      return routeByPath(request)
    case .awsJson1_0, .awsJson1_1:
      guard let target = request.values(ofHeader: "x-amz-target").first else { return nil }
      return contract.operations
        .first { "\(prefix).\($0.name)".utf8.elementsEqual(target) }
        .map { Route(operation: $0, labels: [:]) }
    case .rpcv2Cbor, .rpcv2Json:
      guard isSame(request.method, "POST") else { return nil }
      let tail = Target(request.target).segments.suffix(4).map { Array($0) }
      return contract.operations
        .first { tail == ["service", prefix, "operation", $0.name].map { Array($0.utf8) } }
        .map { Route(operation: $0, labels: [:]) }
    case .awsQuery, .ec2Query:
      return nil
    }
  }

  private func routeByPath(_ request: Message) -> Route? {
    let target = Target(request.target)
    var best: (rank: [Int], route: Route)?
    for operation in contract.operations {
      guard let http = operation.http, isSame(http.method, request.method),
        http.uri.query.allSatisfy({ Self.has($0, in: target.query) }),
        let labels = Self.labels(http.uri.segments, target.segments)
      else { continue }
      let rank = Self.rank(http.uri)
      if let best, !rank.lexicographicallyPrecedes(best.rank) { continue }
      best = (rank, Route(operation: operation, labels: labels))
    }
    return best?.route
  }

  private static func has(
    _ literal: URITemplate.QueryLiteral, in query: [(name: [UInt8], value: [UInt8])]
  ) -> Bool {
    query.contains { parameter in
      parameter.name.elementsEqual(literal.name.utf8)
        && (literal.value.map { parameter.value.elementsEqual($0.utf8) } ?? true)
    }
  }

  /// Less is better. Two templates that match one path differ in a segment's kind before one ends,
  /// but for what a greedy label takes.
  private static func rank(_ template: URITemplate) -> [Int] {
    let kinds = template.segments.map { segment in
      switch segment {
      case .literal: 0
      case .label: 1
      case .greedyLabel: 2
      }
    }
    return kinds + [3, -template.query.count]
  }

  /// The labels' raw texts where a path fits a template.
  private static func labels(
    _ template: [URITemplate.Segment], _ path: [ArraySlice<UInt8>]
  ) -> [String: ArraySlice<UInt8>]? {
    if let labels = match(template[...], path[...]) { return labels }
    if let last = path.last, last.isEmpty { return match(template[...], path.dropLast()) }
    return nil
  }

  private static func match(
    _ template: ArraySlice<URITemplate.Segment>, _ path: ArraySlice<ArraySlice<UInt8>>
  ) -> [String: ArraySlice<UInt8>]? {
    guard let first = template.first else { return path.isEmpty ? [:] : nil }
    guard let segment = path.first else { return nil }
    switch first {
    case .literal(let text):
      guard percentDecoded(segment).elementsEqual(text.utf8) else { return nil }
      return match(template.dropFirst(), path.dropFirst())
    case .label(let name):
      guard !segment.isEmpty else { return nil }
      guard var labels = match(template.dropFirst(), path.dropFirst()) else { return nil }
      labels[name] = segment
      return labels
    case .greedyLabel(let name):
      for count in stride(from: path.count, through: 1, by: -1) {
        let taken = path.prefix(count)
        let joined = Array(taken.joined(separator: [UInt8(ascii: "/")]))
        guard !joined.isEmpty else { continue }
        guard var labels = match(template.dropFirst(), path.dropFirst(count)) else { continue }
        labels[name] = joined[...]
        return labels
      }
      return nil
    }
  }
}

internal import AssayModel

/// Finds the operation of a method and path: literal segments before labels, greedy labels last,
/// and of those the one with most literals behind it.
///
/// A trie of segments. Each of its places lies at one depth, so a search that goes back and tries
/// labels behind literals visits no place twice.
struct Router: Sendable {
  private struct Place: Sendable {
    var literals: [(text: [UInt8], place: Int)] = []
    var label: Int?
    var ends: [End] = []
    var greedy: [Greedy] = []
  }

  /// A template that ends here.
  private struct End: Sendable {
    var operation: Int
    var method: [UInt8]
    var query: [Literal]
  }

  /// A template whose greedy label begins here, and the literals behind it.
  private struct Greedy: Sendable {
    var end: End
    var suffix: [[UInt8]]
  }

  private struct Literal: Sendable {
    var name: [UInt8]
    var value: [UInt8]?
  }

  private var places: [Place] = [Place()]

  init(_ contract: Contract) {
    guard contract.wireProtocol.hasHTTPBindings else { return }
    for (index, operation) in contract.operations.enumerated() {
      guard let http = operation.http else { continue }
      add(http, operation: index)
    }
  }

  private mutating func add(_ http: HTTPBinding, operation: Int) {
    let end = End(
      operation: operation, method: Array(http.method.utf8),
      query: http.uri.query.map {
        Literal(name: Array($0.name.utf8), value: $0.value.map { Array($0.utf8) })
      })
    var place = 0
    for (position, segment) in http.uri.segments.enumerated() {
      switch segment {
      case .literal(let text):
        let bytes = Array(text.utf8)
        if let found = places[place].literals.first(where: { $0.text == bytes }) {
          place = found.place
        } else {
          places.append(Place())
          places[place].literals.append((bytes, places.count - 1))
          place = places.count - 1
        }
      case .label:
        if let found = places[place].label {
          place = found
        } else {
          places.append(Place())
          places[place].label = places.count - 1
          place = places.count - 1
        }
      case .greedyLabel:
        let suffix = http.uri.segments[(position + 1)...].compactMap { segment -> [UInt8]? in
          guard case .literal(let text) = segment else { return nil }
          return Array(text.utf8)
        }
        places[place].greedy.append(Greedy(end: end, suffix: suffix))
        return
      }
    }
    places[place].ends.append(end)
  }

  /// The operation of a request whose pieces have been found.
  ///
  /// `pieces.segments` holds the raw segments; a single empty one at the end stands for a trailing
  /// slash, which only a greedy label takes.
  func match(_ method: Bytes, _ pieces: RequestPieces, in all: Bytes) -> Int? {
    search(0, 0, method, pieces, all)
  }

  private func search(
    _ place: Int, _ depth: Int, _ method: Bytes, _ pieces: RequestPieces, _ all: Bytes
  ) -> Int? {
    let count = pieces.segments.count
    let isEnd =
      depth == count || depth == count - 1 && pieces.segments[depth].count == 0 && depth > 0
    if isEnd, let found = best(places[place].ends, method, pieces, all) { return found }
    if depth < count {
      let segment = pieces.segments[depth]
      let text = all.slice(segment.start, segment.count)
      for literal in places[place].literals where equals(text, literal.text) {
        if let found = search(literal.place, depth + 1, method, pieces, all) { return found }
      }
      if let label = places[place].label, text.count > 0,
        let found = search(label, depth + 1, method, pieces, all)
      {
        return found
      }
      return greedy(place, depth, method, pieces, all)
    }
    return nil
  }

  private func greedy(
    _ place: Int, _ depth: Int, _ method: Bytes, _ pieces: RequestPieces, _ all: Bytes
  ) -> Int? {
    var found: (literals: Int, operation: Int)?
    var fitting: [Int: [End]] = [:]
    for greedy in places[place].greedy {
      // A slash at the end that the label does not take is ignored.
      let count = pieces.segments.count
      let isTrailing = !greedy.suffix.isEmpty && pieces.segments[count - 1].count == 0
      for end in isTrailing ? [count, count - 1] : [count] {
        let taken = end - depth - greedy.suffix.count
        guard taken >= 1, taken > 1 || pieces.segments[depth].count > 0 else { continue }
        let tail = pieces.segments[(depth + taken)..<end]
        if zip(tail, greedy.suffix).allSatisfy({ equals(all.slice($0.start, $0.count), $1) }) {
          fitting[greedy.suffix.count, default: []].append(greedy.end)
          break
        }
      }
    }
    for (literals, ends) in fitting where found.map({ $0.literals < literals }) ?? true {
      if let operation = best(ends, method, pieces, all) { found = (literals, operation) }
    }
    return found?.operation
  }

  /// Of the templates that end here the one with the most fixed query parameters.
  private func best(
    _ ends: [End], _ method: Bytes, _ pieces: RequestPieces, _ all: Bytes
  ) -> Int? {
    var found: End?
    for end in ends
    where found.map({ $0.query.count < end.query.count }) ?? true
      && method.equals(end.method)
      && end.query.allSatisfy({ hasLiteral($0, pieces, all) })
    {
      found = end
    }
    return found?.operation
  }

  private func hasLiteral(_ literal: Literal, _ pieces: RequestPieces, _ all: Bytes) -> Bool {
    guard let query = pieces.query else { return false }
    var start = query.start
    while start <= query.end {
      var end = start
      while end < query.end, all[end] != UInt8(ascii: "&") { end += 1 }
      var split = start
      while split < end, all[split] != UInt8(ascii: "=") { split += 1 }
      let name = Percent.decode(all.slice(start, split - start), isForm: true)
      if name == literal.name {
        let from = min(split + 1, end)
        let value = Percent.decode(all.slice(from, end - from), isForm: true)
        if literal.value.map({ $0 == value }) ?? true { return true }
      }
      start = end + 1
    }
    return false
  }

  /// A raw segment against a literal, percent-decoded where it has escapes.
  private func equals(_ raw: Bytes, _ literal: [UInt8]) -> Bool {
    if raw.equals(literal) { return true }
    guard raw.count > literal.count else { return false }
    return Percent.decode(raw, isForm: false) == literal
  }
}

extension Bytes {
  func equals(_ array: [UInt8]) -> Bool {
    count == array.count && array.withBytes { equals($0) }
  }
}

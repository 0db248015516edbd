internal import AssayModel

/// The target of a request as pages write it: `/stores/storeId/jobs?maxResults=maxResults`, where
/// only the descriptions tell placeholders from literals, unless they are marked.
struct PageTarget {
  private struct Piece {
    /// As written, marks and all.
    var source: String
    /// Without the marks of a placeholder.
    var name: String
    var isMarked: Bool
    var isGreedy: Bool
  }

  private var path: [Piece] = []
  private var query: [(key: String, value: Piece?)] = []

  init(_ target: String) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    for segment in (halves.first ?? "").split(separator: "/") {
      path.append(Self.piece(String(segment)))
    }
    guard halves.count == 2 else { return }
    for pair in halves[1].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query.append((String(parts[0]), parts.count == 2 ? Self.piece(String(parts[1])) : nil))
    }
  }

  /// `{{name}}`, `{name+}`, `_name_`, `name+`, `name`.
  private static func piece(_ source: String) -> Piece {
    var bytes = Array(source.utf8)[...]
    var isMarked = false
    while bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), bytes.count > 2 {
      bytes = bytes.dropFirst().dropLast()
      isMarked = true
    }
    while !isMarked, bytes.first == UInt8(ascii: "_"), bytes.last == UInt8(ascii: "_"),
      bytes.count > 2
    {
      bytes = bytes.dropFirst().dropLast()
    }
    var isGreedy = false
    if bytes.last == UInt8(ascii: "+"), bytes.count > 1 {
      bytes = bytes.dropLast()
      isGreedy = true
    }
    if isGreedy, bytes.last == UInt8(ascii: "}"), bytes.first == UInt8(ascii: "{") {
      while bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"), bytes.count > 2 {
        bytes = bytes.dropFirst().dropLast()
      }
      isMarked = true
    }
    return Piece(
      source: source, name: String(decoding: bytes, as: UTF8.self), isMarked: isMarked,
      isGreedy: isGreedy)
  }

  /// All that may be the name of a parameter.
  var names: [String] {
    path.map(\.name) + query.compactMap { $0.value?.name }
  }

  /// The template, with labels for what is described or marked.
  func template(_ known: Set<ExactString>) -> String {
    var text = ""
    for piece in path {
      if isLabel(piece, known) {
        text += "/{\(piece.name)\(piece.isGreedy ? "+" : "")}"
      } else {
        text += "/\(piece.source)"
      }
    }
    if text.isEmpty { text = "/" }
    let literals = query.filter { $0.value.map { !isLabel($0, known) } ?? true }
      .map { entry in entry.value.map { "\(entry.key)=\($0.source)" } ?? entry.key }
    return literals.isEmpty ? text : text + "?" + literals.joined(separator: "&")
  }

  /// The parameters, those of the path first.
  func parameters(_ known: Set<ExactString>) -> [PageSyntax.Parameter] {
    var result: [PageSyntax.Parameter] = []
    var seen: Set<ExactString> = []
    for piece in path where isLabel(piece, known) && seen.insert(ExactString(piece.name)).inserted {
      result.append(
        PageSyntax.Parameter(
          wireName: piece.name, name: piece.name, location: .path, range: 0..<0))
    }
    for (key, value) in query {
      guard let value, isLabel(value, known), seen.insert(ExactString(value.name)).inserted else {
        continue
      }
      result.append(
        PageSyntax.Parameter(wireName: key, name: value.name, location: .query, range: 0..<0))
    }
    return result
  }

  private func isLabel(_ piece: Piece, _ known: Set<ExactString>) -> Bool {
    piece.isMarked || known.contains(ExactString(piece.name))
  }
}

/// The URI pattern of an operation: path segments, each literal or a label, and required query.
///
/// Source: Smithy 2.0, `http` trait, "uri".
public struct URITemplate: Sendable, Hashable {
  /// One piece of the path between slashes.
  public enum Segment: Sendable, Hashable {
    /// Text that must stand there, percent-decoded.
    case literal(String)
    /// A label, by the name of its member.
    case label(String)
    /// A label that takes this and all following segments, slashes included.
    case greedyLabel(String)
  }

  /// A query parameter that the template itself fixes.
  public struct QueryLiteral: Sendable, Hashable {
    /// Name of the parameter.
    public var name: String
    /// Its value; `nil` when only its presence is asked for.
    public var value: String?

    /// Creates a query literal.
    public init(name: String, value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// The text as it was written.
  public var source: String
  /// Path segments in order.
  public var segments: [Segment]
  /// Fixed query parameters.
  public var query: [QueryLiteral]
  /// Where it is stated.
  public var origin: Origin

  /// Splits a template into its parts. A malformed label is taken for literal text; the loader
  /// reports it.
  public init(_ source: String, origin: Origin = .none) {
    self.source = source
    self.origin = origin
    let halves = source.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments: [Segment] = []
    for piece in (halves.first ?? "").split(separator: "/", omittingEmptySubsequences: true) {
      if piece.hasPrefix("{"), piece.hasSuffix("}"), piece.count > 2 {
        let name = piece.dropFirst().dropLast()
        segments.append(
          name.hasSuffix("+") ? .greedyLabel(String(name.dropLast())) : .label(String(name)))
      } else {
        segments.append(.literal(String(piece)))
      }
    }
    self.segments = segments
    var query: [QueryLiteral] = []
    if halves.count == 2 {
      for pair in halves[1].split(separator: "&", omittingEmptySubsequences: true) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        query.append(
          QueryLiteral(name: String(parts[0]), value: parts.count == 2 ? String(parts[1]) : nil))
      }
    }
    self.query = query
  }

  /// Names of the labels, in order.
  public var labels: [String] {
    segments.compactMap {
      switch $0 {
      case .literal: nil
      case .label(let name), .greedyLabel(let name): name
      }
    }
  }
}

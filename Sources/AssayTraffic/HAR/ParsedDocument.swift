/// What became of a document.
package enum ParsedDocument: Sendable, Hashable {
  /// The exchange was filled.
  case exchange
  /// The document is larger than what may be kept; the text says how much that is. The check of
  /// the exchange is undetermined.
  case overLimit(String)
  /// The document is no exchange.
  case broken(TrafficError)
}

package import AssayModel

/// How traffic is to be read.
package struct TrafficOptions: Sendable, Hashable {
  /// What the documents of an input are.
  package enum Content: Sendable, Hashable {
    /// Exchanges: HAR, or NDJSON of HAR entries, told apart by content.
    case exchanges
    /// NDJSON whose every line is one body.
    case bodies
  }

  /// What the documents of an input are.
  package var content = Content.exchanges
  /// Bounds on bodies.
  package var limits = Limits()
  /// Bytes of a batch. A document that is larger makes a batch of its own.
  package var batchBytes = 512 << 10

  /// Whether several tasks take batches at once, so that it pays to let each read lines of a file
  /// by itself.
  package var isShared = false

  /// Creates the options that hold where nobody states others.
  package init() {}

  /// Greatest size of a document. An entry holds two bodies, and escapes or base64 make them
  /// longer than they are.
  var documentBytes: Int {
    switch content {
    case .bodies: max(limits.bodyBytes, 0)
    case .exchanges: min(max(limits.bodyBytes, 1 << 20), 1 << 40) * 4
    }
  }
}

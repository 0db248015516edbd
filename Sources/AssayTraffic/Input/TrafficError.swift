/// Why an input could not be read, in whole or in part.
package struct TrafficError: Error, Sendable, Hashable {
  /// The input as it was named; `-` is standard input.
  package var path: String
  /// What kind of trouble it is.
  package var kind: Kind
  /// What is wrong, in a few words, without place.
  package var reason: String
  /// Offset in the input of the first byte that is wrong, decompressed where it was compressed.
  package var offset: Int?
  /// Line of NDJSON, counted from 1.
  package var line: Int?
  /// Index of the exchange that could not be read, where the rest could.
  package var exchange: Int?

  /// Kinds of trouble.
  package enum Kind: Sendable, Hashable {
    /// There is no such file, or it cannot be read.
    case unreadable
    /// The gzip stream is cut short or broken.
    case compression
    /// The input is no traffic, or stops being it; nothing behind the place was read.
    case broken
    /// One exchange of many; those behind it were read.
    case exchange
    /// Nothing is wrong: the reader was told to end while it waited for more.
    case interrupted
  }

  /// Creates an error.
  package init(
    path: String, kind: Kind, reason: String, offset: Int? = nil, line: Int? = nil,
    exchange: Int? = nil
  ) {
    self.path = path
    self.kind = kind
    self.reason = reason
    self.offset = offset
    self.line = line
    self.exchange = exchange
  }
}

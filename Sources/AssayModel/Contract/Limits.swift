/// Bounds on what a check may spend. Reaching one is a `limit` violation, never a pass.
public struct Limits: Sendable, Hashable {
  /// Greatest nesting of arrays and objects in a body.
  public var nesting = 128
  /// Greatest size of a body in bytes, as it travels.
  public var bodyBytes = 64 << 20
  /// Greatest size of a body in bytes, once decompressed.
  public var decompressedBytes = 256 << 20
  /// Greatest ratio of decompressed to compressed bytes.
  public var decompressionRatio = 100
  /// PCRE2 match limit of one match.
  public var matchLimit = 1_000_000
  /// PCRE2 heap limit of one match, in KiB.
  public var heapLimitKiB = 65_536
  /// Violations kept of one exchange; the rest are counted.
  public var violations = 1_000

  /// Creates the limits that hold where nobody states others.
  public init() {}
}

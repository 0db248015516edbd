/// A run of bytes inside ``Exchange/bytes``.
public struct ByteRange: Sendable, Hashable {
  /// Offset of the first byte.
  public var start: Int
  /// Number of bytes.
  public var count: Int

  /// Creates a range.
  public init(start: Int, count: Int) {
    self.start = start
    self.count = count
  }

  /// Offset behind the last byte.
  public var end: Int { start &+ count }

  /// A range without bytes.
  public static let empty = ByteRange(start: 0, count: 0)
}

/// The index of a shape in ``Contract/shapes``.
public struct ShapeID: Sendable, Hashable, Comparable {
  /// Position in ``Contract/shapes``.
  public var rawValue: Int32

  /// Wraps an index.
  public init(_ index: Int) { rawValue = Int32(clamping: index) }

  /// The index as a subscript wants it.
  public var index: Int { Int(rawValue) }

  /// By position.
  public static func < (left: ShapeID, right: ShapeID) -> Bool { left.rawValue < right.rawValue }
}

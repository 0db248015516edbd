/// The place in a source file that a value was read from.
///
/// Lines and columns count from 1; columns and lengths count UTF-8 bytes of the line. An origin is
/// provenance, not content: two values that differ only in origin are equal, so a contract written
/// out and read back compares equal to the one it was written from.
public struct Origin: Sendable {
  /// Index into ``SourceTable/paths`` of the contract this value belongs to.
  public var file: UInt32
  /// Line, from 1; 0 when the value stands in no file.
  public var line: UInt32
  /// Column in bytes, from 1.
  public var column: UInt32
  /// Length of the text in bytes, at least 1 where there is one.
  public var length: UInt32

  /// Creates an origin.
  public init(file: UInt32, line: UInt32, column: UInt32, length: UInt32 = 1) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }

  /// The origin of a value that no file states: a built-in shape, a contract built in code.
  public static let none = Origin(file: 0, line: 0, column: 0, length: 0)

  /// Whether a file states this value.
  public var isKnown: Bool { line > 0 }
}

// MARK: - Equality

extension Origin: Hashable {
  /// Always true: provenance takes no part in equality.
  public static func == (_: Origin, _: Origin) -> Bool { true }
  /// Adds nothing, to agree with `==`.
  public func hash(into _: inout Hasher) {}
}

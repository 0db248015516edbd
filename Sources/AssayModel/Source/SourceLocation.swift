/// A file, line and column, resolved for people and for reports.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
  /// Path of the file, as it was given or found.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in UTF-8 bytes, from 1.
  public var column: Int

  /// Creates a location.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as compilers write it.
  public var description: String { "\(file):\(line):\(column)" }
}

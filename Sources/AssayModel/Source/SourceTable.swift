/// The files a contract was read from, by the index that ``Origin/file`` holds.
public struct SourceTable: Sendable {
  /// Paths as they were given or found, for display.
  public var paths: [String]

  /// Creates a table.
  public init(paths: [String] = []) {
    self.paths = paths
  }

  /// The file, line and column of an origin, or `nil` when no file states the value.
  public func location(of origin: Origin) -> SourceLocation? {
    guard origin.isKnown, Int(origin.file) < paths.count else { return nil }
    return SourceLocation(
      file: paths[Int(origin.file)], line: Int(origin.line), column: Int(origin.column))
  }
}

extension SourceTable: Hashable {
  /// Always true, as for ``Origin``: where a contract came from takes no part in equality.
  public static func == (_: SourceTable, _: SourceTable) -> Bool { true }
  /// Adds nothing, to agree with `==`.
  public func hash(into _: inout Hasher) {}
}

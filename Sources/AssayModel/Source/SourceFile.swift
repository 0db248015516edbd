/// A file's path and bytes, as a loader reads it and a diagnostic quotes it.
public struct SourceFile: Sendable, Hashable {
  /// Path as it was given or found.
  public var path: String
  /// The content, exactly as it is on disk.
  public var bytes: [UInt8]

  /// Creates a source file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

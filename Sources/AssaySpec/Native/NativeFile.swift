internal import AssayModel

/// A native file that has been read, and the settings that hold in it alone.
struct NativeFile {
  /// Its tree.
  var document: Document
  /// Whether it was named by the caller, not by another file.
  var isRoot: Bool
  /// `match:` at its top.
  var match = PatternConstraint.Match.whole
  /// `dialect:` at its top.
  var dialect = PatternConstraint.Dialect.pcre2

  /// Its entries; nothing where it is not a mapping.
  var mapping: Mapping { document.root.mapping ?? Mapping() }
}

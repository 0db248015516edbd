/// A file as a tree, every node of which knows its line and column.
package struct Document: Sendable {
  /// What a file is written in.
  package enum Format: String, Sendable {
    /// JSON, read by Assay's own reader.
    case json
    /// YAML, read through Yams.
    case yaml
  }

  /// The outermost value.
  package var root: Node
  /// What it was written in.
  package var format: Format
  /// Index of the file, as in every ``Origin`` of the tree.
  package var file: UInt32

  /// Creates a document.
  package init(root: Node, format: Format, file: UInt32) {
    self.root = root
    self.format = format
    self.file = file
  }
}

/// Bounds on what reading a document may spend. Reaching one is an error with its place.
package struct DocumentLimits: Sendable {
  /// Greatest size of a file in bytes.
  package var bytes = 64 << 20
  /// Greatest nesting of sequences and mappings.
  package var nesting = 128
  /// Most nodes that the aliases of a YAML file may stand for, all together.
  package var aliasedNodes = 100_000

  /// Creates the limits that hold where nobody states others.
  package init() {}
}

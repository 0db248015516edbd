internal import AssayModel

/// What relations want of a node: to remember its values, or to compare them.
struct Tap: BitwiseCopyable {
  /// Slot that a request's values are remembered in; -1 for none.
  var slot: Int32
  /// Whether the slot takes a list: the list itself says that it is there.
  var marksPresence: Bool
  /// First of the checks in the plan's `tapChecks`, and how many.
  var checkStart: Int32
  var checkCount: Int32
}

/// One comparison of an answer's value with the remembered ones.
struct TapCheck: BitwiseCopyable {
  /// Slot to compare with.
  var slot: Int32
  /// Index of the relation in the plan's `relations`.
  var relation: Int32
  var comparison: Comparison
  /// Compares how many items or entries there are, not the values.
  var isCount: Bool

  enum Comparison: UInt8, BitwiseCopyable {
    case equals, atLeast, atMost, oneOf
  }
}

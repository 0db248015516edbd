internal import AssayModel

/// What relations want of a node: to remember its values, or to compare them.
struct Tap: BitwiseCopyable {
  /// First of the slots in the plan's `tapSlots` that a request's values are remembered in, and how
  /// many.
  var slotStart: Int32
  var slotCount: Int32
  /// First of the checks in the plan's `tapChecks`, and how many.
  var checkStart: Int32
  var checkCount: Int32
}

/// A slot that remembers a request's values.
struct TapSlot: BitwiseCopyable {
  var slot: Int32
  /// Whether it takes the items of a list: the list itself says merely that it is there.
  var marksPresence: Bool
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

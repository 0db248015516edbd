/// One step of the path to the value being read: the raw text of a key, or the index of an item.
struct Frame: BitwiseCopyable {
  /// Offset of the key's first byte in the body; the item's index.
  var start: Int
  /// Length of the raw key; -1 for an item.
  var count: Int

  static let none = Frame(start: 0, count: -1)
}

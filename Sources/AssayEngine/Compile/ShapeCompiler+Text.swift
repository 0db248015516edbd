internal import AssayModel
internal import AssayPattern

/// Strings: bounds of the length and the quick tests.
extension ShapeCompiler {
  /// Finishes a node of type string: bounds of the length and the quick test.
  mutating func fillText(_ node: inout Node, _ info: inout NodeInfo) {
    info.ranges = []
    info.uniqueItems = []
    narrowLength(&node, info)
    switch (info.patterns.count, info.enums.count) {
    case (0, 0): node.screen = .none
    case (0, 1):
      node.screen = .enumeration
      node.screenIndex = enumTable(info.enums[0].values.map(\.value))
    case (1, 0): (node.screen, node.screenIndex) = screen(info.patterns[0].index)
    default: node.screen = .general
    }
  }

  private mutating func enumTable(_ values: [String]) -> Int32 {
    if let found = enumTables[values] { return found }
    var size = 2
    while size < values.count * 2 { size *= 2 }
    var slots = Array(repeating: EnumSlot(start: 0, count: -1), count: size)
    for value in values {
      let bytes = Array(value.utf8)
      let literal = builder.addLiteral(bytes)
      var slot = Int(truncatingIfNeeded: bytes.withBytes { NameHash.hash($0) }) & (size - 1)
      while slots[slot].count >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = EnumSlot(start: literal.start, count: literal.count)
    }
    builder.enums.append(
      EnumTable(
        slotStart: Int32(clamping: builder.enumSlots.count), slotMask: Int32(clamping: size - 1)))
    builder.enumSlots += slots
    let index = Int32(clamping: builder.enums.count - 1)
    enumTables[values] = index
    return index
  }

  /// The quick test of a pattern, where it has one.
  private mutating func screen(_ pattern: Int) -> (Node.Screen, Int32) {
    if let found = screenTables[pattern] { return found }
    var result: (Node.Screen, Int32) = (.general, -1)
    if usesTables, let fast = patterns.fastShape(pattern) {
      let prefix = builder.addLiteral(fast.prefix)
      let set = builder.sets.count / 16
      builder.sets += fast.nibbles
      builder.screens.append(
        ScreenTable(
          prefixStart: prefix.start, prefixCount: prefix.count, set: Int32(clamping: set),
          characterClass: Int32(clamping: fast.characterClass), minimum: fast.minimum,
          maximum: fast.maximum))
      result = (
        fast.prefix.isEmpty ? .set : .prefixSet, Int32(clamping: builder.screens.count - 1)
      )
    }
    screenTables[pattern] = result
    return result
  }
}

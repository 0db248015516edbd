internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Reads a list that begins at `start` with a bracket.
  mutating func list(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    let child = node.child
    let isSparse = node.flags.contains(.sparse)
    let isUnique = node.flags.contains(.unique)
    let firstItem = isUnique ? scratch.items.count : 0
    var count = 0
    var position = text.skipWhitespace(start &+ 1)
    if text.byte(position) == Byte.closeBracket {
      position &+= 1
    } else {
      while true {
        frames[depth] = Frame(start: count, count: -1)
        depth &+= 1
        let itemStart = position
        if isSparse, text.byte(position) == UInt8(ascii: "n") {
          position = literal(at: position)
        } else {
          position = value(child, at: position)
        }
        guard position >= 0 else { return -1 }
        depth &-= 1
        count &+= 1
        if isUnique { scratch.items.append(ItemRange(start: itemStart, end: position)) }
        var next = text.byte(position)
        if next <= 0x20 {
          position = text.skipWhitespace(position)
          next = text.byte(position)
        }
        if next == Byte.comma {
          position = text.skipWhitespace(position &+ 1)
        } else if next == Byte.closeBracket {
          position &+= 1
          break
        } else {
          return breakJSON(at: position, expected: "a comma or a closing bracket")
        }
      }
    }
    if count < node.lengthMin || count > node.lengthMax {
      reportLengths(index, count, unit: .items, at: start)
    }
    if isUnique {
      if count > 1, scratch.hasEqualItems(from: firstItem, in: text.all) {
        reportUnique(index, at: start)
      }
      scratch.items.removeLast(scratch.items.count - firstItem)
    }
    if isWatched(node) { tapCount(node, count, at: start) }
    return position
  }

  /// Reads a map that begins at `start` with a brace.
  mutating func map(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    let isSparse = node.flags.contains(.sparse)
    var level = scratch.keys.begin()
    var count = 0
    var position = text.skipWhitespace(start &+ 1)
    if text.byte(position) == Byte.closeBrace {
      position &+= 1
    } else {
      while true {
        let keyStart = position
        let key = freeKey(at: keyStart)
        guard key.end >= 0 else { return -1 }
        position = key.end
        if text.byte(position) != Byte.colon {
          position = text.skipWhitespace(position)
          guard text.byte(position) == Byte.colon else {
            return breakJSON(at: position, expected: "a colon")
          }
        }
        position = text.skipWhitespace(position &+ 1)
        var isNew = true
        if key.isWellFormed {
          isNew = scratch.keys.insert(
            key.content, at: key.isRaw ? keyStart &+ 1 : nil, in: text.all, &level)
          // A bad key is a fault of the map, as the Smithy protocol tests have it.
          visits[node.key] &+= 1
          content(
            node.key, tables.nodes[node.key], key.content, scalars: key.scalars,
            isASCII: key.isASCII, at: keyStart)
        }
        frames[depth] = Frame(start: keyStart &+ 1, count: key.end &- keyStart &- 2)
        depth &+= 1
        if !key.isWellFormed { reportEncoding(at: keyStart) }
        if isNew { count &+= 1 } else { reportDuplicate(at: keyStart) }
        let outer = isRepeated
        isRepeated = isRepeated || !isNew
        if isSparse, text.byte(position) == UInt8(ascii: "n") {
          position = literal(at: position)
        } else {
          position = value(node.child, at: position)
        }
        isRepeated = outer
        guard position >= 0 else { return -1 }
        depth &-= 1
        var next = text.byte(position)
        if next <= 0x20 {
          position = text.skipWhitespace(position)
          next = text.byte(position)
        }
        if next == Byte.comma {
          position = text.skipWhitespace(position &+ 1)
        } else if next == Byte.closeBrace {
          position &+= 1
          break
        } else {
          return breakJSON(at: position, expected: "a comma or a closing brace")
        }
      }
    }
    scratch.keys.end(level)
    if count < node.lengthMin || count > node.lengthMax {
      reportLengths(index, count, unit: .entries, at: start)
    }
    if isWatched(node) { tapCount(node, count, at: start) }
    return position
  }
}

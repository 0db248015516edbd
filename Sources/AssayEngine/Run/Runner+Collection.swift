internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Reads a list that begins at `start` with a bracket.
  mutating func list(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    let child = node.child
    let isSparse = node.flags.contains(.sparse)
    let isUnique = node.flags.contains(.unique)
    let firstItem = isUnique ? scratch.items.value.count : 0
    var count = 0
    let goesByLane = !isUnique && isStructure(child)
    // Its items are compared where they stand.
    let gaveBack = givesBack
    if isUnique { givesBack = false }
    defer { givesBack = gaveBack }
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
        } else if goesByLane, text.byte(position) == Byte.openBrace, depth < maxDepth {
          position = items(child, at: position, &count)
        } else {
          position = value(child, at: position)
        }
        guard position >= 0 else { return -1 }
        depth &-= 1
        count &+= 1
        if isUnique { scratch.items.value.append(ItemRange(start: itemStart, end: position)) }
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
      scratch.items.value.removeLast(scratch.items.value.count - firstItem)
    }
    if isWatched(node) { tapCount(node, count, at: start) }
    return position
  }

  /// Whether the values of a node are structures.
  @inline(__always)
  private mutating func isStructure(_ index: Int) -> Bool {
    tables.nodes[index].op == .structure
  }

  /// Reads objects of a list, from the one at `start` on, as far as the fast lane goes, and then
  /// the one that it could not finish. Counts all but the last and returns the position behind it.
  private mutating func items(_ child: Int, at start: Int, _ count: inout Int) -> Int {
    let node = tables.nodes[child]
    let first = text.skipWhitespace(start &+ 1)
    guard lane.takes(node.child), text.byte(first) != Byte.closeBrace else {
      return value(child, at: start)
    }
    var state = LaneState(position: first, object: start, seen: 0, place: 0)
    guard let stop = runLane(node.child, isList: true, first: count, &state) else { return -1 }
    visits[child] &+= UInt64(truncatingIfNeeded: state.items)
    if stop == .behindItem {
      count &+= state.items &- 1
      return state.position
    }
    visits[child] &+= 1
    count &+= state.items
    frames[depth &- 1] = Frame(start: count, count: -1)
    return object(child, node, from: state, isClosed: stop == .close)
  }

  /// The node of the value of a key: relations may look at that of a single one.
  @inline(never)
  private mutating func valueNode(_ node: NodeRef, _ key: Bytes) -> Int {
    var index = node.screenIndex
    while index >= 0 {
      let entry = tables.mapKeys.value(index)
      if key.equals(tables.literals.bytes(Int(entry.start), Int(entry.count))) {
        return Int(entry.node)
      }
      index = Int(entry.next)
    }
    return node.child
  }

  /// Reads a map that begins at `start` with a brace.
  mutating func map(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    guard depth < maxDepth else { return overNested(at: start) }
    let isSparse = node.flags.contains(.sparse)
    var level = scratch.keys.value.begin()
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
        var child = node.child
        if key.isWellFormed {
          if node.screenIndex >= 0 { child = valueNode(node, key.content) }
          isNew = scratch.keys.value.insert(
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
        // Nor does what stands under a name that is none take part in a relation.
        isRepeated = isRepeated || !isNew || !key.isWellFormed
        if isSparse, text.byte(position) == UInt8(ascii: "n") {
          position = literal(at: position)
        } else {
          position = value(child, at: position)
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
    scratch.keys.value.end(level)
    if count < node.lengthMin || count > node.lengthMax {
      reportLengths(index, count, unit: .entries, at: start)
    }
    if isWatched(node) { tapCount(node, count, at: start) }
    return position
  }
}

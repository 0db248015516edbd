internal import AssayModel

/// Structures and unions: members, their names and the slots they are found by.
extension ShapeCompiler {
  /// Name of a member in a JSON object: bindings to other places mean nothing there, so neither do
  /// their names.
  static func nameInBody(_ member: Member) -> String {
    member.location == .body || member.location == .host ? member.nameOnWire : member.name
  }

  /// Table of the members of an object.
  mutating func structTable(
    name: String, origin: Origin, members: [Member], sensitive: Bool, format: TimestampFormat,
    isErrorBody: Bool, taps: [TapSpec]
  ) -> Int {
    let index = builder.structs.count
    builder.structs.append(
      StructTable(
        memberStart: 0, memberCount: 0, slotStart: 0, slotMask: 0, orderStart: 0, extraWords: 0,
        required: 0, flags: []))
    builder.structInfos.append(StructInfo(name: name.isEmpty ? "the body" : name, origin: origin))
    var entries: [MemberEntry] = []
    var table = builder.structs[index]
    for (position, member) in members.enumerated() {
      let below = taps.compactMap { spec -> TapSpec? in
        guard case .member(let step)? = spec.steps.first, same(step, member.name) else {
          return nil
        }
        return TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)
      }
      let child = node(
        for: member.target, beside: member.constraints,
        sensitive: sensitive || member.traits.isSensitive,
        path: name.isEmpty ? member.name : name + "." + member.name,
        origin: member.origin, format: format, taps: below)
      let wire = Array(ShapeCompiler.nameInBody(member).utf8)
      let quoted = [UInt8(ascii: "\"")] + wire + [UInt8(ascii: "\"")]
      let literal = builder.addLiteral(quoted)
      var word: UInt64 = 0
      var mask: UInt64 = 0
      for offset in 0..<min(8, quoted.count) {
        word |= UInt64(quoted[offset]) << UInt64(offset * 8)
        mask |= 0xFF << UInt64(offset * 8)
      }
      // A name with characters that JSON escapes never stands in a body as it is.
      let isPlain = !wire.contains { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 >= 0x80 }
      builder.memberInfos.append(
        MemberInfo(
          wireName: ShapeCompiler.nameInBody(member),
          origin: member.required?.origin.known ?? member.origin))
      entries.append(
        MemberEntry(
          literalStart: literal.start, literalCount: literal.count, node: Int32(clamping: child),
          isRequired: member.required == nil ? 0 : 1,
          info: Int32(clamping: builder.memberInfos.count - 1),
          reach: isPlain ? max(literal.count, 8) : .max, firstWord: word, firstMask: mask))
      if member.required != nil {
        if position < 64 {
          table.required |= 1 << UInt64(position)
        } else {
          table.flags.insert(.requiresExtra)
        }
      }
    }
    if isErrorBody { table.flags.insert(.isErrorBody) }
    table.memberStart = Int32(clamping: builder.members.count)
    table.memberCount = Int32(clamping: entries.count)
    table.extraWords = Int32(clamping: max(0, (entries.count + 63) / 64 - 1))
    table.orderStart = Int32(clamping: builder.orderCount)
    builder.orderCount += 2 * (entries.count + 1)
    builder.members += entries

    var size = 2
    while size < entries.count * 2 { size *= 2 }
    var slots = Array(repeating: UInt16(0), count: size)
    for (position, entry) in entries.enumerated() {
      let start = Int(entry.literalStart) + 1
      let wire = Array(builder.literals[start..<start + Int(entry.literalCount) - 2])
      var slot = Int(truncatingIfNeeded: wire.withBytes { NameHash.hash($0) }) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt16(truncatingIfNeeded: position + 1)
    }
    table.slotStart = Int32(clamping: builder.nameSlots.count)
    table.slotMask = Int32(clamping: size - 1)
    builder.nameSlots += slots
    builder.structs[index] = table
    return index
  }

  /// Node of a body's object: a structure whose members are those that travel in the body.
  mutating func bodyNode(
    _ shape: Shape, members: [Member], format: TimestampFormat, isErrorBody: Bool,
    taps: [TapSpec] = []
  ) -> Int {
    let index = reserve()
    var node = Node(op: .structure)
    node.child = Int32(
      clamping: structTable(
        name: shape.name, origin: shape.origin, members: members,
        sensitive: shape.traits.isSensitive, format: format, isErrorBody: isErrorBody, taps: taps))
    builder.nodes[index] = node
    builder.infos[index] = NodeInfo(
      typeName: shape.name.isEmpty ? "structure" : shape.name, origin: shape.origin,
      path: shape.name)
    return index
  }

  private func same(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
  }
}

extension Origin {
  /// The origin, where a file states it.
  fileprivate var known: Origin? { isKnown ? self : nil }
}

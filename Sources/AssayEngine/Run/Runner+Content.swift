internal import AssayJSON
internal import AssayModel
internal import AssayPattern
internal import CAssayScan

extension Runner {
  /// The quick test of an ASCII string whose length is within bounds. True is proof that every
  /// pattern and closed set of the node holds; false calls for ``explainText(_:_:scalars:isASCII:at:)``.
  @inline(__always)
  mutating func passesASCII(_ node: NodeRef, _ content: Bytes) -> Bool {
    switch node.screen {
    case .none: return true
    case .set:
      let screen = tables.screens.value(node.screenIndex)
      return content.count >= screen.minimum && content.count <= screen.maximum
        && spans(content, set: screen.set)
    case .prefixSet: return passesPrefixSet(node, content)
    case .enumeration: return isListed(content, in: tables.enums.value(node.screenIndex))
    case .general: return false
    }
  }

  @inline(__always)
  private mutating func spans(_ content: Bytes, set: Int32) -> Bool {
    // SAFETY: reads the bytes of the run alone; a set is sixteen bytes of the table.
    let address = unsafe UnsafeRawPointer(tables.sets.address(Int(set) &* 16))
      .assumingMemoryBound(to: assay_ascii_set.self)
    return unsafe scan.pointee.span(content.base, content.count, address) == content.count
  }

  private mutating func passesPrefixSet(_ node: NodeRef, _ content: Bytes) -> Bool {
    let screen = tables.screens.value(node.screenIndex)
    let prefix = Int(screen.prefixCount)
    guard content.count >= prefix,
      tables.literals.bytes(Int(screen.prefixStart), prefix).equals(content.slice(0, prefix))
    else { return false }
    let rest = content.slice(prefix, content.count &- prefix)
    return rest.count >= screen.minimum && rest.count <= screen.maximum
      && spans(rest, set: screen.set)
  }

  /// Whether a run of bytes equals as many of the plan's literals.
  @inline(__always)
  mutating func isEqual(_ content: Bytes, at start: Int) -> Bool {
    // SAFETY: reads the bytes of the two runs alone; the literal is as long as the content.
    unsafe scan.pointee.equal(content.base, tables.literals.address(start), content.count) != 0
  }

  @inline(__always)
  mutating func isListed(_ content: Bytes, in table: EnumTable) -> Bool {
    let mask = Int(table.slotMask)
    var slot = Int(truncatingIfNeeded: NameHash.hash(content)) & mask
    while true {
      let entry = tables.enumSlots.value(Int(table.slotStart) &+ slot)
      if entry.count < 0 { return false }
      if Int(entry.count) == content.count, isEqual(content, at: Int(entry.start)) { return true }
      slot = (slot &+ 1) & mask
    }
  }

  /// The same for a string that is not ASCII, of known length in scalars.
  mutating func passesUnicode(_ node: NodeRef, _ content: Bytes, scalars: Int) -> Bool {
    switch node.screen {
    case .none: return true
    case .enumeration: return isListed(content, in: tables.enums.value(node.screenIndex))
    case .set, .prefixSet:
      let screen = tables.screens.value(node.screenIndex)
      let prefix = Int(screen.prefixCount)
      guard screen.characterClass >= 0, content.count >= prefix,
        tables.literals.bytes(Int(screen.prefixStart), prefix).equals(content.slice(0, prefix)),
        scalars &- prefix >= screen.minimum, scalars &- prefix <= screen.maximum
      else { return false }
      return scratch.classHolds(
        Int(screen.characterClass), content.slice(prefix, content.count &- prefix))
    case .general: return false
    }
  }

  /// Checks the text of a string value, escapes undone, well-formed.
  ///
  /// Of what it takes:
  ///   - scalars: Its length.
  ///   - offset: Where the value stands in the body.
  @inline(never)
  mutating func content(
    _ index: Int, _ node: NodeRef, _ content: Bytes, scalars: Int, isASCII: Bool, at offset: Int
  ) {
    switch node.op {
    case .string:
      if scalars < node.lengthMin || scalars > node.lengthMax
        || !(isASCII
          ? passesASCII(node, content) : passesUnicode(node, content, scalars: scalars))
      {
        explainText(index, content, scalars: scalars, isASCII: isASCII, at: offset)
      }
      if isWatched(node) { tapText(node, content, at: offset) }
    case .timestamp:
      let instant =
        switch node.format {
        case .httpDate: Instant(httpDate: content)
        default: Instant(dateTime: content)
        }
      guard let instant else {
        reportFormat(index, content, at: offset)
        return
      }
      if instant.hasOffset, !isResponse { reportOffset(index, content, at: offset) }
      if isWatched(node) { tapInstant(node, instant, at: offset) }
    case .blob:
      guard let count = Base64.decodedCount(content) else {
        reportBase64(index, content, at: offset)
        return
      }
      if count < node.lengthMin || count > node.lengthMax {
        reportLengths(index, count, unit: .bytes, at: offset)
      }
      if isWatched(node) { tapText(node, content, at: offset) }
    case .float, .double:
      switch content.specialFloat {
      case .none: reportType(index, actual: "a string", at: offset)
      case .some(let special): checkSpecial(index, node, special, at: offset)
      }
    case .bigInteger, .bigDecimal:
      guard node.flags.contains(.quoted), let form = content.numberForm else {
        reportType(index, actual: "a string", at: offset)
        return
      }
      number(index, node, form, content, at: offset)
    case .document: break
    default: reportType(index, actual: "a string", at: offset)
    }
  }

  var isResponse: Bool {
    switch part {
    case .responseBody, .responseHeader, .responseStatus: true
    default: false
    }
  }
}

/// The floats that are no JSON numbers.
enum SpecialFloat {
  case nan, infinity, negativeInfinity
}

extension Bytes {
  /// Which of `NaN`, `Infinity` and `-Infinity` the text is.
  var specialFloat: SpecialFloat? {
    if isWord("NaN") { return .nan }
    if isWord("Infinity") { return .infinity }
    return isWord("-Infinity") ? .negativeInfinity : nil
  }
}

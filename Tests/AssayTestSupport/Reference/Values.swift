import AssayModel

// A value of a JSON body against its shape (DECISIONS 8 to 32).

extension ReferenceRun {
  /// What a value must be: a shape, and the constraints that stand beside it.
  struct Expectation {
    /// Never of kind `refined`.
    var shape: Shape
    /// Of the member, of each refinement from the outside in, of the shape itself.
    var constraints: [Constraints]
    /// Media type that the member or its target states.
    var mediaType: String?
  }

  func expectation(of member: Member) -> Expectation {
    var constraints = [member.constraints]
    var mediaType = member.traits.mediaType
    var id = member.target
    for _ in contract.shapes {
      let shape = contract[id]
      constraints.append(shape.constraints)
      mediaType = mediaType ?? shape.traits.mediaType
      guard case .refined(let next) = shape.kind else { break }
      id = next
    }
    return Expectation(shape: contract[id], constraints: constraints, mediaType: mediaType)
  }

  func timestampFormat(
    _ expectation: Expectation, at location: Member.Location
  ) -> TimestampFormat {
    expectation.constraints.lazy.compactMap(\.timestampFormat).first?.format
      ?? contract.wireProtocol.timestampFormat(at: location)
  }

  /// Checks a value that is not `null` where `null` means absence.
  func check(_ node: JSONNode, _ member: Member, at place: Place) {
    let expectation = expectation(of: member)
    switch expectation.shape.kind {
    case .simple(let type): checkSimple(node, type, expectation, at: place)
    case .refined: break
    case .enumeration(let values):
      guard let bytes = string(node, at: place) else { return }
      checkEnum(values.contains { $0.value.utf8.elementsEqual(bytes) }, at: place)
      checkString(bytes, expectation.constraints, at: place)
    case .intEnumeration(let values):
      guard case .number(let text) = node.kind else { return wrongType(node, at: place) }
      checkInteger(text, .integer, expectation.constraints, values, at: place)
    case .list(let element, let sparse):
      checkList(node, element, sparse, expectation.constraints, at: place)
    case .map(let key, let value, let sparse):
      checkMap(node, key, value, sparse, expectation.constraints, at: place)
    case .structure(let members): checkStructure(node, members, at: place)
    case .union(let members): checkUnion(node, members, at: place)
    }
  }

  private func checkSimple(
    _ node: JSONNode, _ type: SimpleType, _ expectation: Expectation, at place: Place
  ) {
    let constraints = expectation.constraints
    switch type {
    case .string:
      guard let bytes = string(node, at: place) else { return }
      checkString(bytes, constraints, at: place)
    case .boolean:
      guard case .bool = node.kind else { return wrongType(node, at: place) }
    case .bigInteger where contract.wireProtocol == .rpcv2Json,
      .bigDecimal where contract.wireProtocol == .rpcv2Json:
      guard let bytes = string(node, at: place) else { return }
      guard isJSONNumber(bytes) else { return findings.add(.type, at: place) }
      if type == .bigInteger {
        checkInteger(bytes, type, constraints, nil, at: place)
      } else {
        checkAmount(Amount(json: bytes), constraints, at: place)
      }
    case .byte, .short, .integer, .long, .bigInteger:
      guard case .number(let text) = node.kind else { return wrongType(node, at: place) }
      checkInteger(text, type, constraints, nil, at: place)
    case .bigDecimal:
      guard case .number(let text) = node.kind else { return wrongType(node, at: place) }
      checkAmount(Amount(json: text), constraints, at: place)
    case .float, .double:
      if case .string = node.kind {
        guard let bytes = string(node, at: place) else { return }
        guard let amount = Amount(word: bytes) else { return findings.add(.type, at: place) }
        checkAmount(amount, constraints, at: place)
        return
      }
      guard case .number(let text) = node.kind else { return wrongType(node, at: place) }
      checkAmount(Amount(json: text), constraints, at: place)
    case .timestamp:
      let format = timestampFormat(expectation, at: .body)
      if format == .epochSeconds {
        guard case .number = node.kind else { return wrongType(node, at: place) }
        return
      }
      guard let bytes = string(node, at: place) else { return }
      checkTimestamp(bytes, format, at: place)
    case .blob:
      guard let bytes = string(node, at: place) else { return }
      guard let blob = decodedBase64(bytes) else { return findings.add(.type, at: place) }
      checkLength(blob.count, constraints, at: place)
    case .document:
      if case .null = node.kind { return wrongType(node, at: place) }
      checkUnknown(node, at: place)
    }
  }

  // MARK: - Strings and wrong types

  /// The bytes of a well-formed whole string; reports what else it is.
  private func string(_ node: JSONNode, at place: Place) -> [UInt8]? {
    guard case .string(let text) = node.kind else {
      wrongType(node, at: place)
      return nil
    }
    guard text.isWellFormed else {
      findings.add(.encoding, at: place)
      return nil
    }
    return text.bytes
  }

  private func wrongType(_ node: JSONNode, at place: Place) {
    findings.add(.type, at: place)
    checkUnknown(node, at: place)
  }

  /// A value that nothing is known of: strings must be text, and objects have each member once.
  func checkUnknown(_ node: JSONNode, at place: Place) {
    switch node.kind {
    case .null, .bool, .number: break
    case .string(let text):
      if !text.isWellFormed { findings.add(.encoding, at: place) }
    case .array(let items):
      for (index, item) in items.enumerated() {
        checkUnknown(item, at: place.child(String(index), offset: item.offset))
      }
    case .object(let members):
      eachMember(members, at: place) { member, _ in
        guard let value = member.value else { return }
        checkUnknown(value, at: place.child(member.key.display, offset: value.offset))
      }
    }
  }

  /// Visits members, reporting keys that are not text or were there before. `nil`: not text.
  private func eachMember(
    _ members: [JSONMember], at place: Place,
    _ visit: (_ member: JSONMember, _ isRepeated: Bool?) -> Void
  ) {
    var seen: Set<[UInt8]> = []
    for member in members {
      let keyPlace = place.child(member.key.display, offset: member.key.offset)
      guard member.key.isWellFormed else {
        findings.add(.encoding, at: keyPlace)
        visit(member, nil)
        continue
      }
      let isRepeated = !seen.insert(member.key.bytes).inserted
      if isRepeated {
        findings.add(.duplicateMember, at: keyPlace, policy: policies.duplicateMember)
      }
      visit(member, isRepeated)
    }
  }

  // MARK: - Containers

  private func checkList(
    _ node: JSONNode, _ element: Member, _ sparse: Bool, _ constraints: [Constraints],
    at place: Place
  ) {
    guard case .array(let items) = node.kind else { return wrongType(node, at: place) }
    for (index, item) in items.enumerated() {
      let itemPlace = place.child(String(index), offset: item.offset)
      if case .null = item.kind {
        if !sparse { findings.add(.type, at: itemPlace) }
      } else {
        check(item, element, at: itemPlace)
      }
    }
    guard node.isComplete else { return }
    checkLength(items.count, constraints, at: place)
    for constraints in constraints where constraints.uniqueItems != nil {
      let isRepeated = items.indices.contains { later in
        items[..<later].contains { isEqual($0, items[later]) }
      }
      if isRepeated {
        findings.add(.uniqueItems, at: place, policy: outputLevel(at: place))
      }
    }
  }

  private func checkMap(
    _ node: JSONNode, _ key: Member, _ value: Member, _ sparse: Bool,
    _ constraints: [Constraints], at place: Place
  ) {
    guard case .object(let members) = node.kind else { return wrongType(node, at: place) }
    var entries = 0
    eachMember(members, at: place) { member, isRepeated in
      if isRepeated != true { entries += 1 }
      if isRepeated != nil {
        checkKey(member.key.bytes, key, at: place.moved(to: member.key.offset))
      }
      guard let node = member.value else { return }
      let valuePlace = place.child(member.key.display, offset: node.offset)
      if case .null = node.kind {
        if !sparse { findings.add(.type, at: valuePlace) }
      } else {
        check(node, value, at: valuePlace)
      }
    }
    if node.isComplete { checkLength(entries, constraints, at: place) }
  }

  /// A key of a map: a string, whatever text its shape is of.
  func checkKey(_ bytes: [UInt8], _ key: Member, at place: Place) {
    let expectation = expectation(of: key)
    if case .enumeration(let values) = expectation.shape.kind {
      checkEnum(values.contains { $0.value.utf8.elementsEqual(bytes) }, at: place)
    }
    checkString(bytes, expectation.constraints, at: place)
  }

  /// An object with known members; those in `ignored` are known besides.
  func checkStructure(
    _ node: JSONNode, _ known: [Member], ignored: [String] = [], at place: Place
  ) {
    guard case .object(let members) = node.kind else { return wrongType(node, at: place) }
    var present: Set<[UInt8]> = []
    eachMember(members, at: place) { member, isRepeated in
      let keyPlace = place.child(member.key.display, offset: member.key.offset)
      guard isRepeated != nil else {
        if let value = member.value { checkUnknown(value, at: keyPlace.moved(to: value.offset)) }
        return
      }
      let bytes = member.key.bytes
      guard let shape = known.first(where: { bodyName(of: $0).utf8.elementsEqual(bytes) }) else {
        if !ignored.contains(where: { $0.utf8.elementsEqual(bytes) }) {
          findings.add(.unknownMember, at: keyPlace, policy: policies.unknownMember)
        }
        if let value = member.value { checkUnknown(value, at: keyPlace.moved(to: value.offset)) }
        return
      }
      present.insert(bytes)
      guard let value = member.value else { return }
      let valuePlace = keyPlace.moved(to: value.offset)
      if case .null = value.kind {
        if shape.required != nil { findings.add(.required, at: valuePlace) }
      } else {
        check(value, shape, at: valuePlace)
      }
    }
    guard node.isComplete else { return }
    for member in known where member.required != nil {
      let name = bodyName(of: member)
      if !present.contains(Array(name.utf8)) {
        findings.add(.required, at: place.child(name, offset: node.offset))
      }
    }
  }

  private func checkUnion(_ node: JSONNode, _ known: [Member], at place: Place) {
    guard case .object(let members) = node.kind else { return wrongType(node, at: place) }
    var count = 0
    eachMember(members, at: place) { member, isRepeated in
      let keyPlace = place.child(member.key.display, offset: member.key.offset)
      guard isRepeated != nil else {
        if let value = member.value { checkUnknown(value, at: keyPlace.moved(to: value.offset)) }
        return
      }
      let bytes = member.key.bytes
      let shape = known.first { bodyName(of: $0).utf8.elementsEqual(bytes) }
      if member.beginsAsNull { return }
      if shape == nil, !bytes.elementsEqual("__type".utf8) {
        findings.add(.unknownMember, at: keyPlace)
      }
      guard let value = member.value else { return }
      let valuePlace = keyPlace.moved(to: value.offset)
      if let shape {
        check(value, shape, at: valuePlace)
      } else {
        checkUnknown(value, at: valuePlace)
        if bytes.elementsEqual("__type".utf8) { return }
      }
      if isRepeated == false { count += 1 }
    }
    if node.isComplete, count != 1 { findings.add(.type, at: place) }
  }
}

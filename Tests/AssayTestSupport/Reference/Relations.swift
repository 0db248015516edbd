import AssayModel

// What ties an answer to its request (DECISIONS 59).

/// A value that relations can compare.
private enum RelationValue {
  case text([UInt8])
  case blob([UInt8])
  case flag(Bool)
  case number(Numeral)
  case instant(Numeral)
}

/// A value found at a path.
private struct Found {
  enum Content {
    case node(JSONNode)
    case text([UInt8])
  }
  var content: Content
  var member: Member
  var location: Member.Location
  var place: Place
}

extension ReferenceRun {
  func checkRelations() {
    guard answer?.isSuccess == true, inputBody.isWhole, outputBody.isWhole else { return }
    for relation in operation.relations {
      guard case .input(let path) = relation.operand else { continue }
      guard let right = operands(path, isList: relation.comparison == .oneOf) else { continue }
      switch relation.subject {
      case .every(let path):
        for found in find(path, in: operation.output, outputBody.root, outputTexts, .responseBody) {
          guard let left = comparable(found) else { continue }
          if !holds(left, relation.comparison, right) {
            findings.add(.relation, at: found.place)
          }
        }
      case .count(let path):
        for (count, place) in counts(path) {
          if !holds(.number(Numeral(Int64(count))), relation.comparison, right) {
            findings.add(.relation, at: place)
          }
        }
      }
    }
  }

  /// `nil` where the two are not of one kind.
  private func compare(_ left: RelationValue, _ right: RelationValue) -> (
    isEqual: Bool, isLess: Bool?
  )? {
    switch (left, right) {
    case (.text(let left), .text(let right)), (.blob(let left), .blob(let right)):
      (left == right, nil)
    case (.flag(let left), .flag(let right)): (left == right, nil)
    case (.number(let left), .number(let right)), (.instant(let left), .instant(let right)):
      (left == right, left < right)
    default: nil
    }
  }

  /// A comparison of what cannot be compared holds.
  private func holds(
    _ left: RelationValue, _ comparison: Relation.Comparison, _ right: [RelationValue]
  ) -> Bool {
    let results = right.compactMap { compare(left, $0) }
    guard results.count == right.count else { return true }
    switch comparison {
    case .equals: return results.allSatisfy(\.isEqual)
    case .oneOf: return results.contains(where: \.isEqual)
    case .atLeast: return results.allSatisfy { $0.isLess != true }
    case .atMost: return results.allSatisfy { $0.isEqual || $0.isLess != false }
    }
  }

  /// The right side's values, `nil` where the relation does not apply. What is null or breaks its
  /// type is left out.
  private func operands(_ path: MemberPath, isList: Bool) -> [RelationValue]? {
    var found = find(path, in: operation.input, inputBody.root, inputTexts, .requestBody)
    if found.isEmpty { return nil }
    if isList, found.contains(where: { self.isList($0) }) {
      var path = path
      path.steps.append(.each)
      found = find(path, in: operation.input, inputBody.root, inputTexts, .requestBody)
      return found.compactMap { comparable($0) }
    }
    let values = found.compactMap { comparable($0) }
    return values.isEmpty ? nil : values
  }

  /// Whether a value is a list, and one of its shape's type.
  private func isList(_ found: Found) -> Bool {
    guard case .list = expectation(of: found.member).shape.kind else { return false }
    guard case .node(let node) = found.content else { return true }
    if case .array = node.kind { return true }
    return false
  }

  private func comparable(_ found: Found) -> RelationValue? {
    let expectation = expectation(of: found.member)
    switch (found.content, expectation.shape.kind) {
    case (.node(let node), .simple(let type)):
      switch (node.kind, type) {
      case (.string(let text), .string) where text.isWellFormed: return .text(text.bytes)
      case (.string(let text), .blob):
        return text.isWellFormed && decodedBase64(text.bytes) != nil ? .blob(text.bytes) : nil
      case (.bool(let value), .boolean): return .flag(value)
      case (.number(let text), .timestamp)
      where timestampFormat(expectation, at: .body) == .epochSeconds:
        return Numeral(utf8: text).map { .instant($0) }
      case (.string(let text), .timestamp) where text.isWellFormed:
        let format = timestampFormat(expectation, at: .body)
        return readTimestamp(text.bytes, as: format)?.numeral.map { .instant($0) }
      case (.string(let text), .bigInteger), (.string(let text), .bigDecimal):
        guard contract.wireProtocol == .rpcv2Json, text.isWellFormed else { return nil }
        return isJSONNumber(text.bytes) ? number(text.bytes, type) : nil
      case (.number, .bigInteger), (.number, .bigDecimal):
        guard contract.wireProtocol != .rpcv2Json, case .number(let text) = node.kind else {
          return nil
        }
        return number(text, type)
      case (.number(let text), _) where type.isNumeric: return number(text, type)
      default: return nil
      }
    case (.node(let node), .enumeration):
      guard case .string(let text) = node.kind, text.isWellFormed else { return nil }
      return .text(text.bytes)
    case (.node(let node), .intEnumeration):
      guard case .number(let text) = node.kind else { return nil }
      return number(text, .integer)
    case (.text(let bytes), .simple(let type)):
      guard isUTF8(bytes) else { return nil }
      switch type {
      case .string:
        guard isEncoded(expectation, found.location) else { return .text(bytes) }
        return decodedBase64(bytes).flatMap { isUTF8($0) ? .text($0) : nil }
      case .blob: return decodedBase64(bytes) != nil ? .blob(bytes) : nil
      case .boolean:
        return ["true", "false"].contains(text(bytes)) ? .flag(bytes.count == 4) : nil
      case .timestamp:
        let format = timestampFormat(expectation, at: found.location)
        if format == .epochSeconds {
          return isJSONNumber(bytes) ? Numeral(utf8: bytes).map { .instant($0) } : nil
        }
        return readTimestamp(bytes, as: format)?.numeral.map { .instant($0) }
      case _ where type.isNumeric:
        return isJSONNumber(bytes) ? number(bytes, type) : nil
      default: return nil
      }
    case (.text(let bytes), .enumeration): return isUTF8(bytes) ? .text(bytes) : nil
    case (.text(let bytes), .intEnumeration):
      return isJSONNumber(bytes) ? number(bytes, .integer) : nil
    default: return nil
    }
  }

  /// A number that its type accepts.
  private func number(_ text: [UInt8], _ type: SimpleType) -> RelationValue? {
    guard let value = Numeral(utf8: text) else { return nil }
    guard type.isInteger else { return .number(value) }
    guard value.isInteger, policies.integerFraction != .error || !hasFractionOrExponent(text)
    else { return nil }
    if let bounds = type.integerBounds {
      guard let small = value.int64, bounds.contains(small) else { return nil }
    }
    return .number(value)
  }

  // MARK: - Paths

  private func counts(_ path: MemberPath) -> [(Int, Place)] {
    if path.steps.count == 1, case .member(let name) = path.steps[0],
      let member = members(of: operation.output).first(where: { isSame($0.name, name) }),
      location(of: member) == .header, case .list = expectation(of: member).shape.kind
    {
      guard let texts = outputTexts[member.name] else { return [] }
      return [(texts.count, Place(.responseHeader).child(member.nameOnWire))]
    }
    return find(path, in: operation.output, outputBody.root, outputTexts, .responseBody)
      .compactMap { found in
        guard case .node(let node) = found.content else { return nil }
        switch (node.kind, expectation(of: found.member).shape.kind) {
        case (.array(let items), .list): return (items.count, found.place)
        case (.object(let members), .map):
          return (Set(members.map(\.key.bytes)).count, found.place)
        default: return nil
        }
      }
  }

  private func find(
    _ path: MemberPath, in structure: ShapeID?, _ root: JSONNode?, _ texts: [String: [[UInt8]]],
    _ body: Violation.Part
  ) -> [Found] {
    guard case .member(let name)? = path.steps.first,
      let member = members(of: structure).first(where: { isSame($0.name, name) })
    else { return [] }
    let rest = path.steps.dropFirst()
    let location = location(of: member)
    switch location {
    case .body, .host:
      guard case .object(let members)? = root?.kind,
        let node = first(bodyName(of: member), in: members)
      else { return [] }
      let place = Place(body).child(bodyName(of: member), offset: node.offset)
      return walk(node, member, rest, at: place)
    case .payload:
      guard let root else { return [] }
      return walk(root, member, rest, at: Place(body, offset: root.offset))
    case .path, .query, .header, .status:
      guard let values = texts[member.name] else { return [] }
      let place =
        location == .status
        ? Place(.responseStatus) : Place(.responseHeader).child(member.nameOnWire)
      if case .list(let element, _) = expectation(of: member).shape.kind {
        if rest.isEmpty {
          // Stands for the list itself; its text is never compared.
          return [Found(content: .text([]), member: member, location: location, place: place)]
        }
        guard rest.elementsEqual([.each]) else { return [] }
        return values.enumerated().map { index, text in
          Found(
            content: .text(text), member: element, location: location,
            place: place.child(String(index)))
        }
      }
      guard rest.isEmpty, let value = values.first else { return [] }
      return [Found(content: .text(value), member: member, location: location, place: place)]
    case .queryMap, .headerMap:
      return []
    }
  }

  private func first(_ name: String, in members: [JSONMember]) -> JSONNode? {
    members.first { $0.key.isWellFormed && $0.key.bytes.elementsEqual(name.utf8) }?.value
  }

  private func walk(
    _ node: JSONNode, _ member: Member, _ steps: ArraySlice<MemberPath.Step>, at place: Place
  ) -> [Found] {
    let found = Found(content: .node(node), member: member, location: .body, place: place)
    if case .null = node.kind { return [] }
    guard let step = steps.first else { return [found] }
    let rest = steps.dropFirst()
    switch (step, expectation(of: member).shape.kind, node.kind) {
    case (.member(let name), .structure(let known), .object(let members)),
      (.member(let name), .union(let known), .object(let members)):
      guard let next = known.first(where: { isSame($0.name, name) }),
        let value = first(bodyName(of: next), in: members)
      else { return [] }
      let valuePlace = place.child(bodyName(of: next), offset: value.offset)
      return walk(value, next, rest, at: valuePlace)
    case (.member(let name), .map(_, let next, _), .object(let members)):
      guard let value = first(name, in: members) else { return [] }
      let valuePlace = place.child(name, offset: value.offset)
      return walk(value, next, rest, at: valuePlace)
    case (.each, .list(let next, _), .array(let items)):
      return items.enumerated().flatMap { index, item in
        walk(
          item, next, rest, at: place.child(String(index), offset: item.offset))
      }
    case (.each, .map(_, let next, _), .object(let members)):
      var seen: Set<[UInt8]> = []
      return members.flatMap { entry -> [Found] in
        guard entry.key.isWellFormed, seen.insert(entry.key.bytes).inserted,
          let value = entry.value
        else { return [] }
        let valuePlace = place.child(entry.key.display, offset: value.offset)
        return walk(value, next, rest, at: valuePlace)
      }
    default: return []
    }
  }
}

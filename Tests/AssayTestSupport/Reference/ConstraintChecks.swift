import AssayModel

// What bodies and parameters have in common: each stated constraint is asked by itself.

extension ReferenceRun {
  /// Severity of constraint traits: a policy in responses, an error in requests.
  func outputLevel(at place: Place) -> Policies.Level {
    place.isInResponse ? policies.outputConstraints : .error
  }

  func checkEnum(_ isMember: Bool, at place: Place) {
    guard !isMember else { return }
    findings.add(.enum, at: place, policy: place.isInResponse ? policies.unknownEnum : .error)
  }

  func checkLength(_ length: Int, _ constraints: [Constraints], at place: Place) {
    for bounds in constraints.compactMap(\.length) {
      let isShort = bounds.min.map { length < $0 } ?? false
      let isLong = bounds.max.map { length > $0 } ?? false
      if isShort || isLong { findings.add(.length, at: place, policy: outputLevel(at: place)) }
    }
  }

  func checkString(_ bytes: [UInt8], _ constraints: [Constraints], at place: Place) {
    checkLength(scalarCount(bytes), constraints, at: place)
    for constraints in constraints {
      for pattern in constraints.patterns {
        switch checker.matches(pattern, bytes) {
        case true?: break
        case false?: findings.add(.pattern, at: place, policy: outputLevel(at: place))
        case nil: findings.add(.limit, at: place)
        }
      }
      if let allowed = constraints.allowed {
        checkEnum(allowed.values.contains { $0.value.utf8.elementsEqual(bytes) }, at: place)
      }
    }
  }

  func checkAmount(_ amount: Amount, _ constraints: [Constraints], at place: Place) {
    for range in constraints.compactMap(\.range) where amount.breaks(range) {
      findings.add(.range, at: place, policy: outputLevel(at: place))
    }
  }

  /// A number in JSON's syntax where an integer belongs.
  func checkInteger(
    _ text: [UInt8], _ type: SimpleType, _ constraints: [Constraints], _ values: [EnumValue]?,
    at place: Place
  ) {
    let value = Numeral(utf8: text)
    if hasFractionOrExponent(text) {
      guard policies.integerFraction != .error, value?.isInteger ?? false else {
        return findings.add(.type, at: place)
      }
      findings.add(.type, at: place, policy: policies.integerFraction)
    }
    guard let value else { return findings.add(.type, at: place) }
    if let bounds = type.integerBounds {
      guard let small = value.int64, bounds.contains(small) else {
        return findings.add(.type, at: place)
      }
    }
    if let values { checkEnum(values.contains { Numeral($0.value) == value }, at: place) }
    for allowed in constraints.compactMap(\.allowed) {
      checkEnum(allowed.values.contains { Numeral($0.value) == value }, at: place)
    }
    checkAmount(.finite(value), constraints, at: place)
  }

  func checkTimestamp(_ text: [UInt8], _ format: TimestampFormat, at place: Place) {
    guard let instant = readTimestamp(text, as: format) else {
      return findings.add(.format, at: place)
    }
    if instant.hasOffset, !place.isInResponse {
      findings.add(.format, at: place, policy: policies.requestOffset)
    }
  }
}

// MARK: - Equality of JSON values

/// DECISIONS 28.
func isEqual(_ left: JSONNode, _ right: JSONNode) -> Bool {
  switch (left.kind, right.kind) {
  case (.null, .null): true
  case (.bool(let left), .bool(let right)): left == right
  case (.string(let left), .string(let right)): left.bytes == right.bytes
  case (.number(let left), .number(let right)):
    if let one = Numeral(utf8: left), let other = Numeral(utf8: right) {
      one == other
    } else {
      left == right
    }
  case (.array(let left), .array(let right)):
    left.count == right.count && zip(left, right).allSatisfy { isEqual($0, $1) }
  case (.object(let left), .object(let right)):
    hasEqualMembers(firstOccurrences(left), firstOccurrences(right))
  default: false
  }
}

/// Members by key; of repeated ones the first.
func firstOccurrences(_ members: [JSONMember]) -> [[UInt8]: JSONNode] {
  var result: [[UInt8]: JSONNode] = [:]
  for member in members where result[member.key.bytes] == nil {
    result[member.key.bytes] = member.value
  }
  return result
}

private func hasEqualMembers(_ left: [[UInt8]: JSONNode], _ right: [[UInt8]: JSONNode]) -> Bool {
  left.count == right.count
    && left.allSatisfy { key, value in right[key].map { isEqual(value, $0) } ?? false }
}

internal import AssayModel

extension OperationModel {
  /// A valid answer to a request: what ties answers to questions holds. Lists that a relation counts
  /// have `count` items, at most as many as the request allows.
  package func answer(
    to request: MessageValue, _ profile: ValueProfile = .typical, count: Int? = nil,
    ordinal: Int = 0
  ) -> MessageValue? {
    guard var answer = members(output, profile, ordinal) else { return nil }
    for relation in operation.relations {
      guard case .count(let path) = relation.subject else { continue }
      let limit = operand(relation, request).compactMap(\.wholeNumber).min()
      guard let wanted = wantedCount(relation, count, limit) else { continue }
      if let fitting = resized(answer, path, to: wanted, ordinal) { answer = fitting }
    }
    for relation in operation.relations {
      guard case .every(let path) = relation.subject,
        !values(answer, output, path).isEmpty || profile != .smallest
      else { continue }
      let right = operand(relation, request)
      guard let first = right.first else { continue }
      // Nothing is made that is not there: an answer without items keeps every rule about items.
      guard !values(answer, output, path).isEmpty else { continue }
      let left = node(at: path, output)
      let fitting = left.map { fitted(first, to: $0) } ?? first
      if let changed = replacing(answer, output, path, { _, old in old == nil ? nil : fitting }) {
        answer = changed
      }
    }
    return answer
  }

  /// The values of the input that a relation compares with.
  func operand(_ relation: Relation, _ request: MessageValue) -> [JSONValue] {
    switch relation.operand {
    case .input(let path):
      return values(request, input, path).flatMap { value -> [JSONValue] in
        if case .array(let items) = value { return items.filter { $0 != .null } }
        return [value]
      }
    }
  }

  private func wantedCount(_ relation: Relation, _ count: Int?, _ limit: Int?) -> Int? {
    switch (relation.comparison, limit) {
    case (.equals, let limit?): return limit
    case (.atLeast, let limit?): return max(limit, count ?? limit)
    case (.atMost, let limit?): return min(limit, count ?? min(limit, 2))
    default: return count
    }
  }

  /// The answer with a list (or map) of exactly `count` items.
  func resized(
    _ answer: MessageValue, _ path: MemberPath, to count: Int, _ ordinal: Int = 0
  ) -> MessageValue? {
    guard let node = node(at: path, output), count <= 10_000 else { return nil }
    switch blueprint[node].kind {
    case .list(let element, _):
      let items = (0..<count).compactMap {
        maker.value(element, .typical, ordinal: ordinal &+ $0)
      }
      guard items.count == count else { return nil }
      return replacing(answer, output, path) { _, _ in .array(items) }
    case .map(let key, let value, _):
      var entries: [JSONValue.Entry] = []
      for ordinal in ordinal..<(ordinal + count) {
        guard case .string(let name)? = maker.value(key, .typical, ordinal: ordinal),
          let inner = maker.value(value, .typical, ordinal: ordinal)
        else { return nil }
        entries.append(.init(name, inner))
      }
      guard Set(entries.map { Array($0.key.utf8) }).count == count else { return nil }
      return replacing(answer, output, path) { _, _ in .object(entries) }
    default: return nil
    }
  }

  /// A value of the input written as the output has it: timestamps may travel in another format.
  func fitted(_ value: JSONValue, to node: Int) -> JSONValue {
    guard case .timestamp = blueprint[node].kind else { return value }
    switch (value, blueprint[node].format) {
    case (.number, .epochSeconds): return value
    case (.string(let text), .dateTime) where text.utf8.contains(UInt8(ascii: "T")): return value
    default:
      guard let seconds = TimestampText.seconds(value) else { return value }
      return TimestampText.value(seconds, blueprint[node].format)
    }
  }
}

extension JSONValue {
  /// The value as a whole number, where it is one.
  var wholeNumber: Int? {
    if case .number(let text) = self { return Int(text) }
    return nil
  }
}

extension TimestampText {
  /// The instant of a timestamp that ``value(_:_:)`` wrote, in whole seconds.
  static func seconds(_ value: JSONValue) -> Int64? {
    switch value {
    case .number(let text): return Numeral(text)?.roundedDown
    case .string(let text):
      let digits = text.utf8.split { !(0x30...0x39).contains($0) }.compactMap {
        Int64(Substring($0))
      }
      guard digits.count >= 6, text.utf8.contains(UInt8(ascii: "T")) else { return nil }
      let year = digits[1] <= 2 ? digits[0] - 1 : digits[0]
      let era = (year >= 0 ? year : year - 399) / 400
      let yearOfEra = year - era * 400
      let month = digits[1]
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + digits[2] - 1
      let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
      let days = era * 146_097 + dayOfEra - 719_468
      return days * 86_400 + digits[3] * 3600 + digits[4] * 60 + digits[5]
    default: return nil
    }
  }
}

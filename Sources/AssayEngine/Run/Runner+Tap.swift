internal import AssayJSON
internal import AssayModel

/// A value of an answer on its way into a comparison.
enum TappedValue {
  case text(Bytes, Node.Op)
  case number(Bytes)
  case integer(Int64)
  case instant(Instant)
}

extension Runner {
  /// Whether relations want to see the values of a node in this message.
  @inline(__always)
  mutating func isWatched(_ node: NodeRef) -> Bool {
    node.tap >= 0 && watched &>> UInt64(truncatingIfNeeded: node.tap & 63) & 1 != 0
  }

  /// Watches what a request gives to relations: nothing, where no answer will be compared with it.
  mutating func watchRequest(hasResponse: Bool) {
    watched = hasResponse && !plan.relations.isEmpty ? .max : 0
  }

  /// Watches what an answer is to be compared in: only where the request gave something.
  mutating func watchResponse() {
    watched = 0
    guard comparesRelations, scratch.captured.value.hasValues else { return }
    for index in 0..<tables.taps.count {
      let tap = tables.taps.value(index)
      for check in Int(tap.checkStart)..<Int(tap.checkStart &+ tap.checkCount)
      where scratch.captured.value.isPresent(Int(tables.tapChecks.value(check).slot)) {
        watched |= 1 << UInt64(index & 63)
      }
    }
  }

  /// A string, enumeration value, boolean or blob that relations look at.
  @inline(never)
  mutating func tapText(_ node: NodeRef, _ content: Bytes, at offset: Int) {
    guard !isRepeated else { return }
    let tap = tables.taps.value(node.tap)
    if isResponse {
      compare(tap, .text(content, node.op), at: offset)
    } else {
      forEachSlot(tap) { $0.remember(content, node.op, in: $1) }
    }
  }

  /// A number that relations look at.
  @inline(never)
  mutating func tapNumber(_ node: NodeRef, _ digits: Bytes, at offset: Int) {
    if node.op == .timestamp {
      if let instant = Instant(epochSeconds: digits) { tapInstant(node, instant, at: offset) }
      return
    }
    guard !isRepeated else { return }
    let tap = tables.taps.value(node.tap)
    if isResponse {
      compare(tap, .number(digits), at: offset)
    } else {
      forEachSlot(tap) { $0.remember(digits, node.op, in: $1) }
    }
  }

  /// A timestamp that relations look at.
  @inline(never)
  mutating func tapInstant(_ node: NodeRef, _ instant: Instant, at offset: Int) {
    guard !isRepeated else { return }
    let tap = tables.taps.value(node.tap)
    if isResponse {
      compare(tap, .instant(instant), at: offset)
    } else {
      forEachSlot(tap) { $0.remember(.instant(instant), in: $1) }
    }
  }

  /// An integer that relations look at, whose value is known.
  @inline(never)
  mutating func tapInteger(_ node: NodeRef, _ value: Int64, _ digits: Bytes, at offset: Int) {
    guard !isRepeated else { return }
    let tap = tables.taps.value(node.tap)
    if isResponse {
      compare(tap, .number(digits), at: offset)
    } else {
      forEachSlot(tap) { $0.remember(.integer(value), in: $1) }
    }
  }

  /// A list or map that relations count, or whose items they take.
  @inline(never)
  mutating func tapCount(_ node: NodeRef, _ count: Int, at offset: Int) {
    guard !isRepeated else { return }
    let tap = tables.taps.value(node.tap)
    if isResponse {
      compare(tap, .integer(Int64(count)), at: offset)
    } else {
      for index in 0..<Int(tap.slotCount) {
        let slot = tables.tapSlots.value(Int(tap.slotStart) + index)
        if slot.marksPresence { scratch.captured.value.markPresent(Int(slot.slot)) }
      }
    }
  }

  /// Lets a value be remembered in each slot that takes values.
  @inline(__always)
  private func forEachSlot(_ tap: Tap, _ body: (inout Captured, Int) -> Void) {
    for index in 0..<Int(tap.slotCount) {
      let slot = tables.tapSlots.value(Int(tap.slotStart) + index)
      if !slot.marksPresence { body(&scratch.captured.value, Int(slot.slot)) }
    }
  }

  private mutating func compare(_ tap: Tap, _ value: TappedValue, at offset: Int) {
    guard comparesRelations else { return }
    let isCounted = if case .integer = value { true } else { false }
    for index in 0..<Int(tap.checkCount) {
      let check = tables.tapChecks.value(Int(tap.checkStart) + index)
      let slot = Int(check.slot)
      guard check.isCount == isCounted, scratch.captured.value.isPresent(slot),
        !isUnordered(value, check.comparison)
      else { continue }
      var place = scratch.captured.value.first(of: slot)
      var holds = check.comparison != .oneOf
      var isFitting = check.comparison == .oneOf && place < 0
      while place >= 0 {
        defer { place = scratch.captured.value.next(after: place) }
        guard let ordering = order(value, scratch.captured.value.value(at: place)) else {
          continue
        }
        isFitting = true
        let fits =
          switch check.comparison {
          case .equals, .oneOf: ordering == 0
          case .atLeast: ordering >= 0
          case .atMost: ordering <= 0
          }
        if check.comparison == .oneOf {
          holds = holds || fits
        } else {
          holds = holds && fits
        }
      }
      guard isFitting else { continue }
      scratch.relationVisits[Int(check.relation)] &+= 1
      if !holds { reportRelation(Int(check.relation), value, at: offset) }
    }
  }

  /// Texts and booleans have no order.
  private func isUnordered(_ value: TappedValue, _ comparison: TapCheck.Comparison) -> Bool {
    guard case .text = value else { return false }
    return comparison == .atLeast || comparison == .atMost
  }

  /// Negative, zero or positive as the left value is less, equal or greater; `nil` where the two
  /// do not compare. Texts that differ are merely not equal.
  private func order(_ left: TappedValue, _ right: CapturedValue) -> Int? {
    switch (left, right) {
    case (.text(let left, let kind), .text(let start, let count, let other)):
      guard kind == other else { return nil }
      return scratch.captured.value.memory.withBytes {
        left.equals($0.slice(start, count)) ? 0 : 1
      }
    case (.instant(let left), .instant(let right)):
      return left == right ? 0 : left < right ? -1 : 1
    case (.integer(let left), .integer(let right)):
      return left == right ? 0 : left < right ? -1 : 1
    case (.integer(let left), .number(let start, let count)):
      let right = Numeral(utf8: scratch.captured.value.digits(start, count))
      return right.map { order(Numeral(left), $0) }
    case (.number(let left), .integer(let right)):
      return Numeral(utf8: left.array).map { order($0, Numeral(right)) }
    case (.number(let left), .number(let start, let count)):
      guard let left = Numeral(utf8: left.array),
        let right = Numeral(utf8: scratch.captured.value.digits(start, count))
      else { return nil }
      return order(left, right)
    default: return nil
    }
  }

  private func order(_ left: Numeral, _ right: Numeral) -> Int {
    left == right ? 0 : left < right ? -1 : 1
  }

  /// Kept back until the answer has been read to its end.
  @inline(never)
  private mutating func reportRelation(_ index: Int, _ value: TappedValue, at offset: Int) {
    let relation = plan.relations[index]
    scratch.relationBreaks[index] &+= 1
    let actual =
      switch value {
      case .text(let content, _): Excerpt.text(content)
      case .number(let digits): Excerpt.plain(digits)
      case .integer(let count): "\(count)"
      case .instant:
        text.byte(offset) == Byte.quote ? shownString(at: offset) : "a timestamp"
      }
    found.relations.append(
      Violation(
        part: part, pointer: pointer(), constraint: .relation, expected: "\(relation)",
        actual: actual, offset: isBody ? offset : nil,
        source: plan.contract.sources.location(of: relation.origin),
        message: "\(actual) does not fit the request: \(relation)"))
  }

  private func shownString(at offset: Int) -> String {
    var end = offset + 1
    while end < text.count, text.byte(end) != Byte.quote, end < offset + 60 { end += 1 }
    return Excerpt.text(text.bytes(from: min(offset + 1, text.count), to: end))
  }

  /// Lets the broken relations stand, once the answer has been read to its end.
  mutating func commitRelations() {
    for violation in found.relations {
      found.responseFails = true
      if found.count < plan.options.limits.violations {
        found.keep(violation)
      } else {
        found.omitted += 1
      }
    }
  }
}

extension Instant {
  /// Reads a JSON number of seconds since 1970.
  init?(epochSeconds digits: Bytes) {
    guard let number = Numeral(utf8: digits.array) else { return nil }
    guard number.exponent <= 18 else {
      // Beyond what 64 bits of seconds can tell: before or after everything else.
      self.init(seconds: number.isNegative ? .min : .max, atto: 0)
      return
    }
    var whole: Int64 = 0
    var fraction: UInt64 = 0
    var unit: UInt64 = 100_000_000_000_000_000
    for position in min(number.exponent, 0)..<max(number.digits.count, number.exponent, 0) {
      let digit = position >= 0 && position < number.digits.count ? number.digits[position] : 0
      if position < number.exponent {
        whole = whole * 10 + Int64(digit)
      } else if unit > 0 {
        fraction += unit * UInt64(digit)
        unit /= 10
      } else {
        break
      }
    }
    if number.isNegative {
      self.init(
        seconds: fraction > 0 ? -whole - 1 : -whole,
        atto: fraction > 0 ? 1_000_000_000_000_000_000 - fraction : 0)
    } else {
      self.init(seconds: whole, atto: fraction)
    }
  }
}

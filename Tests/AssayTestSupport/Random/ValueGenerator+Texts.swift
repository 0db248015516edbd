import AssayModel

// Values as texts: what parameters carry, and what JSON strings and numbers hold.

extension ValueGenerator {
  func bodyName(_ member: Member) -> [UInt8] {
    switch member.location {
    case .body, .host: Array(member.nameOnWire.utf8)
    default: Array(member.name.utf8)
    }
  }

  func constraints(_ member: Member) -> [Constraints] {
    var constraints = [member.constraints]
    var id = member.target
    for _ in contract.shapes {
      constraints.append(contract[id].constraints)
      guard case .refined(let next) = contract[id].kind else { break }
      id = next
    }
    return constraints
  }

  func format(_ member: Member, at location: Member.Location) -> TimestampFormat {
    constraints(member).lazy.compactMap(\.timestampFormat).first?.format
      ?? contract.wireProtocol.timestampFormat(at: location)
  }

  /// Lengths that all bounds allow; the least of them where they contradict each other.
  func lengths(_ member: Member) -> ClosedRange<Int> {
    let bounds = constraints(member).compactMap(\.length)
    let least = bounds.compactMap(\.min).max() ?? 0
    let most = bounds.compactMap(\.max).min() ?? least + 20
    return least...max(least, most)
  }

  /// Forgets what was made so far.
  mutating func forget() { memory.removeAll(keepingCapacity: true) }

  /// A sound value as text, before any quoting.
  mutating func scalar(_ member: Member, at location: Member.Location) -> [UInt8] {
    let kind = contract[contract.base(of: member.target)].kind
    if let known = memory[kind], random.chance(15) { return random.pick(known) }
    let text = newScalar(member, at: location)
    memory[kind, default: []].append(text)
    return text
  }

  private mutating func newScalar(_ member: Member, at location: Member.Location) -> [UInt8] {
    let constraints = constraints(member)
    if random.chance(spice) { return oddText(member) }
    if let allowed = constraints.lazy.compactMap(\.allowed).first, let value = pick(allowed.values)
    {
      return value
    }
    switch contract[contract.base(of: member.target)].kind {
    case .enumeration(let values), .intEnumeration(let values): return pick(values) ?? []
    case .simple(let type): return scalar(type, member, at: location)
    default: return Array("text".utf8)
    }
  }

  private mutating func pick(_ values: [EnumValue]) -> [UInt8]? {
    values.isEmpty ? nil : Array(random.pick(values).value.utf8)
  }

  private mutating func scalar(
    _ type: SimpleType, _ member: Member, at location: Member.Location
  ) -> [UInt8] {
    switch type {
    case .string, .document: return text(fitting: member)
    case .boolean: return Array(random.pick(["true", "false"]).utf8)
    case .byte, .short, .integer, .long, .bigInteger: return Array(integer(type, member).utf8)
    case .float, .double, .bigDecimal:
      if type != .bigDecimal, random.chance(8) {
        return Array(random.pick(["NaN", "Infinity", "-Infinity"]).utf8)
      }
      let texts = ["0", "1", "0.5", "1e2", "-0.5", "99.99", "1.25E1", "3", "100000", "-12.25"]
      return Array(number(of: texts, member).utf8)
    case .timestamp:
      switch format(member, at: location) {
      case .dateTime: return Array(random.pick(SampleTexts.dateTimes).utf8)
      case .httpDate: return Array(random.pick(SampleTexts.httpDates).utf8)
      case .epochSeconds: return Array(random.pick(SampleTexts.epochs).utf8)
      }
    case .blob:
      let lengths = lengths(member)
      let count = random.int(lengths.lowerBound...min(lengths.upperBound, lengths.lowerBound + 9))
      return base64((0..<count).map { _ in UInt8(truncatingIfNeeded: random.below(256)) })
    }
  }

  private mutating func integer(_ type: SimpleType, _ member: Member) -> String {
    let bounds = type.integerBounds ?? Int64.min...Int64.max
    var texts = ["0", "1", "-1", "5", "10", "42", "99", "100", "127", "-128", "120"]
    texts += [String(bounds.lowerBound), String(bounds.upperBound)]
    for range in constraints(member).compactMap(\.range) {
      texts += [range.min, range.max].compactMap { $0?.description }
    }
    return number(of: texts.filter { Numeral($0)?.int64.map(bounds.contains) ?? false }, member)
  }

  private mutating func number(of texts: [String], _ member: Member) -> String {
    let ranges = constraints(member).compactMap(\.range)
    let fitting = texts.filter { text in
      guard let value = Numeral(text) else { return false }
      return ranges.allSatisfy {
        !($0.min.map { value < $0 } ?? false) && !($0.max.map { $0 < value } ?? false)
      }
    }
    return fitting.isEmpty ? "1" : random.pick(fitting)
  }

  func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(8 * (3 - group.count))
      for index in 0..<4 {
        text.append(
          index > group.count
            ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - 6 * index) & 63)])
      }
    }
    return text
  }

  // MARK: - Strings

  /// A string that satisfies length and patterns where one was found in a few tries.
  private mutating func text(fitting member: Member) -> [UInt8] {
    let patterns = constraints(member).flatMap(\.patterns)
    let lengths = lengths(member)
    var best: [UInt8] = []
    for attempt in 0..<6 {
      let sample = patterns.first.flatMap { SampleTexts.pattern($0.source) }
      if let sample, !sample.texts.isEmpty {
        best = Array(random.pick(sample.texts).utf8)
      } else {
        let pool = sample?.pool ?? random.pick(SampleTexts.pools)
        // Now and then longer than any buffer that a reader may have.
        let isHuge = random.once(in: 400) && lengths.upperBound == lengths.lowerBound + 20
        best = text(length: isHuge ? 9_000 : length(in: lengths), from: pool)
      }
      if patterns.allSatisfy({ matches($0, best) != false }),
        lengths.contains(best.count { $0 & 0xC0 != 0x80 }) || attempt > 3
      {
        break
      }
    }
    return best
  }

  private mutating func length(in lengths: ClosedRange<Int>) -> Int {
    switch random.below(6) {
    case 0: lengths.lowerBound
    case 1 where lengths.upperBound <= 400 || random.once(in: 20): lengths.upperBound
    case 2: min(lengths.upperBound, lengths.lowerBound + random.below(70))
    default: min(lengths.upperBound, lengths.lowerBound + random.below(12))
    }
  }

  mutating func text(length: Int, from pool: [Unicode.Scalar]? = nil) -> [UInt8] {
    let pool = pool ?? random.pick(SampleTexts.pools)
    var text: [UInt8] = []
    for _ in 0..<max(length, 0) { text += String(Character(random.pick(pool))).utf8 }
    return text
  }

  /// A text at or beyond the edge of what a member allows.
  mutating func oddText(_ member: Member) -> [UInt8] {
    let lengths = lengths(member)
    switch random.below(10) {
    case 0: return []
    case 1: return text(length: lengths.lowerBound - 1, from: SampleTexts.lower)
    case 2: return text(length: min(lengths.upperBound, 300) + 1, from: SampleTexts.digits)
    case 3:
      return text(length: min(lengths.upperBound, 300) + random.below(2), from: SampleTexts.mixed)
    case 4: return text(length: random.below(6), from: SampleTexts.hostile)
    case 5: return Array(random.pick(SampleTexts.numbers).utf8)
    case 6:
      return Array(random.pick(SampleTexts.dateTimes + SampleTexts.badDateTimes).utf8)
    case 7:
      return Array(
        random.pick(
          SampleTexts.httpDates + SampleTexts.badHTTPDates + SampleTexts.epochs
            + SampleTexts.badEpochs
        ).utf8)
    case 8: return Array(random.pick(SampleTexts.base64 + SampleTexts.badBase64).utf8)
    default:
      let values: [EnumValue]
      switch contract[contract.base(of: member.target)].kind {
      case .enumeration(let all), .intEnumeration(let all): values = all
      default: values = constraints(member).lazy.compactMap(\.allowed).first?.values ?? []
      }
      guard !values.isEmpty else { return Array("NaN".utf8) }
      let value = random.pick(values).value
      return Array(
        random.pick([
          value.lowercased(), value + " ", String(value.dropLast()), value + "\u{301}", " " + value,
          value.decomposed,
        ]).utf8)
    }
  }
}

extension String {
  /// Canonically equal, but of other scalars: what must not be taken for the same.
  fileprivate var decomposed: String {
    unicodeScalars.map { $0 == "é" ? "e\u{301}" : String($0) }.joined()
  }
}

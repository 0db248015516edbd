internal import AssayPattern
internal import Synchronization

/// A set of Unicode scalars: ranges in rising order that neither touch nor overlap.
struct ScalarSet: Sendable, Hashable {
  /// The ranges; surrogates are in none.
  let ranges: [ClosedRange<UInt32>]
  /// How many scalars stand before each range: where a number leads to the scalar it counts.
  private let offsets: [Int]
  /// How many scalars there are.
  let count: Int
  /// How many of them are ASCII.
  let asciiCount: Int

  /// Creates a set from ranges in rising order.
  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    var offsets: [Int] = []
    offsets.reserveCapacity(ranges.count)
    var count = 0
    for range in ranges {
      offsets.append(count)
      count += range.count
    }
    self.offsets = offsets
    self.count = count
    asciiCount = ranges.reduce(0) { sum, range in
      range.lowerBound < 0x80
        ? sum + Int(min(range.upperBound, 0x7F) - range.lowerBound) + 1 : sum
    }
  }

  /// Every scalar there is.
  static let all = ScalarSet([0...0xD7FF, 0xE000...0x10_FFFF])

  /// A set of one.
  init(_ scalar: UInt32) { self.init([scalar...scalar]) }

  var isEmpty: Bool { ranges.isEmpty }

  /// The scalar that `index` scalars of the set stand before.
  subscript(index: Int) -> UInt32 {
    guard index >= 0, index < count else { return ranges.first?.lowerBound ?? 0 }
    var low = 0
    var high = ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if offsets[middle] <= index { low = middle } else { high = middle }
    }
    return ranges[low].lowerBound + UInt32(truncatingIfNeeded: index - offsets[low])
  }

  /// Whether the set has a scalar.
  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }
}

// MARK: - Algebra

extension ScalarSet {
  /// All scalars that are not in the set.
  var complement: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10_FFFF { gaps.append(next...0x10_FFFF) }
    return ScalarSet(gaps).intersection(.all)
  }

  /// Scalars that are in both sets.
  func intersection(_ other: ScalarSet) -> ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      let low = max(ranges[left].lowerBound, other.ranges[right].lowerBound)
      let high = min(ranges[left].upperBound, other.ranges[right].upperBound)
      if low <= high { result.append(low...high) }
      if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
    }
    return ScalarSet(result)
  }

  /// Scalars of this set that are not in the other.
  func subtracting(_ other: ScalarSet) -> ScalarSet { intersection(other.complement) }

  /// Scalars that are in one of the two.
  func union(_ other: ScalarSet) -> ScalarSet {
    complement.intersection(other.complement).complement
  }

  /// The set as a class in PCRE2's syntax.
  var pcre: String {
    let items = ranges.map { range in
      let first = #"\x{\#(String(range.lowerBound, radix: 16))}"#
      return range.count == 1
        ? first : #"\#(first)-\x{\#(String(range.upperBound, radix: 16))}"#
    }
    return items.isEmpty ? "(?!)" : "[\(items.joined())]"
  }

  /// Whether the two have a scalar in common.
  func intersects(_ other: ScalarSet) -> Bool {
    var left = 0
    var right = 0
    while left < ranges.count, right < other.ranges.count {
      if ranges[left].overlaps(other.ranges[right]) { return true }
      if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
    }
    return false
  }
}

// MARK: - Asking PCRE2

extension ScalarSet {
  /// The scalars of a class in PCRE2's syntax, as PCRE2 sees them; learned once a process. `nil`
  /// where the text does not compile.
  static func of(_ source: String) -> ScalarSet? {
    let key = Array(source.utf8)
    if let known = learned.withLock({ $0[key] }) { return known }
    guard let ranges = CharacterClass(source)?.scalars else { return nil }
    let set = ScalarSet(ranges)
    return learned.withLock { sets in
      // A contract has some hundred classes; one that is built to have more gets no memory for it.
      if sets.count < 4096 { sets[key] = set }
      return set
    }
  }

  private static let learned = Mutex<[[UInt8]: ScalarSet]>([:])
}

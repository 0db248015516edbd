/// The lengths, in scalars, that the strings of a grammar have, up to a limit: a bit for each.
struct LengthSet: Sendable, Hashable {
  /// The greatest length that is kept; longer ones are forgotten.
  let limit: Int
  private(set) var words: [UInt64]

  /// The empty set.
  init(limit: Int) {
    self.limit = max(limit, 0)
    words = [UInt64](repeating: 0, count: self.limit / 64 + 1)
  }

  /// A set of one length.
  init(_ length: Int, limit: Int) {
    self.init(limit: limit)
    insert(length)
  }

  mutating func insert(_ length: Int) {
    guard length >= 0, length <= limit else { return }
    words[length >> 6] |= 1 << UInt64(length & 63)
  }

  private mutating func insert(_ lengths: ClosedRange<Int>) {
    let (first, last) = (lengths.lowerBound >> 6, lengths.upperBound >> 6)
    for index in first...last {
      var word = UInt64.max
      if index == first { word &= .max << UInt64(lengths.lowerBound & 63) }
      if index == last { word &= .max >> UInt64(63 - (lengths.upperBound & 63)) }
      words[index] |= word
    }
  }

  /// The lengths as a range, where they have no gap.
  private var gapless: ClosedRange<Int>? {
    guard let low = least, let high = greatest else { return nil }
    var count = 0
    for word in words { count += word.nonzeroBitCount }
    return count == high - low + 1 ? low...high : nil
  }

  func contains(_ length: Int) -> Bool {
    guard length >= 0, length <= limit else { return false }
    return words[length >> 6] >> UInt64(length & 63) & 1 != 0
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// The least length.
  var least: Int? {
    for (index, word) in words.enumerated() where word != 0 {
      return index * 64 + word.trailingZeroBitCount
    }
    return nil
  }

  /// The greatest length within the limit.
  var greatest: Int? {
    for index in words.indices.reversed() where words[index] != 0 {
      return index * 64 + 63 - words[index].leadingZeroBitCount
    }
    return nil
  }

  /// The greatest length that is not above a bound.
  func greatest(notAbove bound: Int) -> Int? {
    var length = min(bound, limit)
    while length >= 0 {
      if contains(length) { return length }
      length -= 1
    }
    return nil
  }

  /// The least length that is not below a bound.
  func least(notBelow bound: Int) -> Int? {
    var length = max(bound, 0)
    while length <= limit {
      if contains(length) { return length }
      length += 1
    }
    return nil
  }

  /// Runs of lengths without gaps, in rising order.
  var intervals: [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      var base = index * 64
      while rest != 0 {
        let skip = rest.trailingZeroBitCount
        rest >>= UInt64(skip)
        base += skip
        let run = (~rest).trailingZeroBitCount
        if let last = result.last, last.upperBound + 1 == base {
          result[result.count - 1] = last.lowerBound...(base + run - 1)
        } else {
          result.append(base...(base + run - 1))
        }
        base += run
        rest = run == 64 ? 0 : rest >> UInt64(run)
      }
    }
    return result
  }
}

// MARK: - Algebra

extension LengthSet {
  /// Lengths of strings of either.
  func union(_ other: LengthSet) -> LengthSet {
    var result = self
    for index in words.indices where index < other.words.count {
      result.words[index] |= other.words[index]
    }
    return result
  }

  /// Lengths of a string of the one and a string of the other, one after the other.
  func sum(_ other: LengthSet) -> LengthSet {
    var result = LengthSet(limit: limit)
    if let one = gapless, let two = other.gapless {
      let low = one.lowerBound + two.lowerBound
      if low <= limit { result.insert(low...min(limit, one.upperBound + two.upperBound)) }
      return result
    }
    let (few, many) = intervals.count <= other.intervals.count ? (self, other) : (other, self)
    for interval in few.intervals {
      // The union of all shifts by 0...n, doubled up.
      var spread = many
      var reach = 0
      let span = interval.count - 1
      while reach < span {
        let step = min(reach + 1, span - reach)
        spread = spread.union(spread.shifted(by: step))
        reach += step
      }
      result = result.union(spread.shifted(by: interval.lowerBound))
    }
    return result
  }

  /// Lengths of `minimum...maximum` strings, one after the other.
  func times(_ minimum: Int, _ maximum: Int?) -> LengthSet {
    var result = LengthSet(0, limit: limit)
    result = result.sum(power(minimum))
    guard maximum != minimum else { return result }
    var optional = self
    optional.insert(0)
    if let maximum { return result.sum(optional.power(maximum - minimum)) }
    // Without a maximum: until nothing is added.
    var closure = LengthSet(0, limit: limit)
    while true {
      let next = closure.sum(optional)
      if next == closure { break }
      closure = next
      optional = optional.sum(optional)
    }
    return result.sum(closure)
  }

  private func power(_ count: Int) -> LengthSet {
    var result = LengthSet(0, limit: limit)
    var square = self
    var rest = count
    while rest > 0 {
      if rest & 1 == 1 { result = result.sum(square) }
      rest >>= 1
      if rest > 0 { square = square.sum(square) }
      // Beyond the limit nothing is left.
      if result.isEmpty { break }
    }
    return result
  }

  private func shifted(by count: Int) -> LengthSet {
    guard count > 0 else { return self }
    var result = LengthSet(limit: limit)
    let whole = count >> 6
    let part = UInt64(count & 63)
    for index in words.indices where words[index] != 0 && index + whole < words.count {
      result.words[index + whole] |= words[index] << part
      if part > 0, index + whole + 1 < words.count {
        result.words[index + whole + 1] |= words[index] >> (64 - part)
      }
    }
    // Bits behind the limit in the last word.
    let spare = UInt64(limit & 63)
    if spare < 63 { result.words[words.count - 1] &= (1 << (spare + 1)) - 1 }
    return result
  }
}

internal import AssayPattern

/// A string that was put together, with the set that each of its scalars is out of.
struct StringSample: Sendable {
  var skeleton: Skeleton
  var scalars: [UInt32]

  var text: String { String(scalars: scalars) }
}

extension StringModel {
  /// The words that keep the other rules too, where the set of values is closed.
  var words: [String]? { rules.words?.filter { accepts($0) } }

  /// A string with as few scalars as possible.
  var shortest: String? {
    if let words { return words.min { $0.unicodeScalars.count < $1.unicodeScalars.count } }
    return remembered("shortest") {
      firstSample { $0.least(notBelow: rules.minimum) }?.text
    }
  }

  /// A string with as many scalars as possible, up to `cap`.
  func longest(cap: Int) -> String? {
    if let words { return words.max { $0.unicodeScalars.count < $1.unicodeScalars.count } }
    let bound = min(rules.maximum, cap)
    return remembered("longest \(bound)") {
      if let run { return sample(length: min(bound, run.maximum))?.text }
      return firstSample { $0.greatest(notAbove: bound) }?.text
    }
  }

  /// A string that nobody would wonder at: away from the bounds of its length.
  var typical: String? {
    if let words { return words.first }
    return remembered("typical") {
      firstSample { lengths in typicalLength(lengths) }?.text ?? shortest
    }
  }

  private func typicalLength(_ lengths: LengthSet) -> Int? {
    let low = rules.minimum < rules.maximum ? rules.minimum + 1 : rules.minimum
    let high = rules.maximum < .max ? max(low, rules.maximum - 1) : .max
    let wish = min(max(12, low), high)
    if wish > lengths.limit { return wish }
    return lengths.least(notBelow: wish).flatMap { $0 <= rules.maximum ? $0 : nil }
      ?? lengths.greatest(notAbove: min(wish, rules.maximum))
  }

  /// The first sample, grammar by grammar, of a length chosen among those there are.
  private func firstSample(_ choose: (LengthSet) -> Int?) -> StringSample? {
    for index in grammars.indices {
      var builder = builder(index)
      let lengths = builder.allLengths()
      guard let length = choose(lengths) else { continue }
      if let sample = sample(length: length, grammar: index, &builder) { return sample }
      // The conditions around a place may forbid this length and allow another.
      for other in lengths.nearby(length) where (rules.minimum...rules.maximum).contains(other) {
        if let sample = sample(length: other, grammar: index, &builder) { return sample }
      }
    }
    return nil
  }

  /// The lengths that grammars are asked for.
  var limit: Int {
    let wish =
      rules.maximum < .max ? rules.maximum + 2 : max(rules.minimum + 66, reach + 2, 512)
    return min(max(wish, 66), Self.lengthLimit)
  }

  /// A string of exactly `length` scalars that matches the patterns, whatever the length bounds say;
  /// `nil` where none was found.
  func sample(length: Int, ordinal: Int = 0) -> StringSample? {
    for index in grammars.indices {
      var builder = builder(index)
      if let sample = sample(length: length, grammar: index, &builder, ordinal: ordinal) {
        return sample
      }
    }
    return nil
  }

  private func sample(
    length: Int, grammar: Int, _ builder: inout SkeletonBuilder, ordinal: Int = 0
  ) -> StringSample? {
    guard length >= 0 else { return nil }
    if let run {
      guard length >= run.minimum, length <= run.maximum, !run.set.isEmpty || length == 0 else {
        return nil
      }
      let slot = Skeleton.Slot(set: run.set, leaf: 0)
      let skeleton = Skeleton(slots: Array(repeating: slot, count: length))
      return confirmed(skeleton, ordinal: ordinal)
    }
    guard length <= limit else { return nil }
    if let skeleton = builder.skeleton(length: length),
      let sample = confirmed(skeleton, ordinal: ordinal)
    {
      return sample
    }
    return search(length: length, &builder)
  }

  /// The skeleton filled in plainly, if that matches.
  func confirmed(_ skeleton: Skeleton, ordinal: Int = 0) -> StringSample? {
    guard let scalars = fill(skeleton, ordinal: ordinal) else { return nil }
    let sample = StringSample(skeleton: skeleton, scalars: scalars)
    return matchesPatterns(sample.text) ? sample : nil
  }

  /// Scalars for a skeleton: plain ones in turn; a later ordinal gives other ones, as a counter
  /// whose last digit is the last place with a choice.
  func fill(_ skeleton: Skeleton, ordinal: Int = 0) -> [UInt32]? {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(skeleton.slots.count)
    var cache: [Int: [UInt32]] = [:]
    for (place, slot) in skeleton.slots.enumerated() {
      if let original = slot.copyOf, original < place {
        scalars.append(scalars[original])
        continue
      }
      guard !slot.set.isEmpty else { return nil }
      if slot.leaf < 0 {
        scalars.append(padding)
        continue
      }
      let letters = cache[slot.leaf] ?? slot.set.preferred
      if slot.leaf >= 0, !slot.isNarrowed { cache[slot.leaf] = letters }
      scalars.append(letters[place % letters.count])
    }
    guard ordinal > 0 else { return scalars }
    var rest = ordinal
    for place in skeleton.slots.indices.reversed() where rest > 0 {
      let slot = skeleton.slots[place]
      guard slot.copyOf == nil, slot.set.count > 1 else { continue }
      let letters = slot.set.preferred
      let old = letters.firstIndex(of: scalars[place]) ?? 0
      scalars[place] = letters[(old + rest) % letters.count]
      rest /= letters.count
    }
    for place in skeleton.slots.indices {
      if let original = skeleton.slots[place].copyOf { scalars[place] = scalars[original] }
    }
    return scalars
  }
}

extension LengthSet {
  /// Lengths near another, nearest first, a few.
  func nearby(_ length: Int) -> [Int] {
    var found: [Int] = []
    for distance in 1...40 {
      if contains(length + distance) { found.append(length + distance) }
      if contains(length - distance) { found.append(length - distance) }
      if found.count >= 24 { break }
    }
    return found
  }
}

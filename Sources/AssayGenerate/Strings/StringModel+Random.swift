extension StringModel {
  /// A string made of choices, short ones far more often; `nil` where none was found.
  func random(_ source: inout ChoiceSource) -> String? {
    if rules.words != nil {
      guard let words, !words.isEmpty else { return nil }
      return words[source.index(words.count)]
    }
    if let run { return random(run, &source) }
    for index in grammars.indices {
      var builder = builder(index)
      guard var skeleton = skeleton(&builder, &source) else { continue }
      if !skeleton.looks.isEmpty { _ = narrow(&skeleton, &builder, &source) }
      if let text = text(skeleton, &source), accepts(text) { return text }
    }
    // Chance did not find one: the plain string, which does match.
    return typical
  }

  /// A skeleton of whatever length comes out, or, where that is none that is allowed, of one that is.
  private func skeleton(
    _ builder: inout SkeletonBuilder, _ source: inout ChoiceSource
  ) -> Skeleton? {
    let bounds = rules.minimum...max(rules.maximum, rules.minimum)
    if let free = builder.skeleton(of: builder.grammar.root, &source),
      bounds.contains(free.slots.count)
    {
      return free
    }
    let lengths = builder.allLengths()
    let wish = rules.minimum + source.small(upTo: min(rules.maximum - rules.minimum, 64))
    guard let length = lengths.least(notBelow: wish), bounds.contains(length) else { return nil }
    return builder.skeleton(length: length)
  }

  private func text(_ skeleton: Skeleton, _ source: inout ChoiceSource) -> String? {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(skeleton.slots.count)
    var letters: [Int: [UInt32]] = [:]
    for (place, slot) in skeleton.slots.enumerated() {
      if let original = slot.copyOf, original < place {
        scalars.append(scalars[original])
        continue
      }
      guard slot.set.count > 1 else {
        if slot.set.isEmpty { return nil }
        scalars.append(slot.set[0])
        continue
      }
      let preferred =
        slot.isNarrowed ? slot.set.preferred : letters[slot.leaf] ?? slot.set.preferred
      if !slot.isNarrowed { letters[slot.leaf] = preferred }
      // A long run is its beginning over and over: as telling, and made at once.
      if place >= 96, skeleton.slots[place - 32].leaf == slot.leaf, !slot.isNarrowed {
        scalars.append(scalars[place - 32])
      } else {
        scalars.append(slot.set.random(&source, preferred: preferred))
      }
    }
    return String(scalars: scalars)
  }

  private func random(_ run: Run, _ source: inout ChoiceSource) -> String? {
    let low = max(rules.minimum, run.minimum)
    let high = min(rules.maximum, run.maximum)
    guard low <= high, low <= 1 << 20, !run.set.isEmpty || low == 0 else { return nil }
    let length = low + source.small(upTo: min(high - low, 64 << 10))
    // A long string is a short one over and over: as telling, and made at once.
    let distinct = min(length, 64)
    var scalars: [UInt32] = []
    scalars.reserveCapacity(length)
    for _ in 0..<distinct { scalars.append(run.set.random(&source, preferred: run.preferred)) }
    while scalars.count < length { scalars.append(scalars[scalars.count - distinct]) }
    let text = String(scalars: scalars)
    return accepts(text) ? text : typical
  }
}

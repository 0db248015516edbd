extension StringModel {
  /// A string made of choices, short ones far more often; `nil` where none was found.
  func random(_ source: inout ChoiceSource) -> String? {
    if rules.words != nil {
      guard let words, !words.isEmpty else { return nil }
      return words[source.index(words.count)]
    }
    if let run { return random(run, &source) }
    for index in grammars.indices {
      var builder = SkeletonBuilder(grammars[index], limit: limit)
      guard var skeleton = builder.skeleton(of: grammars[index].root, &source) else { continue }
      let count = skeleton.slots.count
      guard count >= rules.minimum, count <= rules.maximum else { break }
      _ = narrow(&skeleton, &builder, &source)
      var scalars: [UInt32] = []
      var isFilled = true
      for (place, slot) in skeleton.slots.enumerated() {
        if let original = slot.copyOf, original < place {
          scalars.append(scalars[original])
        } else if slot.set.isEmpty {
          isFilled = false
          break
        } else {
          scalars.append(slot.set.random(&source, preferred: slot.set.preferred))
        }
      }
      let text = String(scalars: scalars)
      if isFilled, accepts(text) { return text }
    }
    // Chance did not find one: the plain string, which does match.
    return typical
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

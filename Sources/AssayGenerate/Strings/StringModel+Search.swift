internal import AssayPattern

extension StringModel {
  /// Tries of a search before it is given up.
  static let searchBudget = 400

  /// Looks for a string of a length where the plain one does not match: because of conditions
  /// around a place, of word boundaries, or of a second pattern.
  func search(length: Int, _ builder: inout SkeletonBuilder) -> StringSample? {
    guard needsSearch(builder.grammar) else { return nil }
    // Seeded by the length alone: the same contract gives the same strings everywhere.
    var source = ChoiceSource(seed: UInt64(truncatingIfNeeded: length) &* 0x9E37 &+ 1)
    let pool = self.pool
    for attempt in 0..<Self.searchBudget {
      let skeleton =
        attempt % 4 == 0
        ? builder.skeleton(length: length) : builder.skeleton(length: length, &source)
      guard var skeleton else { return nil }
      _ = narrow(&skeleton, &builder, &source)
      if let sample = filled(skeleton, pool, &source, isPlain: attempt % 2 == 0) { return sample }
    }
    return nil
  }

  /// Whether more than the grammar decides.
  private func needsSearch(_ grammar: Grammar) -> Bool {
    patterns.count > 1 || rules.words != nil || grammar.hasConditions
  }

  /// The scalars that the patterns name, and a few that none does.
  var pool: [UInt32] {
    var pool: [UInt32] = []
    for grammar in grammars {
      for set in grammar.sets.prefix(32) { pool += set.preferred.prefix(3) }
    }
    return pool + [0x61, 0x41, 0x30, 0x5F, 0x2D, 0x2E, 0x20, 0x21]
  }

  /// Makes what conditions ask for part of the skeleton, where it fits.
  func narrow(
    _ skeleton: inout Skeleton, _ builder: inout SkeletonBuilder, _ source: inout ChoiceSource
  ) -> Bool {
    for look in skeleton.looks {
      guard look.kind == .ahead || look.kind == .behind else { continue }
      // Several tries for each: how long the condition's own repetitions are is open.
      for _ in 0..<8 {
        guard let wanted = builder.skeleton(of: look.piece, &source) else { break }
        let start =
          look.kind == .ahead ? look.position : look.position - wanted.slots.count
        guard start >= 0, start + wanted.slots.count <= skeleton.slots.count else { continue }
        var narrowed = skeleton
        var fits = true
        for (offset, slot) in wanted.slots.enumerated() {
          let both = narrowed.slots[start + offset].set.intersection(slot.set)
          if both.isEmpty {
            fits = false
            break
          }
          narrowed.slots[start + offset].set = both
          narrowed.slots[start + offset].isNarrowed = true
        }
        if fits {
          skeleton.slots = narrowed.slots
          break
        }
      }
    }
    return true
  }

  private func filled(
    _ skeleton: Skeleton, _ pool: [UInt32], _ source: inout ChoiceSource, isPlain: Bool
  ) -> StringSample? {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(skeleton.slots.count)
    for (place, slot) in skeleton.slots.enumerated() {
      if let original = slot.copyOf, original < place {
        scalars.append(scalars[original])
        continue
      }
      guard !slot.set.isEmpty else { return nil }
      let fitting = pool.filter { slot.set.contains($0) }
      if isPlain, fitting.isEmpty == false {
        scalars.append(fitting[source.index(fitting.count)])
      } else {
        scalars.append(slot.set.random(&source, preferred: slot.set.preferred))
      }
    }
    let sample = StringSample(skeleton: skeleton, scalars: scalars)
    return matchesPatterns(sample.text) ? sample : nil
  }
}

extension Grammar {
  /// Whether a string of the grammar may fail the pattern for what stands round a place.
  var hasConditions: Bool { Self.hasConditions(root) }

  private static func hasConditions(_ piece: Piece) -> Bool {
    switch piece {
    case .empty, .scalar, .padding: false
    case .anchor, .look, .backreference: true
    case .sequence(let pieces), .alternation(let pieces, _):
      pieces.contains { hasConditions($0) }
    case .repetition(let inner, _, _, _), .capture(let inner, _): hasConditions(inner)
    }
  }
}

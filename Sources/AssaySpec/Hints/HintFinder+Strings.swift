internal import AssayModel
internal import Foundation

extension HintFinder {
  /// Strings that an operation takes or gives and that nothing keeps from being of any length.
  ///
  /// Errors are left out: their messages are for people, and every service has dozens of them.
  mutating func findUnboundedStrings() {
    var seen: Set<ShapeID> = []
    var waiting = contract.operations.flatMap { [$0.input, $0.output].compactMap { $0 } }
    var next = 0
    var reported: Set<ShapeID> = []
    let graph = ShapeGraph(contract)
    while next < waiting.count {
      let id = waiting[next]
      next += 1
      guard seen.insert(id).inserted else { continue }
      if case .refined(let base) = contract[id].kind { waiting.append(base) }
      for member in contract[id].allMembers {
        waiting.append(member.target)
        let chain = [member.constraints] + graph.chain(from: member.target)
        guard isUnbounded(member.target, chain, graph), !member.traits.isStreaming else {
          continue
        }
        let shape = contract[member.target]
        let isNamed = !shape.isAnonymous && member.target.index >= Contract.builtInShapeCount
        if isNamed, member.constraints.isEmpty {
          // The shape is at fault, and told of once.
          guard reported.insert(member.target).inserted else { continue }
          add(
            "string.unbounded", "\(quoted(shape.name)) has no greatest length", at: shape.origin,
            about: [shape.traits])
        } else {
          add(
            "string.unbounded", "\(quoted(member.name)) has no greatest length",
            at: member.origin, about: [member.traits, shape.traits, contract[id].traits])
        }
      }
    }
  }

  private func isUnbounded(
    _ target: ShapeID, _ chain: [Constraints], _ graph: ShapeGraph
  ) -> Bool {
    guard case .simple(.string) = contract[graph.base(of: target)].kind else { return false }
    return !chain.contains { constraints in
      constraints.length?.max != nil || constraints.allowed != nil
        || constraints.patterns.contains { pattern in
          pattern.match == .whole && PatternLengths(pattern)?.maximum != nil
        }
    }
  }

  /// Values of enumerations that differ in case, in `-` for `_`, in a mark, or in letters that look
  /// the same.
  mutating func findLookAlikes() {
    for shape in contract.shapes {
      switch shape.kind {
      case .enumeration(let values): compare(values, at: shape.origin, [shape.traits])
      default: break
      }
      if let allowed = shape.constraints.allowed {
        compare(allowed.values, at: allowed.origin, [shape.traits])
      }
      for member in shape.allMembers {
        guard let allowed = member.constraints.allowed else { continue }
        compare(allowed.values, at: allowed.origin, [member.traits, shape.traits])
      }
    }
  }

  private mutating func compare(_ values: [EnumValue], at origin: Origin, _ traits: [Traits]) {
    var known: [String: EnumValue] = [:]
    for value in values {
      let key = LookAlike.skeleton(of: value.value)
      guard let other = known.updateValue(value, forKey: key) else { continue }
      add(
        "enum.lookAlike", "\(quoted(value.value)) looks like \(quoted(other.value))",
        at: value.origin.isKnown ? value.origin : origin, about: traits)
    }
  }

  /// Errors whose status is a guess.
  mutating func findErrorsWithoutStatus() {
    for error in contract.errors where error.status == nil {
      add(
        "error.noStatus",
        "\(quoted(error.name)) states no status; \(error.effectiveStatus) is assumed",
        at: error.origin, about: [error.traits])
    }
  }
}

/// What of a text remains where nobody looks closely.
enum LookAlike {
  /// Equal for texts that are easily taken for one another: without case, white space, separators
  /// and marks, and with one letter for all that look like it.
  static func skeleton(of text: String) -> String {
    var skeleton = ""
    for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .spaceSeparator, .control, .format, .dashPunctuation,
        .connectorPunctuation:
        continue
      default: skeleton.unicodeScalars.append(same[scalar] ?? scalar)
      }
    }
    return skeleton
  }

  /// Letters of other scripts, and digits, by the Latin letter that they look like.
  private static let same: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "o", "1": "l", "|": "l", "ı": "l", "i": "l", "а": "a", "е": "e", "о": "o", "р": "p",
    "с": "c", "у": "y", "х": "x", "і": "l", "ѕ": "s", "ј": "j", "α": "a", "ο": "o", "ρ": "p",
    "ν": "v", "τ": "t", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b",
  ]
}

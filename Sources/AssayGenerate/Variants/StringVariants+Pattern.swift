internal import AssayModel
internal import AssayPattern

extension StringVariants {
  /// Strings about one pattern.
  mutating func addPattern(_ index: Int) {
    let origin = node.patterns[index].origin
    let grammar = model.grammars[index]
    let prefix = index == 0 ? "" : "pattern\(index + 1)."
    for (name, text) in [
      ("typical", model.typical), ("shortest", model.shortest),
      ("longest", model.longest(cap: Self.longest)),
    ] {
      if let text {
        add(.pattern, prefix + name, text, isValid: true, origin: origin)
      } else {
        omit("pattern \(name): no string was found within \(StringModel.searchBudget) tries")
      }
    }
    addBranches(grammar, prefix, origin)
    addLeaves(grammar, prefix, origin)
    addWhole(grammar, prefix, origin)
    if grammar.hasConditions { addNearMisses(grammar, prefix, origin) }
  }

  /// A string of a changed grammar, preferably within the bounds of the length.
  func sample(
    _ grammar: Grammar, keepingPattern: Bool = true, isLong: Bool = false
  ) -> StringSample? {
    let limit =
      isLong && model.rules.maximum == .max
      ? max(model.limit, min(grammar.reach + 2, StringModel.lengthLimit)) : model.limit
    var builder = SkeletonBuilder(grammar, limit: limit)
    let lengths = builder.allLengths()
    let wish = max(model.rules.minimum, 1)
    let long = isLong ? lengths.greatest(notAbove: min(model.rules.maximum, grammar.reach)) : nil
    guard
      let length = long
        ?? lengths.least(notBelow: wish).flatMap({ $0 <= model.rules.maximum ? $0 : nil })
        ?? lengths.greatest(notAbove: wish) ?? lengths.least
    else { return nil }
    guard let skeleton = builder.skeleton(length: length) else { return nil }
    if let sample = model.confirmed(skeleton) { return sample }
    if keepingPattern { return model.search(length: length, &builder) }
    return model.fill(skeleton).map { StringSample(skeleton: skeleton, scalars: $0) }
  }

  // MARK: - Alternations and repetitions

  private mutating func addBranches(_ grammar: Grammar, _ prefix: String, _ origin: Origin) {
    for (id, offer) in grammar.branches {
      let name = "\(prefix)"
      switch offer {
      case .branches(let count):
        for branch in 0..<min(count, 64) {
          guard let settled = grammar.settling(id, to: .branch(branch)),
            let sample = sample(settled)
          else {
            omit("pattern: no string was found for branch \(branch + 1) of alternation \(id + 1)")
            continue
          }
          add(
            .pattern, "\(name)branch\(id + 1).\(branch + 1)", sample.text, isValid: true,
            origin: origin)
        }
      case .counts(let minimum, let maximum, _):
        var counts = [("min", minimum, true), ("min+1", minimum + 1, true)]
        if minimum > 0 { counts.append(("min-1", minimum - 1, false)) }
        if let maximum {
          counts += [("max", maximum, true), ("max+1", maximum + 1, false)]
        }
        for (label, count, isValid) in counts where count <= StringModel.lengthLimit {
          guard let settled = grammar.settling(id, to: .count(count)),
            let sample = sample(settled, keepingPattern: isValid)
          else { continue }
          let isThere = add(
            .pattern, "\(name)repeat\(id + 1).\(label)", sample.text,
            isValid: isValid ? nil : false, origin: origin)
          // The same in characters that nothing beside the repetition could take.
          if let own = own(sample, id, grammar), own != sample.text || !isThere {
            add(
              .pattern, "\(name)repeat\(id + 1).\(label).own", own,
              isValid: isValid ? nil : false, origin: origin)
          }
          // One repeat too many may be taken for a part of what stands beside it, unless all of that
          // is as long as may be.
          if label == "max+1", !isThere,
            let long = self.sample(settled, keepingPattern: false, isLong: true)
          {
            add(
              .pattern, "\(name)repeat\(id + 1).\(label).long", long.text, isValid: false,
              origin: origin)
          }
        }
      }
    }
  }

  /// A sample whose repetition of a class has scalars that no other class of the pattern has.
  private func own(_ sample: StringSample, _ id: Int, _ grammar: Grammar) -> String? {
    guard let leaf = grammar.leaf(ofRepetition: id) else { return nil }
    let set = grammar.leaves[leaf].set
    var rest = grammar.sets[set]
    for other in grammar.sets.indices where other != set {
      let both = rest.subtracting(grammar.sets[other])
      if !both.isEmpty { rest = both }
    }
    guard let scalar = rest.preferred.first else { return nil }
    var scalars = sample.scalars
    for place in sample.skeleton.slots.indices where sample.skeleton.slots[place].leaf == leaf {
      scalars[place] = scalar
    }
    return String(scalars: scalars)
  }

  // MARK: - The whole string

  private mutating func addWhole(_ grammar: Grammar, _ prefix: String, _ origin: Origin) {
    guard let text = shorter(model.typical) ?? model.shortest else { return }
    let alien = grammar.sets.contains { $0.contains(model.padding) } ? nil : model.padding
    var wholes: [(String, String)] = [
      ("newline-after", text + "\n"), ("newline-before", "\n" + text),
      ("return-after", text + "\r\n"), ("space-after", text + " "), ("space-before", " " + text),
      ("twice", text + text), ("two-lines", text + "\n" + text), ("empty", ""),
      ("nul-after", text + "\u{0}"), ("case", Self.swappingCase(text)),
    ]
    if let alien {
      let other = String(scalars: [alien])
      wholes += [
        ("alien-after", text + other), ("alien-before", other + text),
        ("inside", other + text + other), ("alien", other),
      ]
    }
    for (name, whole) in wholes {
      add(.pattern, "\(prefix)whole.\(name)", whole, isValid: nil, origin: origin)
    }
  }

  /// The string, where two of it and more still keep the length bound.
  private func shorter(_ text: String?) -> String? {
    guard let text, text.unicodeScalars.count * 2 + 1 <= model.rules.maximum else {
      return model.shortest
    }
    return text
  }

  // MARK: - Conditions

  /// Strings of the grammar that fail the pattern for what stands round a place.
  private mutating func addNearMisses(_ grammar: Grammar, _ prefix: String, _ origin: Origin) {
    var builder = SkeletonBuilder(grammar, limit: model.limit)
    var source = ChoiceSource(seed: 0x6E65_6172)
    var found = 0
    for _ in 0..<200 where found < 8 {
      guard let skeleton = builder.skeleton(of: grammar.root, &source),
        (model.rules.minimum...max(model.rules.maximum, model.rules.minimum))
          .contains(skeleton.slots.count)
      else { continue }
      var scalars: [UInt32] = []
      for slot in skeleton.slots where !slot.set.isEmpty {
        let fitting = model.pool.filter { slot.set.contains($0) }
        scalars.append(
          fitting.isEmpty ? slot.set[0] : fitting[source.index(fitting.count)])
      }
      let text = String(scalars: scalars)
      guard !model.matchesPatterns(text) else { continue }
      let name = String(NameText.hash(text), radix: 16)
      if add(.pattern, "\(prefix)near-miss.\(name)", text, isValid: false, origin: origin) {
        found += 1
      }
    }
  }
}

internal import AssayModel

/// Variants of the strings of one place.
struct StringVariants {
  let node: ValueNode
  let model: StringModel
  let medium: Medium
  private(set) var variants: [Variant] = []
  private(set) var omissions: [String] = []
  private var seen: Set<[UInt8]> = []

  init(_ node: ValueNode, _ model: StringModel, _ medium: Medium) {
    self.node = node
    self.model = model
    self.medium = medium
  }

  /// Everything there is to try of the constraints on these strings.
  mutating func derive() {
    if let problem = model.problem { omissions.append("pattern: \(problem)") }
    if model.rules.words == nil {
      addLengths()
      if model.problem == nil {
        for index in model.grammars.indices where index < node.patterns.count {
          addPattern(index)
        }
      }
    } else {
      addWords()
    }
  }

  // MARK: - Adding

  /// Adds a string, unless it was there before or cannot travel. `isValid` says what it was made to
  /// be; where that does not come true the string says nothing and is left out.
  @discardableResult
  mutating func add(
    _ constraint: ConstraintKind, _ name: String, _ text: String, isValid: Bool?,
    origin: Origin, notes: [Case.Note] = []
  ) -> Bool {
    guard medium.holds(text), seen.insert(Array(text.utf8)).inserted else { return false }
    if let isValid, isValid != model.accepts(text) { return false }
    variants.append(Variant(constraint, name, .string(text), origin: origin, notes: notes))
    return true
  }

  mutating func omit(_ what: String) { omissions.append(what) }

  // MARK: - Length

  private var lengthOrigin: Origin { node.lengths.last?.origin ?? .none }

  private mutating func addLengths() {
    let low = node.minimumLength
    let high = node.maximumLength
    guard !node.lengths.isEmpty, low <= high else { return }
    var wanted: [(String, Int)] = []
    if low > 0 { wanted.append(("min-1", low - 1)) }
    wanted += [("min", low), ("min+1", low + 1)]
    if high < .max { wanted += [("max-1", high - 1), ("max", high), ("max+1", high + 1)] }
    for (name, length) in wanted where length >= 0 {
      guard length <= Self.longest else {
        omit("length \(name): \(length) scalars are more than a case may have (\(Self.longest))")
        continue
      }
      addLength(name, length, isValid: (low...high).contains(length))
    }
    addUnits(low, high)
  }

  /// Longer strings are not made.
  static let longest = 1 << 18

  private mutating func addLength(_ name: String, _ length: Int, isValid: Bool) {
    if let text = model.sample(length: length)?.text {
      add(
        .length, name, text, isValid: isValid, origin: origin(of: length),
        notes: notes(text))
    } else if !isValid, let text = stretched(length) {
      // The pattern has no string of this length either: both are broken.
      add(.length, name, text, isValid: false, origin: origin(of: length), notes: notes(text))
    } else {
      omit("length \(name): the pattern has no string of \(length) scalars")
    }
  }

  /// The statement that a length breaks, or else the nearest one.
  private func origin(of length: Int) -> Origin {
    node.lengths.last { length < $0.min ?? 0 || length > $0.max ?? .max }?.origin
      ?? node.lengths.last { length == $0.min || length == $0.max }?.origin ?? lengthOrigin
  }

  /// A typical string cut or continued to a length.
  private func stretched(_ length: Int) -> String? {
    guard let text = model.typical ?? model.shortest else { return nil }
    var scalars = text.unicodeScalars.map(\.value)
    if scalars.count >= length { return String(scalars: scalars.prefix(length)) }
    guard let last = scalars.last else { return nil }
    scalars += repeatElement(last, count: length - scalars.count)
    return String(scalars: scalars)
  }

  private func notes(_ text: String) -> [Case.Note] { [] }

  /// Strings whose length differs from the number of their bytes, UTF-16 units and graphemes.
  private mutating func addUnits(_ low: Int, _ high: Int) {
    // Of one scalar each: two bytes; three; four, and two UTF-16 units.
    let units: [(String, [UInt32])] = [
      ("two-bytes", [0xE9]), ("three-bytes", [0x4E2D]), ("astral", [0x1F600, 0x1D49C, 0x20000]),
    ]
    for (unit, candidates) in units {
      if low > 1 { addFilled("min-1.\(unit)", low - 1, candidates, isValid: false) }
      if high < .max { addFilled("max.\(unit)", high, candidates, isValid: true) }
      if high < .max, unit == "astral" {
        addFilled("max+1.\(unit)", high + 1, candidates, isValid: false)
      }
    }
    if low > 1 { addCombining("min.combining", low, isValid: true) }
    if high < .max {
      addCombining("max.combining", high, isValid: true)
      addCombining("max+1.combining", high + 1, isValid: false)
    }
  }

  private mutating func addFilled(
    _ name: String, _ length: Int, _ candidates: [UInt32], isValid: Bool
  ) {
    guard length <= Self.longest / 4, var sample = model.sample(length: length) else { return }
    var changed = false
    for place in sample.scalars.indices {
      let slot = sample.skeleton.slots[place]
      if let fitting = candidates.first(where: { slot.set.contains($0) }) {
        sample.scalars[place] = fitting
        changed = true
      }
    }
    guard changed, model.matchesPatterns(sample.text) else { return }
    add(.length, name, sample.text, isValid: isValid, origin: origin(of: length))
  }

  /// Every second scalar is a combining mark, so that there are half as many graphemes.
  private mutating func addCombining(_ name: String, _ length: Int, isValid: Bool) {
    guard length <= Self.longest / 4, var sample = model.sample(length: length) else { return }
    var changed = false
    for place in sample.scalars.indices.dropFirst() where place % 2 == 1 {
      if sample.skeleton.slots[place].set.contains(0x301) {
        sample.scalars[place] = 0x301
        changed = true
      }
    }
    guard changed, model.matchesPatterns(sample.text) else { return }
    add(.length, name, sample.text, isValid: isValid, origin: origin(of: length))
  }

  // MARK: - Closed sets

  private mutating func addWords() {
    guard let allowed = node.enums.last else { return }
    let words = node.enums[0].values
    for value in words {
      let origin = value.origin.isKnown ? value.origin : allowed.origin
      add(.enum, NameText.escaped(value.value), value.value, isValid: nil, origin: origin)
    }
    let origin = allowed.origin
    for value in words {
      let word = value.value
      let cut = String(word.unicodeScalars.dropLast())
      add(.enum, "not.\(NameText.escaped(cut))", cut, isValid: false, origin: origin)
    }
    guard let first = words.first?.value else { return }
    let swapped = Self.swappingCase(first)
    let others: [(String, String)] = [
      ("case", swapped), ("longer", first + "S"), ("space-after", first + " "),
      ("space-before", " " + first), ("newline-after", first + "\n"),
      ("nul-after", first + "\u{0}"), ("unknown", "ASSAY_UNKNOWN_VALUE"), ("empty", ""),
      ("look-alike", Self.lookAlike(first)),
      ("list", words.prefix(2).map(\.value).joined(separator: ",")),
    ]
    for (name, text) in others {
      add(.enum, "not.\(name)", text, isValid: false, origin: origin)
    }
  }

  /// The text in the other case, letter by letter of ASCII.
  static func swappingCase(_ text: String) -> String {
    String(
      scalars: text.unicodeScalars.map { scalar in
        switch scalar {
        case "a"..."z": scalar.value - 32
        case "A"..."Z": scalar.value + 32
        default: scalar.value
        }
      })
  }

  /// The text with a letter that looks the same in another script.
  private static func lookAlike(_ text: String) -> String {
    let alike: [UInt32: UInt32] = [
      0x41: 0x410, 0x45: 0x415, 0x49: 0x406, 0x4F: 0x41E, 0x53: 0x405, 0x43: 0x421, 0x50: 0x420,
      0x61: 0x430, 0x65: 0x435, 0x69: 0x456, 0x6F: 0x43E, 0x73: 0x455, 0x63: 0x441, 0x70: 0x440,
    ]
    var scalars = text.unicodeScalars.map(\.value)
    guard let place = scalars.firstIndex(where: { alike[$0] != nil }) else { return text }
    scalars[place] = alike[scalars[place]] ?? scalars[place]
    return String(scalars: scalars)
  }
}

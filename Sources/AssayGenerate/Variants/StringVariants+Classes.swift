internal import AssayModel
internal import AssayPattern

extension StringVariants {
  /// Strings about each place of the pattern that asks for one scalar.
  mutating func addLeaves(
    _ grammar: Grammar, _ pattern: CompiledPattern?, _ prefix: String, _ origin: Origin
  ) {
    let classes = grammar.leaves.filter { !$0.isLiteral }.count
    var number = 0
    for (index, leaf) in grammar.leaves.enumerated() {
      if !leaf.isLiteral { number += 1 }
      guard index < 256, let settled = grammar.requiring(leaf: index),
        let sample = sample(settled)
      else { continue }
      let places = sample.skeleton.slots.indices.filter {
        sample.skeleton.slots[$0].leaf == index && sample.skeleton.slots[$0].copyOf == nil
      }
      guard let first = places.first, let last = places.last else { continue }
      if leaf.isLiteral {
        addLiteral(sample, first, "\(prefix)literal\(index + 1).", origin)
      } else {
        let name = prefix + (classes > 1 ? "class\(number)." : "")
        addClass(
          grammar.sets[leaf.set], sample, (first, places[places.count / 2], last),
          pattern.flatMap { LeafFrame(sample, index, grammar, $0) }, name, origin)
      }
    }
  }

  // MARK: - Literals

  private mutating func addLiteral(
    _ sample: StringSample, _ place: Int, _ name: String, _ origin: Origin
  ) {
    let scalar = sample.scalars[place]
    var changes: [(String, [UInt32])] = [("dropped", []), ("doubled", [scalar, scalar])]
    let swapped = Self.swappingCase(String(scalars: [scalar])).unicodeScalars.map(\.value)
    changes.append(
      swapped == [scalar] ? ("changed", [scalar == 0x78 ? 0x79 : 0x78]) : ("case", swapped))
    for (label, replacement) in changes {
      var scalars = sample.scalars
      scalars.replaceSubrange(place...place, with: replacement)
      add(.pattern, name + label, String(scalars: scalars), isValid: false, origin: origin)
    }
  }

  // MARK: - Classes

  private mutating func addClass(
    _ set: ScalarSet, _ sample: StringSample, _ places: (first: Int, middle: Int, last: Int),
    _ frame: LeafFrame?, _ name: String, _ origin: Origin
  ) {
    for category in GeneralCategory.allCases {
      let scalars = category.scalars
      let outside = category.representatives(of: scalars.subtracting(set))
      for (order, scalar) in outside.enumerated() {
        var positions = [("middle", places.middle)]
        if order == 0 { positions += [("first", places.first), ("last", places.last)] }
        for (label, place) in positions {
          put(
            scalar, sample, place,
            "\(name)not.\(category.rawValue).\(NameText.name(scalar)).\(label)",
            isValid: false, origin, label == "middle" ? frame : nil)
        }
      }
      for scalar in category.representatives(of: scalars.intersection(set)) {
        put(
          scalar, sample, places.middle, "\(name)\(category.rawValue).\(NameText.name(scalar))",
          isValid: true, origin, frame)
      }
    }
    // The ends of ranges that somebody wrote down.
    guard set.ranges.count <= 8 else { return }
    for range in set.ranges {
      for edge in [range.lowerBound, range.upperBound] {
        put(
          edge, sample, places.middle, "\(name)edge.\(NameText.name(edge))", isValid: true, origin)
      }
      if range.lowerBound > 0 {
        let below = range.lowerBound - 1
        put(
          below, sample, places.middle, "\(name)not.edge.\(NameText.name(below))", isValid: false,
          origin)
      }
      let above = range.upperBound + 1
      put(
        above, sample, places.middle, "\(name)not.edge.\(NameText.name(above))", isValid: false,
        origin)
    }
  }

  private mutating func put(
    _ scalar: UInt32, _ sample: StringSample, _ place: Int, _ name: String, isValid: Bool,
    _ origin: Origin, _ frame: LeafFrame? = nil
  ) {
    guard Unicode.Scalar(scalar) != nil else { return }
    var scalars = sample.scalars
    scalars[place] = scalar
    for copy in sample.skeleton.slots.indices
    where sample.skeleton.slots[copy].copyOf == place {
      scalars[copy] = scalar
    }
    let notes: [Case.Note] = GeneralCategory.dependsOnVersion(scalar) ? [.unicodeVersion] : []
    let text = String(scalars: scalars)
    add(.pattern, name, text, isValid: isValid, origin: origin, notes: notes)
    if let framed = frame?.text(scalar, insteadOf: text, isValid: isValid) {
      add(.pattern, name + ".own", framed, isValid: isValid, origin: origin, notes: notes)
    }
  }
}

extension GeneralCategory {
  /// Scalars that stand for a part of the category: one of ASCII, one of the rest of the first
  /// plane, one beyond it; well-known ones where the part has them.
  func representatives(of part: ScalarSet) -> [UInt32] {
    guard !part.isEmpty else { return [] }
    let zones: [ClosedRange<UInt32>] = [0...0x7F, 0x80...0xFFFF, 0x1_0000...0x10_FFFF]
    var found: [UInt32] = zones.compactMap { zone in
      Self.wellKnown[self]?.first { zone.contains($0) && part.contains($0) }
        ?? part.first(in: zone)
    }
    // Noncharacters never become anything else.
    if self == .cn, part.contains(0xFDD0) { found.append(0xFDD0) }
    return found
  }

  /// Whether other versions of Unicode may see the scalar in another category: unassigned ones,
  /// noncharacters excepted.
  static func dependsOnVersion(_ scalar: UInt32) -> Bool {
    GeneralCategory.cn.scalars.contains(scalar)
      && !(0xFDD0...0xFDEF).contains(scalar) && scalar & 0xFFFE != 0xFFFE
  }

  private static let wellKnown: [GeneralCategory: [UInt32]] = [
    .lu: [0x41, 0xC9, 0x1_D400], .ll: [0x61, 0xE9, 0x1_D41A], .lt: [0x1C5], .lm: [0x2B0],
    .lo: [0x4E2D, 0x2_0000], .mn: [0x301], .mc: [0x903], .me: [0x20DD],
    .nd: [0x35, 0x663, 0x1_D7D8], .nl: [0x2167], .no: [0xB2], .pc: [0x5F, 0x203F],
    .pd: [0x2D, 0x2013], .ps: [0x28], .pe: [0x29], .pi: [0xAB], .pf: [0xBB], .po: [0x21, 0xA1],
    .sm: [0x2B, 0xB1, 0x1_D6C1], .sc: [0x24, 0x20AC], .sk: [0x5E, 0xA8], .so: [0xA9, 0x1_F600],
    .zs: [0x20, 0xA0], .zl: [0x2028], .zp: [0x2029], .cc: [0x07, 0x85],
    .cf: [0x202E, 0xAD, 0xE_0001], .co: [0xE000, 0xF_0000], .cn: [0x378],
  ]
}

extension ScalarSet {
  /// The first scalar of the set in a zone.
  func first(in zone: ClosedRange<UInt32>) -> UInt32? {
    for range in ranges {
      let low = max(range.lowerBound, zone.lowerBound)
      if low <= min(range.upperBound, zone.upperBound) { return low }
    }
    return nil
  }
}

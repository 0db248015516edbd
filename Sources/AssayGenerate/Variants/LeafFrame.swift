internal import AssayPattern

/// A string in which the places of one class have scalars that no other class of the pattern takes,
/// for scalars that would say nothing in a plain one, because what stands beside the class takes them
/// as well.
final class LeafFrame {
  private let sample: StringSample
  private let place: Int
  private let pattern: CompiledPattern
  /// The pattern without the class: what matches it still does not depend on the class.
  private let without: CompiledPattern
  /// The pattern with any scalar there: what does not match even that depends on something else.
  private let anything: CompiledPattern
  private let scratch = MatchScratch()

  init?(_ sample: StringSample, _ leaf: Int, _ grammar: Grammar, _ pattern: CompiledPattern) {
    let places = sample.skeleton.slots.indices.filter {
      sample.skeleton.slots[$0].leaf == leaf && sample.skeleton.slots[$0].copyOf == nil
    }
    let set = grammar.leaves[leaf].set
    // One class alone has nothing beside it.
    guard places.count > 1,
      grammar.leaves.contains(where: {
        !$0.isLiteral && $0.set != set && grammar.sets[$0.set].intersects(grammar.sets[set])
      }),
      let own = grammar.own(of: set),
      let without = pattern.replacing(leaf: leaf, with: "(?!)"),
      let anything = pattern.replacing(leaf: leaf, with: "(?s:.)")
    else { return nil }
    var sample = sample
    for place in places { sample.scalars[place] = own }
    self.sample = sample
    place = places[places.count / 2]
    self.pattern = pattern
    self.without = without
    self.anything = anything
  }

  /// The frame round a scalar, where the plain text with it says nothing of the class.
  func text(_ scalar: UInt32, insteadOf plain: String, isValid: Bool) -> String? {
    let isTelling =
      isValid
      ? without.matches(plain, scratch) == .notMatched
      : pattern.matches(plain, scratch) == .notMatched
        && anything.matches(plain, scratch) == .matched
    guard !isTelling else { return nil }
    var scalars = sample.scalars
    scalars[place] = scalar
    return String(scalars: scalars)
  }
}

extension Grammar {
  /// A scalar of a set that as few others of the sets as possible have.
  func own(of set: Int) -> UInt32? {
    var rest = sets[set]
    for other in sets.indices where other != set {
      let both = rest.subtracting(sets[other])
      if !both.isEmpty { rest = both }
    }
    return rest.preferred.first
  }
}

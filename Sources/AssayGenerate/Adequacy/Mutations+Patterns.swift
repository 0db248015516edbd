internal import AssayModel
internal import AssayPattern

extension Mutations {
  mutating func addPatterns(_ place: ConstraintPlace) {
    guard case .simple(.string) = kind(place) else { return }
    for (index, pattern) in contract.constraints(at: place).patterns.enumerated() {
      addPattern(place, index, pattern)
    }
  }

  /// The kind of the values; closed sets of strings are strings.
  private func kind(_ place: ConstraintPlace) -> Shape.Kind {
    let kind = contract.base(at: place).kind
    if case .enumeration = kind { return .simple(.string) }
    return kind
  }

  private mutating func addPattern(
    _ place: ConstraintPlace, _ index: Int, _ pattern: PatternConstraint
  ) {
    let name = contract.name(of: place)
    func put(_ new: PatternConstraint) -> @Sendable (inout Contract) -> Void {
      { contract in contract.changeConstraints(place) { $0.patterns[index] = new } }
    }
    add(.patternDropped, name, "`\(pattern.source)`", pattern.origin) { contract in
      contract.changeConstraints(place) { _ = $0.patterns.remove(at: index) }
    }
    var turned = pattern
    turned.match = pattern.match == .whole ? .search : .whole
    add(
      .patternMatch, name, "\(pattern.match.rawValue) to \(turned.match.rawValue)", pattern.origin,
      put(turned))
    guard
      case .success(let translated) = translate(
        pattern.source, from: pattern.dialect == .java ? .java : .pcre2),
      let node = RegexParser.parse(translated.pcre)
    else { return }
    for change in RegexChanges.all(node) {
      var new = PatternConstraint(
        source: change.node.pcre, match: pattern.match, dialect: .pcre2, origin: pattern.origin)
      if let plain = change.plain, !Self.compiles(new) { new.source = plain.pcre }
      add(change.kind, name, change.detail, pattern.origin, put(new))
    }
  }
}

extension Mutations {
  /// Whether PCRE2 takes a pattern: repeated many times, a group soon becomes too large for it.
  private static func compiles(_ pattern: PatternConstraint) -> Bool {
    do throws(PatternError) {
      _ = try CompiledPattern(
        pattern.source, match: pattern.match == .whole ? .whole : .search, dialect: .pcre2)
      return true
    } catch {
      return false
    }
  }
}

/// The small changes of a pattern.
enum RegexChanges {
  struct Change {
    var kind: Mutation.Kind
    var detail: String
    var node: RegexNode
    /// The same with the class spelt out, scalar by scalar; slower, but never too large.
    var plain: RegexNode?
  }

  /// Every change of every place of a pattern, one at a time.
  static func all(_ node: RegexNode) -> [Change] {
    var count = 0
    var found: [Change] = []
    visit(node, &count, body: { found += $0 }, rebuild: { $0 })
    return found
  }

  /// Goes through the tree; `body` is given what a place may become, each as the whole pattern.
  private static func visit(
    _ node: RegexNode, _ count: inout Int, body: ([Change]) -> Void,
    rebuild: (RegexNode) -> RegexNode
  ) {
    count += 1
    // A pattern with very many places would have very many mutants that say the same.
    guard count < 400 else { return }
    body(
      changes(of: node).map {
        Change(
          kind: $0.kind, detail: $0.detail, node: rebuild($0.node), plain: $0.plain.map(rebuild))
      })
    switch node {
    case .sequence(let nodes):
      for index in nodes.indices {
        visit(nodes[index], &count, body: body) { new in
          var nodes = nodes
          nodes[index] = new
          return rebuild(.sequence(nodes))
        }
      }
    case .alternation(let nodes):
      for index in nodes.indices {
        visit(nodes[index], &count, body: body) { new in
          var nodes = nodes
          nodes[index] = new
          return rebuild(.alternation(nodes))
        }
      }
    case .group(let inner, let kind):
      visit(inner, &count, body: body) { rebuild(.group($0, kind)) }
    case .repeat(let inner, let minimum, let maximum, let kind):
      visit(inner, &count, body: body) {
        rebuild(.repeat($0, minimum: minimum, maximum: maximum, kind))
      }
    case .look(let inner, let kind):
      visit(inner, &count, body: body) { rebuild(.look($0, kind)) }
    default: break
    }
  }

  private static func changes(of node: RegexNode) -> [Change] {
    switch node {
    case .set(let source): return classChanges(source)
    case .alternation(let branches) where branches.count > 1:
      return branches.indices.map { index in
        var rest = branches
        rest.remove(at: index)
        let node = rest.count == 1 ? rest[0] : RegexNode.alternation(rest)
        return Change(
          kind: .patternBranch, detail: "branch \(index + 1)", node: .group(node, .plain))
      }
    case .repeat(let inner, let minimum, let maximum, let kind):
      var found: [Change] = []
      func add(_ detail: String, _ minimum: Int, _ maximum: Int?) {
        guard minimum >= 0, minimum <= maximum ?? .max, minimum < 65_535, maximum ?? 0 < 65_535
        else { return }
        found.append(
          Change(
            kind: .patternCount, detail: detail,
            node: .repeat(inner, minimum: minimum, maximum: maximum, kind)))
      }
      add("at least \(minimum + 1)", minimum + 1, maximum)
      add("at least \(minimum - 1)", minimum - 1, maximum)
      if let maximum {
        add("at most \(maximum + 1)", minimum, maximum + 1)
        add("at most \(maximum - 1)", minimum, maximum - 1)
      }
      return found
    default: return []
    }
  }

  /// The class with one general category more, and with one less.
  private static func classChanges(_ source: String) -> [Change] {
    guard let set = ScalarSet.of(source) else { return [] }
    var found: [Change] = []
    for category in GeneralCategory.allCases {
      let scalars = category.scalars
      let name = category.rawValue
      let inside = scalars.intersection(set)
      if inside.count < scalars.count {
        found.append(
          Change(
            kind: .patternWidened, detail: "\(name) added to \(source)",
            node: .set(#"(?:\#(source)|\p{\#(name)})"#),
            plain: .set(set.union(scalars).pcre)))
      }
      if !inside.isEmpty, inside.count < set.count {
        found.append(
          Change(
            kind: .patternNarrowed, detail: "\(name) taken from \(source)",
            node: .set(#"(?:(?!\p{\#(name)})\#(source))"#),
            plain: .set(set.subtracting(scalars).pcre)))
      }
    }
    return found
  }
}

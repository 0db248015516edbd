internal import AssayPattern

/// A pattern as an automaton that reads scalars: what a proof that two patterns take the same
/// strings is made on.
///
/// Only patterns that are regular in the strict sense have one: conditions on what stands round a
/// place, back-references and groups that are never entered again do not. Which of several ways
/// PCRE2 tries first makes no difference to whether there is one, so greedy and lazy are the same.
struct PatternAutomaton: Sendable {
  /// What the automaton does in a state.
  enum Step: Sendable {
    /// Reads a scalar out of a set, by its index in ``PatternAutomaton/sets``.
    case scalar(set: Int, next: Int)
    /// Goes on in any of several states.
    case split([Int])
    /// Goes on where nothing has been read yet.
    case start(next: Int)
    /// Goes on where nothing more is to be read.
    case end(next: Int)
    /// The string matches, if it ends here.
    case accept
  }

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var first = 0
  /// Where a state stands in a counted repetition, if in one.
  private(set) var links: [Link?] = []
  private var chains = 0
  private var setIndices: [[UInt8]: Int] = [:]

  /// A place in a repetition that may end early. Of two states at the same place, the one with more
  /// repeats left takes all that the other does.
  struct Link: Sendable {
    /// The repetition and the place inside what it repeats.
    var place: Int64
    /// How many repeats may follow.
    var left: Int
  }

  /// States of one automaton; a pattern that counts to more has none.
  static let limit = 40_000

  /// The automaton of a pattern; `nil` where there is none.
  init?(_ pattern: CompiledPattern) {
    guard let node = RegexParser.parse(pattern.translation.pcre) else { return nil }
    let accept = add(.accept)
    var end = accept
    if pattern.match == .search {
      // Anything may stand behind the match.
      end = add(.split([]))
      steps[end] = .split([accept, add(.scalar(set: index(of: .all, named: "all"), next: end))])
    }
    guard let start = build(node, end) else { return nil }
    first = start
    if pattern.match == .search {
      first = add(.split([]))
      steps[first] = .split([
        start, add(.scalar(set: index(of: .all, named: "all"), next: first)),
      ])
    }
  }

  private mutating func add(_ step: Step) -> Int {
    steps.append(step)
    links.append(nil)
    return steps.count - 1
  }

  private mutating func index(of set: ScalarSet, named name: String) -> Int {
    let key = Array(name.utf8)
    if let known = setIndices[key] { return known }
    sets.append(set)
    setIndices[key] = sets.count - 1
    return sets.count - 1
  }

  /// The state that a node begins in, where it ends in `next`.
  private mutating func build(_ node: RegexNode, _ next: Int) -> Int? {
    guard steps.count < Self.limit else { return nil }
    switch node {
    case .empty: return next
    case .literal(let scalar):
      guard Unicode.Scalar(scalar) != nil else { return nil }
      return add(.scalar(set: index(of: ScalarSet(scalar), named: "\(scalar)"), next: next))
    case .set(let source):
      guard let set = ScalarSet.of(source) else { return nil }
      return add(.scalar(set: index(of: set, named: source), next: next))
    case .sequence(let nodes): return build(nodes, next)
    case .alternation(let nodes):
      var states: [Int] = []
      for node in nodes {
        guard let state = build(node, next) else { return nil }
        states.append(state)
      }
      return add(.split(states))
    case .group(_, .atomic): return nil
    case .group(let inner, _): return build(inner, next)
    case .repeat(_, _, _, .possessive): return nil
    case .repeat(let inner, let minimum, let maximum, _):
      return build(repeated: inner, minimum, maximum, next)
    case .anchor(.start): return add(.start(next: next))
    case .anchor(.end): return add(.end(next: next))
    case .anchor, .look, .backreference, .call, .lineEnding, .cluster: return nil
    }
  }

  private mutating func build(_ nodes: [RegexNode], _ next: Int) -> Int? {
    var state = next
    var index = nodes.count - 1
    while index >= 0 {
      if index > 0, case .look(let condition, let kind) = nodes[index - 1],
        let set = Self.scalars(nodes[index]), let other = Self.scalars(condition),
        kind == .ahead || kind == .notAhead
      {
        // A condition on the one scalar behind it is part of that scalar's set.
        let both = kind == .ahead ? set.intersection(other) : set.subtracting(other)
        state = add(.scalar(set: self.index(of: both, named: both.pcre), next: state))
        index -= 2
        continue
      }
      guard let before = build(nodes[index], state) else { return nil }
      state = before
      index -= 1
    }
    return state
  }

  /// The scalars that a node stands for, where it is one scalar long.
  private static func scalars(_ node: RegexNode) -> ScalarSet? {
    switch node {
    case .literal(let scalar): return Unicode.Scalar(scalar) == nil ? nil : ScalarSet(scalar)
    case .set(let source): return ScalarSet.of(source)
    case .group(let inner, .plain), .group(let inner, .capture): return scalars(inner)
    case .alternation(let nodes):
      let all = nodes.compactMap { scalars($0) }
      return all.count == nodes.count ? all.reduce(ScalarSet([])) { $0.union($1) } : nil
    case .sequence(let nodes):
      guard let last = nodes.last, var set = scalars(last) else { return nil }
      for node in nodes.dropLast() {
        guard case .look(let condition, let kind) = node, let other = scalars(condition),
          kind == .ahead || kind == .notAhead
        else { return nil }
        set = kind == .ahead ? set.intersection(other) : set.subtracting(other)
      }
      return set
    default: return nil
    }
  }

  private mutating func build(
    repeated inner: RegexNode, _ minimum: Int, _ maximum: Int?, _ next: Int
  ) -> Int? {
    var state = next
    if let maximum {
      guard maximum >= minimum else { return nil }
      chains += 1
      let chain = Int64(chains) << 32
      for count in 0..<(maximum - minimum) {
        let start = steps.count
        guard let before = build(inner, state) else { return nil }
        for index in start..<steps.count where links[index] == nil {
          links[index] = Link(place: chain + Int64(index - start), left: count)
        }
        state = add(.split([before, next]))
      }
    } else {
      let loop = add(.split([]))
      guard let before = build(inner, loop) else { return nil }
      steps[loop] = .split([before, next])
      state = loop
    }
    for _ in 0..<minimum {
      guard let before = build(inner, state) else { return nil }
      state = before
    }
    return state
  }
}

// MARK: - States

extension PatternAutomaton {
  /// The states that wait for a scalar or the end, reached from some without reading anything.
  func waiting(from states: [Int], isStart: Bool) -> [Int32] {
    var seen: Set<Int> = []
    var stack = states
    var found: [Int32] = []
    while let state = stack.popLast() {
      guard seen.insert(state).inserted else { continue }
      switch steps[state] {
      case .scalar, .accept, .end: found.append(Int32(truncatingIfNeeded: state))
      case .split(let next): stack += next
      case .start(let next): if isStart { stack.append(next) }
      }
    }
    return relevant(found.sorted())
  }

  /// The states without those that take nothing but what another one takes too.
  func relevant(_ states: [Int32]) -> [Int32] {
    var most: [Int64: Int] = [:]
    for state in states {
      if let link = links[Int(state)] { most[link.place] = max(most[link.place] ?? 0, link.left) }
    }
    guard most.count < states.count else { return states }
    return states.filter { state in
      links[Int(state)].map { most[$0.place] == $0.left } ?? true
    }
  }

  /// Whether the string matches if it ends in one of some states.
  func accepts(_ states: some Sequence<Int32>, isStart: Bool) -> Bool {
    var seen: Set<Int> = []
    var stack = states.map { Int($0) }
    while let state = stack.popLast() {
      guard seen.insert(state).inserted else { continue }
      switch steps[state] {
      case .accept: return true
      case .end(let next): stack.append(next)
      case .split(let next): stack += next
      case .start(let next): if isStart { stack.append(next) }
      case .scalar: break
      }
    }
    return false
  }
}

internal import AssayPattern

/// Whether the ways in which a pattern describes a string grow exponentially with the string.
///
/// They do exactly when some state of the pattern's automaton can be left and reached again by two
/// different ways over the same text (Weber and Seidl, "On the degree of ambiguity of finite
/// automata", 1991). A backtracking matcher then tries all of them on a string that fails at its end.
///
/// Only patterns with a repeat inside a repeat can be so, and only those are looked at. Counted repeats
/// are taken for open ones where they are long, which errs on the side of a hint.
struct Ambiguity {
  /// A state: the set that leads out of it, and where to; and steps that take nothing.
  private struct State {
    var set: Int?
    var next = -1
    var free: [Int] = []
  }

  private var states: [State] = []
  private var sets: [[ClosedRange<UInt32>]] = []
  private var classes: [String: Int] = [:]
  private var isTooLarge = false

  private static let stateLimit = 160
  /// Steps that are taken from one state without reading a scalar.
  private static let stepLimit = 5_000

  static func isExponential(_ node: RegexNode) -> Bool {
    guard hasNestedRepeat(node, inRepeat: false) else { return false }
    var automaton = Ambiguity()
    let start = automaton.add()
    _ = automaton.build(node, from: start)
    guard !automaton.isTooLarge else { return false }
    return automaton.hasTwoWaysBack()
  }

  private static func hasNestedRepeat(_ node: RegexNode, inRepeat: Bool) -> Bool {
    switch node {
    case .empty, .literal, .set, .anchor, .lineEnding, .cluster, .backreference, .call, .look:
      false
    // What is not entered again is not tried again.
    case .group(_, .atomic), .repeat(_, _, _, .possessive): false
    case .group(let inner, _): hasNestedRepeat(inner, inRepeat: inRepeat)
    case .sequence(let nodes): nodes.contains { hasNestedRepeat($0, inRepeat: inRepeat) }
    case .alternation(let nodes):
      inRepeat || nodes.contains { hasNestedRepeat($0, inRepeat: inRepeat) }
    case .repeat(let inner, _, let most, _):
      inRepeat || hasNestedRepeat(inner, inRepeat: inRepeat || most.map { $0 > 8 } ?? true)
    }
  }

  // MARK: - Automaton

  private mutating func add() -> Int {
    if states.count >= Self.stateLimit { isTooLarge = true }
    states.append(State())
    return states.count - 1
  }

  /// Adds the states of a node and returns the one where it ends.
  private mutating func build(_ node: RegexNode, from start: Int) -> Int {
    guard !isTooLarge else { return start }
    switch node {
    case .empty, .anchor, .look: return start
    case .literal(let scalar): return step([scalar...scalar], "L\(scalar)", from: start)
    case .set(let source):
      if let known = classes[source] { return step(set: known, from: start) }
      guard let set = CharacterClass(source)?.scalars else { return give(up: start) }
      return step(set, source, from: start)
    case .lineEnding: return step([0x0A...0x0D], "R", from: start)
    case .cluster, .backreference, .call: return give(up: start)
    // Entered once only: what happens inside is over when it is left.
    case .group(let inner, .atomic): return build(inner, from: start)
    case .group(let inner, _): return build(inner, from: start)
    case .sequence(let nodes): return nodes.reduce(start) { build($1, from: $0) }
    case .alternation(let nodes):
      let end = add()
      for node in nodes {
        let begin = add()
        states[start].free.append(begin)
        let last = build(node, from: begin)
        states[last].free.append(end)
      }
      return end
    case .repeat(let inner, let least, let most, _):
      if most == 0 { return start }
      if most == 1 {
        let begin = add()
        let end = add()
        states[start].free += [begin, end]
        if least == 1 { states[start].free.removeLast() }
        let last = build(inner, from: begin)
        states[last].free.append(end)
        return end
      }
      // One round, and back to its beginning.
      let begin = add()
      let end = add()
      states[start].free.append(begin)
      if least == 0 { states[start].free.append(end) }
      let last = build(inner, from: begin)
      if last != begin, most.map({ $0 > 8 }) ?? true { states[last].free.append(begin) }
      states[last].free.append(end)
      return end
    }
  }

  private mutating func give(up state: Int) -> Int {
    isTooLarge = true
    return state
  }

  private mutating func step(
    _ set: [ClosedRange<UInt32>], _ name: String, from start: Int
  ) -> Int {
    if let known = classes[name] { return step(set: known, from: start) }
    sets.append(set)
    classes[name] = sets.count - 1
    return step(set: sets.count - 1, from: start)
  }

  private mutating func step(set: Int, from start: Int) -> Int {
    let from = add()
    let to = add()
    states[start].free.append(from)
    states[from].set = set
    states[from].next = to
    return to
  }

  // MARK: - Two ways

  /// The states that read a scalar and can be reached without reading one.
  private func readers(from state: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var waiting = [state]
    while let state = waiting.popLast() {
      guard seen.insert(state).inserted else { continue }
      if states[state].set != nil { found.append(state) }
      waiting += states[state].free
    }
    return found
  }

  /// Whether, in the product of the automaton with itself, some pair (q, q) and some pair (p, r) of
  /// different states lead to one another.
  private func hasTwoWaysBack() -> Bool {
    let readers = states.indices.filter { states[$0].set != nil }
    var number = [Int](repeating: -1, count: states.count)
    for (index, state) in readers.enumerated() { number[state] = index }
    let count = readers.count
    let after = readers.map { state in
      self.readers(from: states[state].next).map { number[$0] }
    }
    if hasTwoFreeWays(readers, number, after) { return true }
    let meets = overlaps()
    // Edges of the product: both read the same scalar, then stand at their next readers.
    func successors(_ pair: Int, _ visit: (Int) -> Void) {
      let (left, right) = (pair / count, pair % count)
      guard let a = states[readers[left]].set, let b = states[readers[right]].set, meets[a][b]
      else { return }
      for next in after[left] { for other in after[right] { visit(next * count + other) } }
    }
    for state in 0..<count {
      // From (q, q) to somewhere apart and back.
      let home = state * count + state
      var reached = [Bool](repeating: false, count: count * count)
      var waiting = [home]
      var apart: [Int] = []
      while let pair = waiting.popLast() {
        successors(pair) { next in
          guard !reached[next] else { return }
          reached[next] = true
          if next / count != next % count { apart.append(next) }
          waiting.append(next)
        }
      }
      guard reached[home], !apart.isEmpty else { continue }
      if leads(apart, to: home, count, successors) { return true }
    }
    return false
  }

  /// Whether some state of a loop is reached from another by two ways that take nothing: `(a*)*`.
  private func hasTwoFreeWays(_ readers: [Int], _ number: [Int], _ after: [[Int]]) -> Bool {
    for (place, reader) in readers.enumerated() {
      var ways: [Int: Int] = [:]
      var steps = 0
      var path = [Bool](repeating: false, count: states.count)
      count(from: states[reader].next, &path, &ways, &steps)
      let several = ways.filter { $0.value > 1 }.keys.map { number[$0] }
      guard !several.isEmpty else { continue }
      // Back from there to where the scalar was read.
      var seen = Set(several)
      var waiting = several
      while let state = waiting.popLast() {
        if state == place { return true }
        for next in after[state] where seen.insert(next).inserted { waiting.append(next) }
      }
    }
    return false
  }

  /// Counts the ways from a state to each reader that take nothing and pass no state twice.
  private func count(
    from state: Int, _ path: inout [Bool], _ ways: inout [Int: Int], _ steps: inout Int
  ) {
    steps += 1
    guard steps < Self.stepLimit, !path[state] else { return }
    if states[state].set != nil { ways[state, default: 0] += 1 }
    path[state] = true
    for next in states[state].free { count(from: next, &path, &ways, &steps) }
    path[state] = false
  }

  private func leads(
    _ pairs: [Int], to home: Int, _ count: Int, _ successors: (Int, (Int) -> Void) -> Void
  ) -> Bool {
    var seen = [Bool](repeating: false, count: count * count)
    var waiting = pairs
    for pair in pairs { seen[pair] = true }
    var isFound = false
    while let pair = waiting.popLast(), !isFound {
      successors(pair) { next in
        if next == home { isFound = true }
        guard !seen[next] else { return }
        seen[next] = true
        waiting.append(next)
      }
    }
    return isFound
  }

  /// Which sets have a scalar in common.
  private func overlaps() -> [[Bool]] {
    sets.map { left in
      sets.map { right in
        var (i, j) = (0, 0)
        while i < left.count, j < right.count {
          if left[i].overlaps(right[j]) { return true }
          if left[i].upperBound < right[j].lowerBound { i += 1 } else { j += 1 }
        }
        return false
      }
    }
  }
}

/// All states that some automata reach together, reading the same string.
struct JointStates {
  /// The states of each automaton, one after the other, each list ended by -1.
  private typealias Key = [Int32]

  /// A state of all together.
  private struct Node {
    /// Whether the old rules and the new ones take the string that ends here.
    var old: Bool
    var new: Bool
    /// Where a letter leads; a state that several letters lead to stands once.
    var next: [(node: Int, letter: Int)] = []
  }

  private let automata: [PatternAutomaton]
  private let oldUses: [Int]
  private let newUses: [Int]
  private let alphabet: Alphabet
  /// Where the sets of each automaton begin in the alphabet's.
  private let offsets: [Int]
  private var nodes: [Node] = []
  private var keys: [Key] = []
  private var known: [Key: Int] = [:]
  /// The waiting states that reading leads to, by automaton and state.
  private var followers: [[Int: [Int32]]]

  /// States that are looked at together before it is given up, and the entries they may have.
  private static let limit = 60_000
  private static let entryLimit = 4_000_000

  init(_ automata: [PatternAutomaton], _ oldUses: [Int], _ newUses: [Int]) {
    self.automata = automata
    self.oldUses = oldUses
    self.newUses = newUses
    var offsets: [Int] = []
    var sets: [ScalarSet] = []
    for automaton in automata {
      offsets.append(sets.count)
      sets += automaton.sets
    }
    self.offsets = offsets
    alphabet = Alphabet(sets.isEmpty ? [.all] : sets)
    followers = Array(repeating: [:], count: automata.count)
  }

  // MARK: - Exploring

  /// Goes through all states; `false` where there are too many.
  mutating func explore() -> Bool {
    var first: Key = []
    for automaton in automata {
      first += automaton.waiting(from: [automaton.first], isStart: true)
      first.append(-1)
    }
    var entries = first.count
    _ = insert(first, isStart: true)
    var index = 0
    while index < nodes.count {
      var targets: Set<Int> = []
      for letter in alphabet.letters.indices {
        guard let key = read(letter, from: keys[index]) else { continue }
        let isNew = known[key] == nil
        let target = insert(key, isStart: false)
        if isNew { entries += key.count }
        if targets.insert(target).inserted { nodes[index].next.append((target, letter)) }
      }
      guard nodes.count <= Self.limit, entries <= Self.entryLimit else { return false }
      index += 1
    }
    return true
  }

  private mutating func insert(_ key: Key, isStart: Bool) -> Int {
    // The first state may be come back to, but then something was read.
    if !isStart, let index = known[key] { return index }
    let accepted = zip(automata, key.split(separator: -1, omittingEmptySubsequences: false)).map {
      $0.accepts($1, isStart: isStart)
    }
    nodes.append(
      Node(
        old: oldUses.allSatisfy { accepted[$0] }, new: newUses.allSatisfy { accepted[$0] }))
    keys.append(key)
    if !isStart { known[key] = nodes.count - 1 }
    return nodes.count - 1
  }

  /// The states after one more letter; `nil` where neither set of rules can take anything any more.
  private mutating func read(_ letter: Int, from key: Key) -> Key? {
    var result: Key = []
    var isDead = Array(repeating: false, count: automata.count)
    var automaton = 0
    var reached: [Int32] = []
    for state in key {
      if state < 0 {
        isDead[automaton] = reached.isEmpty
        result += automata[automaton].relevant(reached)
        result.append(-1)
        reached = []
        automaton += 1
        continue
      }
      guard case .scalar(let set, let next) = automata[automaton].steps[Int(state)],
        alphabet.memberships[offsets[automaton] + set][letter]
      else { continue }
      let waiting: [Int32]
      if let found = followers[automaton][next] {
        waiting = found
      } else {
        waiting = automata[automaton].waiting(from: [next], isStart: false)
        followers[automaton][next] = waiting
      }
      reached = reached.isEmpty ? waiting : Self.merged(reached, waiting)
    }
    let isOver = oldUses.contains { isDead[$0] } && newUses.contains { isDead[$0] }
    return isOver ? nil : result
  }

  /// Two lists in rising order as one.
  private static func merged(_ one: [Int32], _ two: [Int32]) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(one.count + two.count)
    var (left, right) = (0, 0)
    while left < one.count || right < two.count {
      if right == two.count || left < one.count && one[left] < two[right] {
        result.append(one[left])
        left += 1
      } else {
        if left < one.count, one[left] == two[right] { left += 1 }
        result.append(two[right])
        right += 1
      }
    }
    return result
  }

  // MARK: - Comparing

  /// Whether there is a string of an allowed length that one takes and the other does not.
  func difference(_ lengths: LengthsOfTwo) -> LanguageComparison.Outcome {
    let wanted = leading { node in
      lengths.areSame ? node.old != node.new : node.old || node.new
    }
    guard wanted[0] else { return .same }
    // By length: the states that strings of it lead to, with how they came there.
    var layer: [(node: Int, parent: Int, letter: Int)] = [(0, -1, -1)]
    var layers: [[(node: Int, parent: Int, letter: Int)]] = []
    var length = 0
    var work = 0
    while true {
      let (old, new) = (lengths.old(length), lengths.new(length))
      if let place = layer.firstIndex(where: {
        (old && nodes[$0.node].old) != (new && nodes[$0.node].new)
      }) {
        return .different(text(layers, layer[place]))
      }
      var seen: [Int: Int] = [:]
      var next: [(node: Int, parent: Int, letter: Int)] = []
      for (place, item) in layer.enumerated() {
        for (target, letter) in nodes[item.node].next where wanted[target] {
          work += 1
          if seen.updateValue(0, forKey: target) == nil { next.append((target, place, letter)) }
        }
      }
      guard !next.isEmpty else { return .same }
      let isSteady = seen.count == layer.count && layer.allSatisfy { seen[$0.node] != nil }
      layers.append(layer)
      layer = next
      length += 1
      if isSteady {
        // From here on every length leads to these states: only the bounds make a difference.
        return steady(layer.map(\.node), length, lengths)
      }
      if lengths.areOver(at: length) { return .same }
      guard work < 10_000_000 else { return .unknown("there are too many lengths to look at") }
    }
  }

  private func steady(
    _ layer: [Int], _ length: Int, _ lengths: LengthsOfTwo
  ) -> LanguageComparison.Outcome {
    var length: Int? = length
    while let current = length {
      let (old, new) = (lengths.old(current), lengths.new(current))
      if layer.contains(where: { (old && nodes[$0].old) != (new && nodes[$0].new) }) {
        return .different(nil)
      }
      length = lengths.change(after: current)
    }
    return .same
  }

  /// Which states lead to one that is looked for.
  private func leading(to isWanted: (Node) -> Bool) -> [Bool] {
    var sources: [[Int]] = Array(repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      for (target, _) in node.next { sources[target].append(index) }
    }
    var found = nodes.map { isWanted($0) }
    var stack = found.indices.filter { found[$0] }
    while let index = stack.popLast() {
      for source in sources[index] where !found[source] {
        found[source] = true
        stack.append(source)
      }
    }
    return found
  }

  /// The string that leads to a state, where it is not long.
  private func text(
    _ layers: [[(node: Int, parent: Int, letter: Int)]],
    _ last: (node: Int, parent: Int, letter: Int)
  ) -> String? {
    guard layers.count <= 4096 else { return nil }
    var scalars: [UInt32] = []
    var item = last
    for layer in layers.reversed() {
      let set = alphabet.letters[item.letter]
      scalars.append(set.preferred.first ?? set[0])
      item = layer[item.parent]
    }
    return String(scalars: scalars.reversed())
  }
}

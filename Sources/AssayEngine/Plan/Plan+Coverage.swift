package import AssayModel

extension Plan {
  /// What the constraints of the plan saw of the traffic that was checked with these scratches.
  ///
  /// A constraint is satisfied by a value that reached its node and broke neither it nor its type.
  package func coverage(of scratches: [Scratch]) -> Coverage {
    var entries: [Coverage.Entry] = []
    for node in infos.indices {
      let visits = scratches.reduce(0) { $0 + Int(clamping: $1.visits[node]) }
      let bad =
        scratches.reduce(0) { $0 + $1.breaks[.init(node: node, kind: .type)] }
      func add(_ kind: ConstraintKind, _ origin: Origin) {
        let broken = scratches.reduce(0) { $0 + $1.breaks[.init(node: node, kind: kind)] }
        let others = kind == .type ? 0 : bad
        entries.append(
          Coverage.Entry(
            operation: "", part: .responseBody, path: infos[node].path, constraint: kind,
            source: contract.sources.location(of: origin), satisfied: visits > broken + others,
            violated: broken > 0))
      }
      let info = infos[node]
      for length in info.lengths { add(.length, length.origin) }
      for range in info.ranges { add(.range, range.origin) }
      for (_, pattern) in info.patterns { add(.pattern, pattern.origin) }
      for allowed in info.enums { add(.enum, allowed.origin) }
      for unique in info.uniqueItems { add(.uniqueItems, unique.origin) }
      if tables.nodes[node].op == .timestamp { add(.format, info.formatOrigin) }
      if tables.nodes[node].op == .structure {
        addRequired(of: node, visits: visits - bad, scratches, to: &entries)
      }
    }
    for (index, relation) in relations.enumerated() {
      let visits = scratches.reduce(0) { $0 + $1.relationVisits[index] }
      let broken = scratches.reduce(0) { $0 + $1.relationBreaks[index] }
      entries.append(
        Coverage.Entry(
          operation: "", part: .responseBody, path: "\(relation)", constraint: .relation,
          source: contract.sources.location(of: relation.origin), satisfied: visits > broken,
          violated: broken > 0))
    }
    return Coverage(entries: Plan.merged(entries))
  }

  private func addRequired(
    of node: Int, visits: Int, _ scratches: [Scratch], to entries: inout [Coverage.Entry]
  ) {
    let table = tables.structs.value(tables.nodes[node].child)
    for position in 0..<Int(table.memberCount) {
      let member = tables.members[Int(table.memberStart) + position]
      guard member.isRequired else { continue }
      let info = memberInfos[member.info]
      let key = Scratch.OriginKey(
        file: info.origin.file, line: info.origin.line, column: info.origin.column,
        kind: .required)
      let broken = scratches.reduce(0) { $0 + $1.originBreaks[key] }
      let name = structInfos[tables.nodes[node].child].name
      entries.append(
        Coverage.Entry(
          operation: "", part: .responseBody, path: "\(name).\(info.wireName)",
          constraint: .required, source: contract.sources.location(of: info.origin),
          satisfied: visits > broken, violated: broken > 0))
    }
  }

  /// One entry a line of the contract and kind: the same shape may have several nodes.
  private static func merged(_ entries: [Coverage.Entry]) -> [Coverage.Entry] {
    struct Key: Hashable {
      var source: SourceLocation?
      var path: String
      var kind: ConstraintKind
    }
    var places: [Key: Int] = [:]
    var out: [Coverage.Entry] = []
    for entry in entries {
      let key = Key(
        source: entry.source, path: entry.source == nil ? entry.path : "", kind: entry.constraint)
      if let place = places[key] {
        out[place].satisfied = out[place].satisfied || entry.satisfied
        out[place].violated = out[place].violated || entry.violated
      } else {
        places[key] = out.count
        out.append(entry)
      }
    }
    return out
  }
}

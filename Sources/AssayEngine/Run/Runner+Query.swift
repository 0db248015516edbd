internal import AssayModel

extension Runner {
  /// Checks the query of a request.
  mutating func query(_ plan: OperationPlan, _ all: Bytes) {
    part = .requestQuery
    let parameters = plan.request.query
    for index in 0..<parameters.count { scratch.queryCounts[index] = 0 }
    if let query = scratch.pieces.value.query {
      scratch.parameterText.removeAll()
      // Decoding never lengthens, so nothing moves while the pairs are read.
      scratch.parameterText.reserve(query.count + 8)
      var start = query.start
      while start < query.end {
        var end = start
        var split = -1
        while end < query.end, all[end] != UInt8(ascii: "&") {
          if split < 0, all[end] == UInt8(ascii: "=") { split = end }
          end &+= 1
        }
        if end > start {
          pair(
            name: all.slice(start, (split < 0 ? end : split) &- start),
            value: split < 0 ? all.slice(end, 0) : all.slice(split &+ 1, end &- split &- 1), plan)
        }
        start = end &+ 1
      }
    }
    for index in 0..<parameters.count { finish(parameters, index) }
    if let map = plan.request.queryMap { queryMap(map, plan, all) }
    parameter = .none
  }

  /// One `name=value` of a query.
  private mutating func pair(name rawName: Bytes, value rawValue: Bytes, _ plan: OperationPlan) {
    let name = decoded(rawName)
    let parameters = plan.request.query
    guard let index = parameters.index(of: name) else {
      unknownParameter(name, plan)
      return
    }
    let value = decoded(rawValue)
    let entry = parameters[index]
    parameter = .known(parameters, index)
    let node = tables.nodes[Int(entry.node)]
    let count = Int(scratch.queryCounts[index])
    scratch.queryCounts[index] &+= 1
    if node.op == .list {
      if node.flags.contains(.unique) { scratch.rememberItem(value, of: index) }
      listItem(node, count, value)
    } else if count == 0 {
      textValue(Int(entry.node), value)
    } else {
      let known = parameters.plans[index]
      report(
        .duplicateMember, pointer: pointer(),
        level: self.plan.contract.policies.duplicateMember, expected: "one value",
        actual: "another value", origin: known.origin,
        message: "the parameter `\(known.wireName)` is given more than once")
    }
  }

  /// Percent-decoded text: as it stands, or in the scratch's memory, valid until the next request.
  private func decoded(_ raw: Bytes) -> Bytes {
    guard raw.hasFormEscape else { return raw }
    let start = scratch.parameterText.count
    Percent.decode(raw, isForm: true, into: scratch.parameterText)
    return scratch.parameterText.bytes.slice(start, scratch.parameterText.count &- start)
  }

  private mutating func unknownParameter(_ name: Bytes, _ plan: OperationPlan) {
    guard plan.request.queryMap == nil,
      !plan.queryLiterals.contains(where: { name.equals($0) })
    else { return }
    parameter = .text(name.string)
    if name.equals(Array(name.string.utf8)) {
      report(
        .unknownMember, pointer: pointer(),
        level: self.plan.contract.policies.unknownMember,
        expected: "a parameter of `\(plan.name)`", actual: Excerpt.text(name),
        origin: plan.origin,
        message: "`\(plan.name)` has no query parameter `\(Excerpt.plain(name))`")
    } else {
      reportEncoding(at: 0)
    }
  }

  /// Ends a parameter that may have come several times, or not at all.
  private mutating func finish(_ parameters: ParameterTable, _ index: Int) {
    let entry = parameters[index]
    let count = Int(scratch.queryCounts[index])
    if count == 0, !entry.isRequired { return }
    depth = 0
    parameter = .known(parameters, index)
    if count == 0 {
      missing(parameters.plans[index])
      return
    }
    let node = tables.nodes[Int(entry.node)]
    if node.op == .list {
      endList(Int(entry.node), node, count: count, items: scratch.takeItems(of: index))
    }
  }

  /// A parameter that is required and not there.
  mutating func missing(_ parameter: ParameterPlan) {
    scratch.count(.required, parameter.origin)
    report(
      .required, pointer: "/" + Pointer.escape(parameter.wireName), expected: "a value",
      actual: "absent", origin: parameter.origin,
      message: "`\(parameter.wireName)` is required in `\(parameter.structName)`")
  }

  // MARK: - Query map

  private mutating func queryMap(_ map: MapParameterPlan, _ plan: OperationPlan, _ all: Bytes) {
    var entries: [(name: [UInt8], values: [[UInt8]])] = []
    if let query = scratch.pieces.value.query {
      let text = all.slice(query.start, query.count).array
      for pair in text.split(separator: UInt8(ascii: "&")) {
        let halves = pair.split(
          separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let name = Array(halves[0]).withBytes { Percent.decode($0, isForm: true) }
        let value =
          halves.count == 2 ? Array(halves[1]).withBytes { Percent.decode($0, isForm: true) } : []
        if name.withBytes({ plan.request.query.index(of: $0) }) != nil
          || plan.queryLiterals.contains(name)
        {
          continue
        }
        if let index = entries.firstIndex(where: { $0.name == name }) {
          entries[index].values.append(value)
        } else {
          entries.append((name, [value]))
        }
      }
    }
    mapEntries(map, entries)
  }

  /// Checks the entries of a map of parameters, keys in order.
  mutating func mapEntries(
    _ map: MapParameterPlan, _ entries: [(name: [UInt8], values: [[UInt8]])],
    key: ([UInt8]) -> [UInt8] = { $0 }
  ) {
    parameter = .none
    depth = 0
    guard !entries.isEmpty else {
      if map.isRequired {
        scratch.count(.required, map.origin)
        report(
          .required, pointer: "", expected: "entries", actual: "absent", origin: map.origin,
          message: "`\(map.name)` is required in `\(map.structName)`")
      }
      return
    }
    let node = tables.nodes[map.node]
    visits[map.node] &+= 1
    for entry in entries {
      let text = String(decoding: entry.name, as: UTF8.self)
      guard text.utf8.elementsEqual(entry.name) else {
        parameter = .text(text)
        reportEncoding(at: 0)
        continue
      }
      parameter = .text(text)
      key(entry.name).withBytes { textValue(node.key, $0) }
      isSecretParameter = Member.isSecret(parameter: text)
      defer { isSecretParameter = false }
      let value = tables.nodes[node.child]
      if value.op == .list {
        for (index, item) in entry.values.enumerated() {
          item.withBytes { listItem(value, index, $0) }
        }
        endList(node.child, value, count: entry.values.count, items: entry.values)
      } else {
        entry.values[0].withBytes { textValue(node.child, $0) }
        for _ in entry.values.dropFirst() {
          report(
            .duplicateMember, pointer: pointer(), level: plan.contract.policies.duplicateMember,
            expected: "one value", actual: "another value", origin: map.origin,
            message: "the parameter `\(text)` is given more than once")
        }
      }
    }
    parameter = .none
    if entries.count < node.lengthMin || entries.count > node.lengthMax {
      reportLengths(map.node, entries.count, unit: .entries, at: 0)
    }
  }
}

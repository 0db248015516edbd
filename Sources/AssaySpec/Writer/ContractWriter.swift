package import AssayModel

/// Writes a contract as a native file that a person would keep: the source's order, small shapes on
/// one line, comments where the caller has some.
///
/// What is written is read back as an equal contract, provided that the contract is in its canonical
/// form (``AssayModel/Contract/canonical()``), as all contracts are that ``SpecLoader`` loads.
package struct ContractWriter {
  let contract: Contract
  private let comments: [ContractElement: [String]]
  /// What holds for most patterns, so that the others need say so.
  let match: PatternConstraint.Match
  let dialect: PatternConstraint.Dialect
  /// Shapes that are written within their error.
  private let errorShapes: Set<ShapeID>

  /// The text of a native file.
  ///
  /// - Parameters:
  ///   - contract: The contract, in its canonical form.
  ///   - comments: Lines of comment by what they stand above.
  /// - Returns: YAML in UTF-8, ending with a line feed.
  package static func write(
    _ contract: Contract, comments: [ContractElement: [String]] = [:]
  ) -> String {
    var printer = YAMLPrinter()
    printer.printFile(ContractWriter(contract, comments).file())
    return printer.text
  }

  private init(_ contract: Contract, _ comments: [ContractElement: [String]]) {
    self.contract = contract
    self.comments = comments
    errorShapes = Set(contract.inlineErrorShapes)
    var search = 0
    var java = 0
    var all = 0
    for shape in contract.shapes {
      for constraints in [shape.constraints] + shape.allMembers.map(\.constraints) {
        for pattern in constraints.patterns {
          all += 1
          search += pattern.match == .search ? 1 : 0
          java += pattern.dialect == .java ? 1 : 0
        }
      }
    }
    match = search * 2 > all ? .search : .whole
    dialect = java * 2 > all ? .java : .pcre2
  }

  /// Comments above an element.
  func comments(_ element: ContractElement) -> [String] { comments[element] ?? [] }

  // MARK: File

  private func file() -> [YAMLItem.Entry] {
    var entries = [YAMLItem.Entry(key: "assay", value: .word("1"), comments: comments(.file))]
    entries.add("service", .text(contract.service))
    entries.add("version", contract.version.map { .quoted($0) })
    entries.add("documentation", contract.documentation.map { .prose($0) })
    entries.add("targetPrefix", contract.targetPrefix.map { .text($0) })
    entries.add("protocol", .word(contract.wireProtocol.rawValue))
    entries.add("match", match == .whole ? nil : .word(match.rawValue))
    entries.add("dialect", dialect == .pcre2 ? nil : .word(dialect.rawValue))
    entries.add("policy", policy())
    var others = Traits()
    others.other = contract.extensions
    entries += traits(others)
    entries.addBlock("operations", contract.operations.map { operation($0) })
    entries.addBlock("shapes", shapes())
    entries.addBlock("errors", contract.errors.map { error($0) })
    return entries
  }

  private func policy() -> YAMLItem? {
    let policies = contract.policies
    let standard = Policies()
    var entries: [YAMLItem.Entry] = []
    func add(_ key: String, _ level: Policies.Level, _ usual: Policies.Level) {
      if level != usual { entries.add(key, .word(level.rawValue)) }
    }
    add("unknownMember", policies.unknownMember, standard.unknownMember)
    add("unknownEnum", policies.unknownEnum, standard.unknownEnum)
    add("duplicateMember", policies.duplicateMember, standard.duplicateMember)
    add("requestOffset", policies.requestOffset, standard.requestOffset)
    add("integerFraction", policies.integerFraction, standard.integerFraction)
    add("outputConstraints", policies.outputConstraints, standard.outputConstraints)
    if !policies.invalid.isEmpty {
      entries.add("invalid", .list(policies.invalid.map { .text($0) }))
    }
    return entries.isEmpty ? nil : .map(entries)
  }

  private func shapes() -> [YAMLItem.Entry] {
    contract.shapes.indices.dropFirst(Contract.builtInShapeCount).compactMap { index in
      let shape = contract.shapes[index]
      guard !shape.isAnonymous, !errorShapes.contains(ShapeID(index)) else { return nil }
      return YAMLItem.Entry(
        key: shape.name, value: self.shape(shape), comments: comments(.shape(shape.name)))
    }
  }

  private func error(_ error: ErrorShape) -> YAMLItem.Entry {
    var entries: [YAMLItem.Entry] = []
    entries.add("status", error.status.map { .word(String($0)) })
    entries.add("fault", error.fault.map { .word($0.rawValue) })
    switch error.retryable {
    case .no: break
    case .yes: entries.add("retryable", .flag(true))
    case .throttling: entries.add("retryable", .word("throttling"))
    }
    entries.add("code", error.code.map { .text($0) })
    entries.add("common", error.isCommon ? .flag(true) : nil)
    entries += traits(error.traits)
    let shape = contract[error.shape]
    if shape.name.isExactly(error.name), errorShapes.contains(error.shape) {
      if !shape.members.isEmpty {
        entries.add("members", members(shape.members) { _ in [] })
      }
    } else {
      entries.add("type", .text(shape.name))
    }
    return YAMLItem.Entry(
      key: error.name, value: .map(entries), comments: comments(.error(error.name)))
  }
}

extension [YAMLItem.Entry] {
  /// Adds a key, where there is a value.
  mutating func add(_ key: String, _ value: YAMLItem?) {
    if let value { append(YAMLItem.Entry(key: key, value: value)) }
  }

  /// Adds a section, where there is something in it.
  mutating func addBlock(_ key: String, _ entries: [YAMLItem.Entry]) {
    if !entries.isEmpty { add(key, .map(entries, isBlock: true)) }
  }
}

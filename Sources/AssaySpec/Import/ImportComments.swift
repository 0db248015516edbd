package import AssayModel
internal import AssayPattern

/// The comments of an imported file: where it comes from, what was decided, what cannot be checked,
/// and relations that may be added.
package struct ImportComments {
  private let contract: Contract
  private let report: ImportReport
  private var elements: [Place: ContractElement] = [:]
  /// The comments by what they stand above.
  package private(set) var comments: [ContractElement: [String]] = [:]

  private struct Place: Hashable {
    var file: UInt32
    var line: UInt32
    var column: UInt32

    init(_ origin: Origin) {
      file = origin.file
      line = origin.line
      column = origin.column
    }
  }

  /// Collects the comments of a contract in canonical form. Of a merged one it is not said what the
  /// first source leaves open: the second has filled it.
  package init(
    _ contract: Contract, _ report: ImportReport, sources: [SourceFile], isMerged: Bool = false
  ) {
    self.contract = contract
    self.report = report
    index()
    comments[.file] = header(sources)
    addRemarks(isMerged ? [.decided, .unsupported] : [.decided, .unsupported, .open])
    addPatterns()
    addRelations()
  }

  private func header(_ sources: [SourceFile]) -> [String] {
    // Folders hold files that nothing was read from.
    let used = Set(elements.keys.map { Int($0.file) })
    let names = sources.indices.filter { used.contains($0) }
      .map { RelativePath.name(sources[$0].path) }
    var lines = ["Imported by `assay import` from \(Self.list(names))."]
    for remark in report.remarks(of: .decided) where remark.origins.isEmpty || remark.count > 3 {
      let places = remark.count > 1 ? ", \(remark.count) times" : ""
      lines.append("\(remark.subject): \(remark.reason)\(places).")
    }
    if contract.commonErrors.isEmpty, contract.wireProtocol != .httpJson {
      lines.append(
        "Errors common to all actions of AWS are in common-errors.yaml, for `imports:`.")
    }
    return lines
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  // MARK: Places

  /// Notes which part of the contract stands where in the source.
  private mutating func index() {
    func add(_ origin: Origin, _ element: ContractElement) {
      guard origin.isKnown, elements[Place(origin)] == nil else { return }
      elements[Place(origin)] = element
    }
    for operation in contract.operations {
      add(operation.origin, .operation(operation.name))
      if let http = operation.http { add(http.uri.origin, .operation(operation.name)) }
      if let pagination = operation.pagination {
        add(pagination.origin, .operation(operation.name))
      }
      for id in [operation.input, operation.output].compactMap({ $0 })
      where contract[id].isAnonymous {
        let isInput = id == operation.input
        for member in contract[id].members {
          add(
            member.origin,
            isInput
              ? .input(operation: operation.name, member: member.name)
              : .output(operation: operation.name, member: member.name))
        }
      }
    }
    for shape in contract.shapes where !shape.isAnonymous {
      add(shape.origin, .shape(shape.name))
      for member in shape.members {
        add(member.origin, .member(shape: shape.name, member: member.name))
      }
    }
    for error in contract.errors { add(error.origin, .error(error.name)) }
  }

  // MARK: Remarks

  private mutating func addRemarks(_ kinds: [ImportReport.Kind]) {
    for kind in kinds {
      for remark in report.remarks(of: kind) where remark.count <= 3 {
        for origin in remark.origins {
          guard let element = elements[Place(origin)] else { continue }
          let text = kind == .open ? "left open: \(remark.reason)" : remark.reason
          comments[element, default: []].append("\(remark.subject): \(text)")
        }
      }
    }
  }

  private mutating func addPatterns() {
    let compiler = PatternCompiler()
    for shape in contract.shapes where !shape.isAnonymous {
      for pattern in shape.constraints.patterns {
        guard case .failure(let error) = compiler.compile(pattern) else { continue }
        comments[.shape(shape.name), default: []].append(
          "This pattern is not checked: \(error.message).")
      }
    }
  }

  private mutating func addRelations() {
    let suggestions = SuggestedRelations(contract)
    for operation in contract.operations where operation.relations.isEmpty {
      let relations = suggestions.relations(for: operation)
      guard !relations.isEmpty else { continue }
      comments[.operationEnd(operation.name)] =
        ["Pagination and names suggest these; keep what holds:", "relations:"]
        + relations.map { "  - \(Self.text($0))" }
    }
  }

  /// Brackets would begin a list.
  private static func quoting(_ path: MemberPath) -> String {
    path.steps.contains(.each) ? "'\(path)'" : "\(path)"
  }

  private static func text(_ relation: Relation) -> String {
    let left =
      switch relation.subject {
      case .every(let path): "every: \(quoting(path))"
      case .count(let path): "count: \(quoting(path))"
      }
    switch relation.operand {
    case .input(let path): return "{ \(left), \(relation.comparison.rawValue): input.\(path) }"
    }
  }
}

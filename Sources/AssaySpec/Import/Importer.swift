package import AssayModel

/// Reads documents for `assay import`: one source, or two that are merged.
package struct Importer {
  /// The contract; `nil` where an error was reported.
  package private(set) var contract: Contract?
  /// What is wrong with the documents.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Where two sources disagree.
  package private(set) var disagreements: [Disagreement] = []
  private var isMerged = false
  /// What only one of two sources speaks of.
  package private(set) var onlyInOne: [String] = []
  /// What was made of the documents besides.
  package private(set) var report = ImportReport()
  /// The files read.
  package private(set) var sources: [SourceFile] = []

  /// Reads documents that are one source together: a model, or pages.
  package init(
    _ paths: [String], files: FileAccess = .disk(limit: DocumentLimits().bytes),
    service: String? = nil, wireProtocol: WireProtocol? = nil, operations: [String] = []
  ) {
    var session = LoadSession(files: files)
    session.service = service
    session.wireProtocol = wireProtocol
    let contract = SpecLoader.load(paths, &session)
    take(session)
    self.contract = contract.flatMap { choose(operations, of: $0) }
  }

  /// Reads two sources of one service and merges them.
  package init(
    merging first: String, _ second: String,
    files: FileAccess = .disk(limit: DocumentLimits().bytes), service: String? = nil,
    wireProtocol: WireProtocol? = nil, operations: [String] = []
  ) {
    isMerged = true
    var session = LoadSession(files: files)
    session.expectsService = false
    session.service = service
    session.wireProtocol = wireProtocol
    let left = SpecLoader.load([first], &session)
    let right = SpecLoader.load([second], &session)
    take(session)
    guard var left, var right else { return }
    if !operations.isEmpty {
      guard check(operations, left.operations + right.operations) else { return }
      left = left.pruned(to: operations)
      right = right.pruned(to: operations)
    }
    let merge = ContractMerge(left, right, report: report)
    disagreements = merge.comparison.disagreements
    onlyInOne =
      merge.comparison.onlyInFirst.map { "\($0): only in the first source" }
      + merge.comparison.onlyInSecond.map { "\($0): only in the second source" }
    var contract = merge.contract
    contract.sources = SourceTable(paths: sources.map(\.path))
    self.contract = contract
  }

  private mutating func take(_ session: LoadSession) {
    diagnostics = SpecLoader.result(nil, session).diagnostics
    report = session.report
    sources = session.sources
  }

  private mutating func choose(_ names: [String], of contract: Contract) -> Contract? {
    guard !names.isEmpty else { return contract }
    return check(names, contract.operations) ? contract.pruned(to: names) : nil
  }

  /// Whether all operations that were asked for exist.
  private mutating func check(_ names: [String], _ operations: [Operation]) -> Bool {
    var isComplete = true
    for name in names where !operations.contains(where: { $0.name.isExactly(name) }) {
      isComplete = false
      diagnostics.append(
        Diagnostic(
          id: "import.operation", severity: .error,
          message: "there is no operation \(quoted(name))", origin: .none,
          suggestion: Suggestion.nearest(to: name, among: operations.map(\.name))))
    }
    return isComplete
  }

  /// The native file, with comments.
  package var text: String? {
    contract.map { contract in
      ContractWriter.write(
        contract,
        comments: ImportComments(contract, report, sources: sources, isMerged: isMerged).comments)
    }
  }
}

import AssayReport
import AssaySpec

extension Contract {
  /// Loads a contract from a file, or from the files of a folder, and what they import.
  ///
  /// ```swift
  /// let contract = try Contract(contentsOf: "spec/healthomics")
  /// ```
  ///
  /// Warnings and hints do not keep a contract from being loaded; `assay lint` shows them.
  ///
  /// - Parameters:
  ///   - path: The file or folder, of any format that Assay reads.
  ///   - service: The service to take from a model that has several, by identifier or name.
  /// - Throws: ``ContractError`` with every mistake that was found.
  public init(contentsOf path: String, service: String? = nil) throws(ContractError) {
    try self.init(contentsOf: [path], service: service)
  }

  /// Loads one contract from several files and folders.
  ///
  /// - Parameters:
  ///   - paths: The files and folders, of any format that Assay reads.
  ///   - service: The service to take from a model that has several, by identifier or name.
  /// - Throws: ``ContractError`` with every mistake that was found.
  public init(contentsOf paths: [String], service: String? = nil) throws(ContractError) {
    try self.init(SpecLoader.load(paths: paths, service: service))
  }

  /// Reads a contract from a text, as a test may hold it.
  ///
  /// - Parameters:
  ///   - text: The contract, in YAML or JSON. It imports nothing.
  ///   - name: What the text is called where a place in it is shown.
  /// - Throws: ``ContractError`` with every mistake that was found.
  public init(text: String, named name: String = "contract.yaml") throws(ContractError) {
    try self.init(SpecLoader.load([SourceFile(path: name, bytes: Array(text.utf8))]))
  }

  private init(_ result: LoadResult) throws(ContractError) {
    guard let contract = result.contract,
      !result.diagnostics.contains(where: { $0.severity == .error })
    else { throw ContractError(diagnostics: result.diagnostics, sources: result.sources) }
    self = contract
  }
}

// MARK: - CustomStringConvertible

extension Contract: CustomStringConvertible {
  /// `HealthOmics (restJson1, 18 operations)`: what a failed test shows of a contract.
  public var description: String {
    let count = operations.count
    return "\(service) (\(wireProtocol.rawValue), \(count) operation\(count == 1 ? "" : "s"))"
  }
}

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
  /// - Throws: ``ContractError`` with every mistake that was found.
  public init(contentsOf path: String) throws(ContractError) {
    try self.init(contentsOf: [path])
  }

  /// Loads one contract from several files and folders.
  ///
  /// - Throws: ``ContractError`` with every mistake that was found.
  public init(contentsOf paths: [String]) throws(ContractError) {
    let result = SpecLoader.load(paths: paths)
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

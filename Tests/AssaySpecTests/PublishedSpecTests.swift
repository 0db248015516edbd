import AssayModel
import AssayReport
import AssaySpec
import Foundation
import Testing

/// The contracts in `spec/`, which the project publishes.
@Suite("Published contracts")
struct PublishedSpecTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "spec")
    .resolvingSymlinksInPath()

  @Test func theHealthOmicsOperationIsSound() throws {
    let result = SpecLoader.load(paths: [Self.folder.appending(path: "healthomics").path])
    let text = DiagnosticText.render(
      result.diagnostics, sources: result.sources, usesColour: false)
    #expect(text.isEmpty, "\(text)")
    let contract = try #require(result.contract)
    #expect(contract.service == "HealthOmics")
    let operation = try #require(contract.operation(named: "ListReferenceImportJobs"))
    #expect(operation.errors.map(\.name).count == 6)
    #expect(operation.relations.count == 5)
    #expect(operation.pagination?.items?.description == "importJobs")
    #expect(operation.hostPrefix == "control-storage-")
    #expect(operation.http?.uri.labels == ["referenceStoreId"])
    // The service's own status, not that of the common error.
    #expect(contract.error(named: "ThrottlingException")?.status == 429)
    #expect(contract.error(named: "ThrottlingException")?.isCommon == true)
    #expect(contract.error(named: "UnrecognizedClientException")?.status == 403)
    #expect(contract.commonErrors.count == 16)
    let statistics = ContractStatistics(contract)
    #expect(statistics.operations == 1)
    #expect(statistics.required == 12)
    #expect(statistics.pattern == 4)
    #expect(statistics.compiledPatterns == 4)
    #expect(statistics.enumeration == 1)
  }
}

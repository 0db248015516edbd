import AssayModel
import AssaySpec
import Foundation
import Testing

/// `spec/aws/omics.yaml`: the whole of HealthOmics, as imported.
@Suite("The imported contract of HealthOmics")
struct PublishedImportTests {
  static let path = PublishedSpecTests.folder.appending(path: "aws/omics.yaml").path
  static let written = PublishedSpecTests.folder
    .appending(path: "healthomics/ListReferenceImportJobs.yaml").path

  @Test("It is sound and whole")
  func sound() throws {
    let result = SpecLoader.load(paths: [Self.path])
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics.map(\.message))")
    let contract = try #require(result.contract)
    #expect(contract.operations.count == 107)
    let counts = ContractStatistics(contract)
    #expect(counts.shapes == 677)
    #expect(counts.members == 1_354)
    #expect(counts.errors == 10)
    #expect(counts.unsupportedPatterns == 0)
  }

  @Test("It agrees with the operation that was written by hand")
  func agreement() {
    let importer = Importer(
      merging: Self.written, Self.path, operations: ["ListReferenceImportJobs"])
    #expect(importer.contract != nil, "\(importer.diagnostics.map(\.message))")
    let differences = importer.disagreements.map {
      "\($0.subject) \($0.aspect): \($0.first.text) | \($0.second.text)"
    }
    // Nothing: every constraint that both state is the same.
    #expect(differences == [])
  }
}

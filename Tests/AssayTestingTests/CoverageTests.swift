import Assay
import AssayTesting
import Foundation
import Testing

@Suite struct CoverageTests {
  /// A contract of the test's own: coverage is summed over everything that uses the same one.
  private func contract(named name: String) throws -> Contract {
    try Contract(
      text: """
        assay: 1
        service: Counted
        protocol: http-json
        operations:
          Count:
            http: { method: GET, uri: "/count" }
            output:
              low: { type: integer, range: 1..5 }
              name: { type: string, length: 2..4 }
        """, named: name)
  }

  @Test func everythingCheckedIsSummed() async throws {
    let contract = try contract(named: "sum.yaml")
    await withTaskGroup { group in
      for value in 1...5 {
        group.addTask {
          _ = expectConforms(body: #"{"low": \#(value)}"#, to: "Count", of: contract)
        }
      }
    }
    // An equal contract that was loaded again is the same one.
    let again = try self.contract(named: "sum.yaml")
    _ = issues { expectConforms(body: #"{"name": "x"}"#, to: "Count", of: again) }
    let sum = coverage(of: contract)
    #expect(sum.entries.first { $0.constraint == .range }?.satisfied == true)
    #expect(sum.entries.first { $0.constraint == .range }?.violated == false)
    #expect(sum.entries.first { $0.constraint == .length }?.violated == true)
  }

  @Test func aDemandNamesWhatIsMissing() throws {
    let contract = try contract(named: "demand.yaml")
    #expect(issues { requireCoverage(of: contract) }.count == 1)
    expectConforms(body: #"{"low": 3}"#, to: "Count", of: contract)
    let line = #line + 1
    let found = issues { requireCoverage(of: contract, satisfied: 1) }
    #expect(found.count == 1)
    #expect(found.first?.line == line)
    #expect(found.first?.text.contains("length at ") == true)
    #expect(found.first?.text.contains("demand.yaml:9") == true)
    expectConforms(body: #"{"name": "abc"}"#, to: "Count", of: contract)
    #expect(issues { requireCoverage(of: contract, satisfied: 1) }.isEmpty)
    #expect(issues { requireCoverage(of: contract, satisfied: 1, violated: 0.5) }.count == 1)
  }

  @Test func itIsWrittenAsJSONAndAsATable() throws {
    let contract = try contract(named: "written.yaml")
    expectConforms(body: #"{"low": 3}"#, to: "Count", of: contract)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-coverage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("coverage.json").path
    try writeCoverage(to: path)
    // Twice in one run adds up to the same.
    try writeCoverage(to: path)
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let contracts = try #require(json["contracts"] as? [[String: Any]])
    let mine = try #require(
      contracts.filter { ($0["files"] as? [String]) == ["written.yaml"] }.first)
    #expect(mine["service"] as? String == "Counted")
    #expect((mine["constraints"] as? Int) == (mine["entries"] as? [Any])?.count)
    let table = try String(
      contentsOf: folder.appendingPathComponent("coverage.txt"), encoding: .utf8)
    #expect(table.contains("Counted (written.yaml)"))
    #expect(table.contains("yes   -       range"))
    #expect(throws: CoverageFileError.self) { try writeCoverage(to: "/nowhere/at/all.json") }
  }
}

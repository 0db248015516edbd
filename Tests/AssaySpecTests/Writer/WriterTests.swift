import AssayModel
import AssayReport
import AssaySpec
import Foundation
import Testing

@Suite("Contracts written and read back")
struct WriterTests {
  /// Reads a written contract; what its parts mean together is not checked.
  static func read(_ text: String) -> LoadResult {
    let file = SourceFile(path: "written.yaml", bytes: Array(text.utf8))
    return SpecLoader.load(
      paths: [file.path], files: .memory([file]), validating: false)
  }

  static func problems(_ result: LoadResult) -> String {
    DiagnosticText.render(result.diagnostics, sources: result.sources, usesColour: false)
  }

  @Test("What is written is read back as an equal contract")
  func sketches() throws {
    let base = UInt64.random(in: 0..<1 << 32)
    for seed in base..<base + 300 {
      let contract = ContractSketch.contract(seed: seed).canonical()
      let text = ContractWriter.write(contract)
      let result = Self.read(text)
      let again = try #require(
        result.contract, "seed \(seed):\n\(Self.problems(result))\n\(text)")
      // `==` of strings is canonical equivalence, so the texts are compared too.
      guard again == contract, ContractWriter.write(again).utf8.elementsEqual(text.utf8) else {
        let second = ContractWriter.write(again)
        let lines = zip(text.split(separator: "\n"), second.split(separator: "\n"))
        let difference = lines.first { $0 != $1 }.map { "\($0)\n\($1)" } ?? ""
        Issue.record("seed \(seed): \(Self.difference(contract, again))\n\(difference)\n\(text)")
        return
      }
    }
  }

  @Test("Names may be longer than YAML's simple keys")
  func longNames() throws {
    let name = String(repeating: "é'", count: 2_000)
    var contract = Contract(service: name)
    let member = Member(name: name, target: SimpleType.string.shapeID, defaultValue: "\"\(name)\"")
    let id = contract.add(Shape(name: name, kind: .structure([member])))
    contract.operations = [
      Operation(name: name, http: HTTPBinding(method: "GET", uri: URITemplate("/")), input: id)
    ]
    contract = contract.canonical()
    let result = Self.read(ContractWriter.write(contract))
    #expect(result.contract == contract, "\(Self.problems(result))")
  }

  @Test("The canonical form is its own canonical form")
  func canonical() {
    let base = UInt64.random(in: 0..<1 << 32)
    for seed in base..<base + 500 {
      let contract = ContractSketch.contract(seed: seed).canonical()
      #expect(contract.canonical() == contract, "seed \(seed)")
    }
  }

  @Test("Published contracts are written and read back", arguments: ["healthomics", "aws"])
  func published(folder: String) throws {
    let path = PublishedSpecTests.folder.appending(path: folder).path
    let loaded = SpecLoader.load(
      paths: [path], files: .disk(limit: 1 << 20), validating: false)
    guard let contract = loaded.contract else { return }
    let result = Self.read(ContractWriter.write(contract))
    #expect(result.contract == contract, "\(Self.problems(result))")
  }

  @Test("Fixtures without errors are written and read back")
  func fixtures() throws {
    for fixture in FixtureTests.cases {
      guard let contract = FixtureTests.output(of: fixture.path).result.contract else { continue }
      let text = ContractWriter.write(contract)
      let result = Self.read(text)
      #expect(result.contract == contract, "\(fixture.path)\n\(Self.problems(result))\n\(text)")
    }
  }

  @Test("A written contract is fit to be kept")
  func layout() throws {
    let path = PublishedSpecTests.folder.appending(path: "healthomics").path
    let contract = try #require(SpecLoader.load(paths: [path]).contract)
    let text = ContractWriter.write(
      contract,
      comments: [
        .file: ["Written by a test."],
        .shape("NextToken"): ["Matched whole."],
        .input(operation: "ListReferenceImportJobs", member: "filter"): ["Optional."],
        .operationEnd("ListReferenceImportJobs"): ["relations:", "  - …"],
      ])
    let file = FixtureTests.folder.deletingLastPathComponent().appending(
      path: "Writer/Snapshots/ListReferenceImportJobs.yaml")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
    }
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)))
    #expect(Self.read(text).contract == contract)
  }

  /// The first part in which two contracts differ.
  static func difference(_ left: Contract, _ right: Contract) -> String {
    if left.shapes.count != right.shapes.count {
      return "\(left.shapes.count) shapes, then \(right.shapes.count)"
    }
    for (a, b) in zip(left.shapes, right.shapes) where a != b { return "\(a)\n\(b)" }
    for (a, b) in zip(left.operations, right.operations) where a != b { return "\(a)\n\(b)" }
    for (a, b) in zip(left.errors, right.errors) where a != b { return "\(a)\n\(b)" }
    return "\(left.service) \(left.policies) \(right.policies)"
  }
}

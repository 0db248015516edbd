import AssayModel
import AssayReport
import AssaySpec
import Foundation
import Testing

@Suite("Loading contracts")
struct LoaderTests {
  static func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, bytes: Array(text.utf8))
  }

  static let head = "assay: 1\nservice: S\nprotocol: restJson1\n"

  @Test func filesInMemoryImportEachOther() throws {
    let result = SpecLoader.load([
      Self.file("a/main.yaml", Self.head + "imports: [../b/shared.json]\nshapes: { A: Shared }\n"),
      Self.file("b/shared.json", #"{"assay": 1, "shapes": {"Shared": {"type": "string"}}}"#),
    ])
    let contract = try #require(result.contract)
    #expect(contract.shapes.suffix(2).map(\.name) == ["A", "Shared"])
    #expect(contract.sources.paths == ["a/main.yaml", "b/shared.json"])
    #expect(contract.sources.location(of: contract.shapes[14].origin)?.file == "b/shared.json")
  }

  @Test func jsonAndYAMLGiveTheSameContract() throws {
    let yaml = SpecLoader.load([
      Self.file("a.yaml", Self.head + "shapes: { A: { type: string, length: 1..5 } }\n")
    ])
    let json = SpecLoader.load([
      Self.file(
        "a.json",
        #"{"assay":1,"service":"S","protocol":"restJson1","shapes":{"A":{"type":"string","length":"1..5"}}}"#
      )
    ])
    #expect(yaml.contract != nil)
    #expect(yaml.contract == json.contract)
  }

  @Test func aFolderStandsForItsFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "assay-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(SpecLoader.load(paths: [folder.path]).diagnostics.map(\.id) == ["folder.empty"])
    try Data("no contract".utf8).write(to: folder.appending(path: "README.md"))
    try Data("broken: [".utf8).write(to: folder.appending(path: ".hidden.yaml"))
    try Data("{\"name\": \"package\"}".utf8).write(to: folder.appending(path: "package.json"))
    #expect(SpecLoader.load(paths: [folder.path]).diagnostics.map(\.id) == ["folder.empty"])
    try Data("{\"assay\": 1, \"shapes\": {\"C\": \"B\"}}".utf8).write(
      to: folder.appending(path: "c.json"))
    try Data((Self.head + "shapes: { A: string }\n").utf8).write(
      to: folder.appending(path: "a.yaml"))
    try Data("assay: 1\nshapes: { B: A }\n".utf8).write(to: folder.appending(path: "b.yml"))
    let contract = try #require(SpecLoader.load(paths: [folder.path]).contract)
    #expect(contract.shapes.suffix(3).map(\.name) == ["A", "B", "C"])
    #expect(SpecLoader.load(paths: [folder.path + "/"]).contract == contract)
  }

  @Test func whatCannotBeReadIsNamed() {
    let result = SpecLoader.load(paths: ["no/such/file.yaml", "no/such/folder"])
    #expect(result.contract == nil)
    #expect(result.diagnostics.map(\.id) == ["file.unreadable", "file.unreadable"])
    let text = DiagnosticText.render(
      result.diagnostics, sources: result.sources, usesColour: false)
    #expect(
      text == """
        no/such/file.yaml: error: no such file or folder [file.unreadable]
        no/such/folder: error: no such file or folder [file.unreadable]

        """)
    #expect(SpecLoader.load(paths: []).diagnostics.map(\.id) == ["spec.empty"])
  }

  @Test func aBrokenGzipIsNamed() {
    let file = SourceFile(path: "service-2.json.gz", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
    #expect(SpecLoader.load([file]).diagnostics.map(\.id) == ["file.compression"])
  }

  @Test func aNativeContractStandsByItself() {
    let model =
      #"{"version": "2.0", "metadata": {"protocol": "rest-json"}, "operations": {}, "shapes": {}}"#
    let result = SpecLoader.load([
      Self.file("a.yaml", Self.head), Self.file("service-2.json", model),
    ])
    #expect(result.diagnostics.map(\.id) == ["spec.mixed"])
  }

  @Test func allMistakesOfARunAreReported() {
    let shapes = (0..<1_500).map { "  S\($0): { type: strng }\n" }.joined()
    let result = SpecLoader.load([Self.file("a.yaml", Self.head + "shapes:\n" + shapes)])
    #expect(result.diagnostics.count == DiagnosticSink.limit + 1)
    #expect(result.diagnostics.last?.id == "diagnostics.omitted")
    #expect(result.diagnostics.last?.message == "500 more diagnostics are not listed")
  }

  @Test func importsAreBounded() {
    let many = (0..<1_200).map { "\"f\($0).yaml\"" }.joined(separator: ", ")
    let files = (0..<1_200).map { Self.file("f\($0).yaml", "assay: 1\n") }
    let main = Self.file("main.yaml", Self.head + "imports: [\(many)]\n")
    let wide = SpecLoader.load(paths: ["main.yaml"], files: .memory([main] + files))
    #expect(wide.diagnostics.map(\.id) == ["import.limit"])
    let chain = (0..<100).map { Self.file("c\($0).yaml", "assay: 1\nimports: [c\($0 + 1).yaml]\n") }
    let deep = SpecLoader.load(
      paths: ["c0.yaml"], files: .memory(chain + [Self.file("c100.yaml", "assay: 1\n")]))
    #expect(deep.diagnostics.contains { $0.id == "import.depth" })
  }

  @Test func documentsAreBounded() {
    var limits = DocumentLimits()
    limits.bytes = 100
    let file = Self.file("a.yaml", Self.head + String(repeating: "#", count: 200))
    let result = SpecLoader.load(paths: ["a.yaml"], files: .memory([file]), limits: limits)
    #expect(result.diagnostics.map(\.id) == ["document.tooLarge"])
  }

  @Test func aDefinitionTakesThePlaceOfAnImportedCommonError() throws {
    let common =
      "assay: 1\nerrors: { E: { status: 400, common: true }, F: { status: 400, common: true } }\n"
    let main = Self.head + "imports: [common.yaml]\nerrors: { E: { status: 429 } }\n"
    let files = [Self.file("main.yaml", main), Self.file("common.yaml", common)]
    let result = SpecLoader.load(paths: ["main.yaml"], files: .memory(files))
    let contract = try #require(result.contract)
    #expect(result.diagnostics.isEmpty)
    #expect(contract.errors.map(\.name) == ["E", "F"])
    #expect(contract.error(named: "E")?.status == 429)
    #expect(contract.error(named: "E")?.isCommon == true)
  }

  @Test func shapesThatGoOnForEverDoNotHang() {
    // A chain of structures as deep as the file is long, and refinements that share their ends.
    let count = 5_000
    var text = Self.head + "shapes:\n"
    for index in 0..<count {
      text += "  S\(index): { members: { next: { type: S\(index + 1), required: true } } }\n"
    }
    text += "  S\(count): { members: {} }\n"
    #expect(SpecLoader.load([Self.file("a.yaml", text)]).contract != nil)
  }
}

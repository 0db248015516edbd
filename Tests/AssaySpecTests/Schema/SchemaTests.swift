import AssayModel
import AssaySpec
import Foundation
import Testing

/// `spec/assay.schema.json` against the loader: the same keys, and the same answer wherever a
/// schema can give one.
@Suite("The JSON Schema of contract files")
struct SchemaTests {
  static let schemaFile = PublishedSpecTests.folder.appending(path: "assay.schema.json")

  // MARK: Keys

  static let schema: Node? = {
    guard let bytes = try? Array(Data(contentsOf: schemaFile)) else { return nil }
    var sink = DiagnosticSink()
    return DocumentReader.read(
      SourceFile(path: "assay.schema.json", bytes: bytes), file: 0, diagnostics: &sink)?.root
  }()

  /// The property names of an object schema, which may be one of several alternatives.
  static func keys(_ schema: Node?) -> Set<String> {
    if let properties = schema?["properties"]?.mapping {
      return Set(properties.entries.map(\.key))
    }
    return (schema?["anyOf"]?.sequence ?? []).reduce(into: []) { $0.formUnion(keys($1)) }
  }

  @Test("Every place has the keys that the loader knows")
  func keysAgree() throws {
    let schema = try #require(Self.schema)
    let definitions = try #require(schema["$defs"])
    #expect(Self.keys(schema) == Set(NativeKeys.file))
    #expect(Self.keys(schema["properties"]?["policy"]) == Set(NativeKeys.policy))
    let operation = definitions["operation"]
    #expect(Self.keys(operation) == Set(NativeKeys.operation))
    #expect(Self.keys(operation?["properties"]?["http"]) == Set(NativeKeys.http))
    #expect(Self.keys(operation?["properties"]?["pagination"]) == Set(NativeKeys.pagination))
    #expect(
      Self.keys(definitions["relation"])
        == Set(NativeKeys.relationSubject + NativeKeys.relationComparison))
    #expect(Self.keys(definitions["shape"]) == Set(NativeKeys.shape))
    #expect(Self.keys(definitions["element"]) == Set(NativeKeys.element))
    #expect(Self.keys(definitions["member"]) == Set(NativeKeys.member))
    #expect(Self.keys(definitions["error"]) == Set(NativeKeys.error))
    #expect(Self.keys(definitions["enumValue"]) == Set(NativeKeys.enumValue))
    #expect(Self.keys(definitions["intEnumValue"]) == Set(NativeKeys.enumValue))
  }

  @Test("Every place is described in the format's reference")
  func reference() throws {
    let text = try String(
      contentsOf: PublishedSpecTests.folder.appending(path: "FORMAT.md"), encoding: .utf8)
    let keys =
      NativeKeys.file + NativeKeys.operation + NativeKeys.http + NativeKeys.pagination
      + NativeKeys.relationSubject + NativeKeys.relationComparison + NativeKeys.member
      + NativeKeys.error + NativeKeys.enumValue + NativeKeys.policy
    for key in Set(keys) { #expect(text.contains("`\(key)"), "\(key) is not in FORMAT.md") }
    for type in SimpleType.allCases { #expect(text.contains("`\(type.rawValue)`")) }
    for location in Member.Location.allCases { #expect(text.contains("`\(location.rawValue)`")) }
  }

  // MARK: A real validator

  /// Whether Python and its `jsonschema` are there; `make test` installs them.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["ASSAY_PYTHON"]
    return [named, "python3"].compactMap { $0 }.first { command in
      (try? run([command, "-c", "import jsonschema; jsonschema.Draft202012Validator"]))?.status == 0
    }
  }()

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// What the validator says of documents: `ok`, or the first error.
  static func validate(_ documents: [Node]) throws -> [String] {
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "validate.py").path
    let input = FileManager.default.temporaryDirectory.appending(
      path: "assay-schema-\(UInt64.random(in: 0...UInt64.max)).json")
    defer { try? FileManager.default.removeItem(at: input) }
    try Data(Node(kind: .sequence(documents)).jsonText.utf8).write(to: input)
    let (status, output) = try run([python ?? "python3", script, schemaFile.path, input.path])
    #expect(status == 0)
    return output.split(separator: "\n").map(String.init)
  }

  /// A file's tree, where it has one without mistakes of syntax.
  static func document(_ file: URL) -> Node? {
    guard let bytes = try? Array(Data(contentsOf: file)) else { return nil }
    var sink = DiagnosticSink()
    let document = DocumentReader.read(
      SourceFile(path: file.path, bytes: bytes), file: 0, diagnostics: &sink)
    return sink.hasErrors ? nil : document?.root
  }

  @Test("Published contracts fit the schema", .enabled(if: python != nil))
  func published() throws {
    let files = FileManager.default.enumerator(atPath: PublishedSpecTests.folder.path)
    var documents: [Node] = []
    while let name = files?.nextObject() as? String {
      guard name.hasSuffix(".yaml") else { continue }
      documents.append(
        try #require(Self.document(PublishedSpecTests.folder.appending(path: name))))
    }
    #expect(documents.count >= 2)
    #expect(try Self.validate(documents).allSatisfy { $0 == "ok" })
  }

  @Test("What the writer writes fits the schema", .enabled(if: python != nil))
  func written() throws {
    let texts = (1...40).map { ContractWriter.write(ContractSketch.contract(seed: $0).canonical()) }
    let documents = try texts.map { text in
      var sink = DiagnosticSink()
      let file = SourceFile(path: "a.yaml", bytes: Array(text.utf8))
      return try #require(DocumentReader.read(file, file: 0, diagnostics: &sink)?.root)
    }
    // Statuses and URIs of sketches are any; the schema is stricter there, as the validator is.
    let answers = try Self.validate(documents).filter {
      !$0.contains("/http/status") && !$0.contains("/http/uri")
    }
    #expect(answers.allSatisfy { $0 == "ok" }, "\(answers.filter { $0 != "ok" })")
  }

  /// Fixtures whose mistakes are of the kind that a schema sees.
  static let structural = [
    "constraints/format.yaml", "constraints/length-bounds.yaml", "constraints/range-bounds.yaml",
    "enums/values.yaml", "errors/definitions.yaml", "errors/references.yaml",
    "file/empty-names.yaml", "file/match-and-dialect.yaml", "file/no-version.yaml",
    "file/policies.yaml", "file/sequence.yaml", "file/stranger.yaml", "file/unknown-keys.yaml",
    "file/unknown-protocol.yaml", "file/wrong-kinds.yaml", "file/wrong-version.yaml",
    "http/incomplete.yaml", "http/structures.yaml", "http/templates.yaml", "imports/kind.yaml",
    "imports/missing.yaml", "members/places.yaml", "members/traits.yaml",
    "pagination/paths.yaml", "patterns/companions.yaml", "relations/paths.yaml",
    "types/maps.yaml", "types/missing.yaml", "types/several.yaml", "types/sparse.yaml",
    "types/unions.yaml", "document/yaml-one-one.yaml",
  ]

  @Test("Schema and loader agree on the fixtures", .enabled(if: python != nil))
  func agreement() throws {
    var names: [String] = []
    var documents: [Node] = []
    for fixture in FixtureTests.cases {
      guard let node = Self.document(FixtureTests.folder.appending(path: fixture.path)) else {
        continue
      }
      names.append(fixture.path)
      documents.append(node)
    }
    let answers = try Self.validate(documents)
    try #require(answers.count == names.count)
    for (name, answer) in zip(names, answers) {
      #expect((answer != "ok") == Self.structural.contains(name), "\(name): \(answer)")
      guard answer != "ok" else { continue }
      // Whatever the schema refuses, the loader refuses too.
      let diagnostics = FixtureTests.output(of: name).result.diagnostics
      #expect(diagnostics.contains { $0.severity == .error }, "\(name): \(answer)")
    }
  }
}

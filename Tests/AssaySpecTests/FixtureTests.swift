import AssayModel
import AssayReport
import AssaySpec
import Foundation
import Testing

/// Pairs of files in `Fixtures`: a contract, and the diagnostics that loading it gives, as they are
/// printed. A missing diagnostic fails as an extra one does.
///
/// A case is a file `<case>.yaml` (or `.json`), or a folder `<case>`; its output is in
/// `<case>.expected`. What is imported has names that begin with `_`. `RECORD_SNAPSHOTS=1` rewrites
/// the outputs and fails the run.
@Suite("Diagnostics of contract files")
struct FixtureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  struct Case: CustomTestStringConvertible, Sendable {
    var path: String
    var testDescription: String { path }
  }

  static let cases: [Case] = {
    let manager = FileManager.default
    var result: [Case] = []
    for topic in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? [] {
      let inside = folder.appending(path: topic)
      for name in (try? manager.contentsOfDirectory(atPath: inside.path)) ?? []
      where !name.hasSuffix(".expected") && !name.hasPrefix("_") && !name.hasPrefix(".") {
        result.append(Case(path: "\(topic)/\(name)"))
      }
    }
    return result.sorted { $0.path < $1.path }
  }()

  /// What loading a fixture prints, with paths relative to its folder.
  static func output(of path: String) -> (text: String, result: LoadResult) {
    let base = folder.path + "/"
    // A file's path as it is shown, and read.
    let disk = FileAccess.disk(limit: DocumentLimits().bytes)
    let result = SpecLoader.load(paths: [path], files: FileAccess { disk.look(base + $0) })
    return (
      DiagnosticText.render(result.diagnostics, sources: result.sources, usesColour: false), result
    )
  }

  static func expectedFile(_ path: String) -> URL {
    let stem = path.split(separator: ".").first.map(String.init) ?? path
    return folder.appending(path: stem + ".expected")
  }

  @Test("The diagnostics are the expected ones", arguments: cases)
  func diagnostics(fixture: Case) throws {
    let (text, result) = Self.output(of: fixture.path)
    let file = Self.expectedFile(fixture.path)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(file.lastPathComponent)")
      return
    }
    let expected = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    #expect(text == expected, "run with RECORD_SNAPSHOTS=1 to rewrite")
    let hasErrors = result.diagnostics.contains { $0.severity == .error }
    #expect((result.contract == nil) == hasErrors)
  }

  @Test("At least sixty kinds of mistake have a fixture")
  func kinds() {
    var ids = Set<String>()
    for fixture in Self.cases {
      ids.formUnion(Self.output(of: fixture.path).result.diagnostics.map(\.id))
    }
    #expect(ids.count >= 60, "\(ids.count): \(ids.sorted())")
  }

  @Test("Every identifier in the sources has a fixture")
  func coverage() throws {
    let sources = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/AssaySpec")
    var stated = Set<String>()
    let identifier = /"((?:[a-z][A-Za-z]*)\.(?:[a-z][A-Za-z]*))"/
    let files = FileManager.default.enumerator(atPath: sources.path)
    while let name = files?.nextObject() as? String {
      // The readers of other formats have tests of their own.
      let folders = ["Document/", "Native/", "Loading/", "Validation/"]
      guard name.hasSuffix(".swift"), folders.contains(where: { name.hasPrefix($0) }) else {
        continue
      }
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      for match in text.matches(of: identifier) { stated.insert(String(match.1)) }
    }
    var seen = Self.identifiersWithoutFixture
    for fixture in Self.cases {
      seen.formUnion(Self.output(of: fixture.path).result.diagnostics.map(\.id))
    }
    let missing = stated.subtracting(seen).filter {
      !$0.hasSuffix(".yaml") && !$0.hasSuffix(".json")
    }
    #expect(missing.isEmpty, "no fixture for \(missing.sorted())")
  }

  /// Identifiers that no file of the fixtures can show, each with the reason.
  static let identifiersWithoutFixture: Set<String> = [
    // Fixtures are text; compressed files have tests of their own.
    "file.compression",
    // Needs a file of 64 MiB, a thousand files, or a thousand mistakes; LimitTests has them.
    "document.tooLarge", "import.limit", "import.depth", "diagnostics.omitted",
    // Git keeps no empty folder, and no unreadable file; LoaderTests has them.
    "folder.empty", "file.unreadable", "spec.empty", "spec.mixed",
    // Only a command line names a service; the command's tests have it.
    "spec.service",
    // The parser has no other way to fail on text that passed the checks before it.
    "yaml.unreadable",
    // A default is JSON by construction in a native file; other formats may break it.
    "default.syntax",
  ]
}

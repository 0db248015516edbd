import AssayModel
import AssayReport
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// Contracts broken at random: loading them gives diagnostics, and never a trap or a long wait.
///
/// `ASSAY_MUTATIONS` sets how many are tried; the seed of a failure is printed.
@Suite("Contracts broken at random")
struct MutationTests {
  static let seeds: [[UInt8]] = {
    var paths = FixtureTests.cases.map { FixtureTests.folder.appending(path: $0.path) }
    paths.append(
      PublishedSpecTests.folder.appending(path: "healthomics/ListReferenceImportJobs.yaml"))
    paths.append(PublishedSpecTests.folder.appending(path: "aws/common-errors.yaml"))
    return paths.compactMap { try? Array(Data(contentsOf: $0)) }
  }()

  static let words = [
    "type", "members", "list", "map", "enum", "union", "key", "value", "string", "integer", "true",
    "null", "~", "1..2", "-1", "..", "1e999999999", "99999999999999999999", "'", "\"", "{", "}",
    "[",
    "]", ",", ":", ": ", "- ", "? ", "&a ", "*a", "!!str ", "<<: *a", "#", "|", ">", "\n", "\n  ",
    "\t", "\r", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{E000}", "\\u", "\\uD800", "%", "---\n",
    "...\n",
    "input.", "[]", "/{a+}", "required: true", "in: path", "A: { type: A }", "pattern: '('",
    "errors:", "shapes:", "operations:", "x-a:", "imports: [b.yaml]", "é", "\u{1F600}",
  ]

  static func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let position = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, position + Int.random(in: 0...30, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: bytes.removeSubrange(position..<end)
      case 1: bytes.insert(contentsOf: bytes[position..<end], at: position)
      case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
      case 3: bytes.removeSubrange(position...)
      case 4:
        if let other = seeds.randomElement(using: &random), !other.isEmpty {
          let start = Int.random(in: 0..<other.count, using: &random)
          bytes.insert(contentsOf: other[start...].prefix(60), at: position)
        }
      case 5:
        let word = words.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(position..<min(bytes.count, position + 4), with: Array(word.utf8))
      default:
        bytes.insert(
          contentsOf: Array((words.randomElement(using: &random) ?? "").utf8), at: position)
      }
    }
    return bytes
  }

  @Test("Loading ends, with diagnostics that can be printed")
  func mutations() {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["ASSAY_MUTATIONS"].flatMap(Int.init) ?? 1_500
    let first =
      environment["ASSAY_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1 << 32)
    for seed in first..<first + UInt64(count) {
      var random = SeededGenerator(seed: seed)
      guard let original = Self.seeds.randomElement(using: &random) else { return }
      let bytes = Self.mutate(original, &random)
      if environment["ASSAY_VERBOSE"] != nil { print("seed \(seed)") }
      let path = Bool.random(using: &random) ? "a.yaml" : "a"
      let start = ContinuousClock.now
      let result = SpecLoader.load([SourceFile(path: path, bytes: bytes)])
      let text = DiagnosticText.render(
        result.diagnostics, sources: result.sources, usesColour: false)
      #expect(
        (result.contract == nil) == result.diagnostics.contains { $0.severity == .error },
        "seed \(seed)\n\(text)")
      if let contract = result.contract {
        let written = ContractWriter.write(contract)
        #expect(WriterTests.read(written).contract == contract, "seed \(seed)\n\(written)")
      }
      // Generous: the machine may be busy.
      #expect(ContinuousClock.now - start < .seconds(5), "seed \(seed)")
    }
  }
}

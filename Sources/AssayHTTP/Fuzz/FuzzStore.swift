import AssayJSON
import Foundation

/// Keeps the scenarios that a client failed from run to run: a folder with a file for each.
package struct FuzzStore: Sendable {
  /// Where failures are kept, from the folder that the program runs in.
  package static let folder = ".assay/failures"
  private static let prefix = "fuzz-"

  private let folder: String

  /// Opens the store; the folder is made when something is to be kept.
  package init(_ folder: String = FuzzStore.folder) { self.folder = folder }

  private struct Kept: Decodable {
    var assay: Int
    var scenario: String
  }

  /// Identifiers of scenarios that failed before. What is no file of the store is left alone.
  package func load() -> [String] { files().map(\.scenario) }

  private func files() -> [(path: String, scenario: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let ours = names.filter { $0.hasPrefix(Self.prefix) && $0.hasSuffix(".json") }
    return ours.sorted().prefix(10_000).compactMap { name in
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path), data.count < 16 << 20,
        let kept = try? JSONDecoder().decode(Kept.self, from: data), kept.assay == 1
      else { return nil }
      return (path, kept.scenario)
    }
  }

  /// Keeps what failed, and forgets what did not fail any more. Returns a reason where it could not.
  package func update(_ report: FuzzReport, replay: (String) -> String) -> String? {
    let passed = Set(report.results.lazy.filter { $0.failure == nil }.map(\.scenario.id))
    for file in files() where passed.contains(file.scenario) {
      try? FileManager.default.removeItem(atPath: file.path)
    }
    guard report.failed > 0 else { return nil }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for result in report.results where result.failure != nil {
        let example = report.causes.first {
          $0.example.scenario.id == result.scenario.id
        }?.example
        let path = "\(folder)/\(Self.prefix)\(Self.name(result.scenario.id)).json"
        try Data(Self.text(example ?? result, replay(result.scenario.id))).write(
          to: URL(fileURLWithPath: path), options: .atomic)
      }
      return nil
    } catch {
      return "\(error.localizedDescription)"
    }
  }

  /// A name for a file that says which scenario it is.
  private static func name(_ id: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    var text = ""
    for scalar in id.unicodeScalars {
      for byte in String(scalar).utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
      switch scalar {
      case "0"..."9", "a"..."z", "A"..."Z", "-", ".": text.unicodeScalars.append(scalar)
      default: text += "_"
      }
    }
    return "\(text.prefix(120))-\(String(hash, radix: 16))"
  }

  private static func text(_ result: FuzzResult, _ replay: String) -> [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.field("assay", 1)
    writer.field("scenario", result.scenario.id)
    writer.field("class", result.scenario.category.rawValue)
    writer.field("expectation", result.scenario.expectation.rawValue)
    writer.field("kind", result.failure?.kind.rawValue ?? "")
    writer.field("message", result.failure?.message ?? "")
    if let source = result.scenario.source { writer.field("source", "\(source)") }
    writer.field("replay", replay)
    writer.field("served", result.record.transcript(limit: 64 << 10).joined(separator: "\n"))
    writer.field("stderr", String(decoding: result.run.errors.suffix(16 << 10), as: UTF8.self))
    writer.endObject()
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }
}

package import AssayModel
package import AssaySpec
package import Foundation

/// The published test data that lies beside the repository, where it does.
///
/// `ASSAY_SHARED` names the folder that holds `corpora`; without it, `shared` beside the
/// repository is looked at. Tests that need it are skipped, visibly, where it is not there.
package enum Corpora {
  /// The folder `corpora`; `nil` where there is none.
  package static let root: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["ASSAY_SHARED"].map {
      URL(fileURLWithPath: $0, isDirectory: true)
    }
    let shared = named ?? package.deletingLastPathComponent().appendingPathComponent("shared")
    let corpora = shared.appendingPathComponent("corpora", isDirectory: true)
    return FileManager.default.fileExists(atPath: corpora.path) ? corpora : nil
  }()

  /// Whether the corpora are there.
  package static var arePresent: Bool { root != nil }

  /// What a skipped test says.
  package static let absence = "the corpora are not there; ASSAY_SHARED names the folder"

  /// The folder `data` of an installed botocore; `ASSAY_BOTOCORE` names the package.
  package static let botocoreData: URL? = ProcessInfo.processInfo.environment["ASSAY_BOTOCORE"]
    .map { URL(fileURLWithPath: $0, isDirectory: true).appendingPathComponent("data") }

  /// Something that a corpus should have and has not.
  package struct Missing: Error, CustomStringConvertible {
    /// What is missing.
    package var description: String

    /// Says what is missing.
    package init(description: String) { self.description = description }
  }

  /// A file of the corpora.
  package static func source(_ path: String) throws -> SourceFile {
    guard let root else { throw Missing(description: absence) }
    let data = try Data(contentsOf: root.appendingPathComponent(path))
    return SourceFile(path: path, bytes: [UInt8](data))
  }

  /// A file of the corpora as a tree.
  package static func document(_ path: String) throws -> Document {
    try document(source(path))
  }

  /// A file as a tree.
  package static func document(_ source: SourceFile) throws -> Document {
    var sink = DiagnosticSink()
    guard let document = DocumentReader.read(source, file: 0, diagnostics: &sink) else {
      throw Missing(description: "\(source.path): \(sink.diagnostics.map(\.message))")
    }
    return document
  }

  /// The rows of a file with one JSON object a line, the first of which describes the file.
  package static func rows(_ path: String) throws -> [Node] {
    let lines = try source(path).bytes.split(separator: UInt8(ascii: "\n"))
    return try lines.dropFirst().map {
      try document(SourceFile(path: path, bytes: Array($0))).root
    }
  }

  /// Paths of the files below a folder that end in `.json`, in order.
  package static func files(below folder: String) throws -> [String] {
    guard let root else { throw Missing(description: absence) }
    let base = root.appendingPathComponent(folder).path
    guard let walker = FileManager.default.enumerator(atPath: base) else { return [] }
    return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
      .map { folder + "/" + $0 }
  }
}

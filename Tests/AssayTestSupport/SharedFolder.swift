import Foundation

/// Corpora that stand beside the package and not in it; tests must hold without them.
package enum SharedFolder {
  /// The folder that `ASSAY_SHARED` names, else `shared` beside the package; `nil` where neither is.
  package static let path: String? = {
    let named = ProcessInfo.processInfo.environment["ASSAY_SHARED"]
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let beside = package.deletingLastPathComponent().appending(path: "shared").path(
      percentEncoded: false)
    return [named, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  /// Whether there is one: the condition of tests that need it.
  package static var exists: Bool { path != nil }

  /// The bytes of a file in it.
  package static func bytes(_ file: String) throws -> [UInt8] {
    guard let path else { return [] }
    return Array(try Data(contentsOf: URL(filePath: path).appending(path: file)))
  }
}

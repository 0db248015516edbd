import AssayModel
import AssaySpec
import Foundation

/// Contracts that tests derive cases from.
enum Samples {
  /// The contract of `ListReferenceImportJobs` that comes with the package.
  static let listJobs: Contract = load(package.appendingPathComponent("spec/healthomics").path)

  /// A contract written in a test.
  static func native(_ yaml: String) -> Contract {
    let result = SpecLoader.load([SourceFile(path: "contract.yaml", bytes: Array(yaml.utf8))])
    return result.contract ?? Contract(service: "broken: \(result.diagnostics.map(\.message))")
  }

  static func load(_ path: String) -> Contract {
    SpecLoader.load(paths: [path]).contract ?? Contract(service: "missing \(path)")
  }

  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}

import Foundation

/// What the environment of a test run says.
enum Environment {
  /// A folder that lists of differences are written to, for a person to look at.
  static var dump: String? { ProcessInfo.processInfo.environment["ASSAY_DUMP"] }

  static func write(_ text: String, to path: String) {
    try? Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}

import Foundation

/// What the environment of a test run says.
enum Environment {
  /// A folder that lists of differences are written to, for a person to look at.
  static var dump: String? { ProcessInfo.processInfo.environment["ASSAY_DUMP"] }

  /// Whether tests over whole models take all of them: `ASSAY_ALL=1`. Without it they take a few
  /// operations from all over the model.
  static var takesAll: Bool { ProcessInfo.processInfo.environment["ASSAY_ALL"] != nil }

  /// All of some items, or a few from all over.
  static func sample<Item>(_ items: [Item], _ count: Int) -> [Item] {
    guard !takesAll, items.count > count, count > 0 else { return items }
    return (0..<count).map { items[$0 * items.count / count] }
  }

  static func write(_ text: String, to path: String) {
    try? Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}

import Foundation

/// Golden output: texts kept in files beside the tests.
///
/// With the environment variable `RECORD_SNAPSHOTS` set, files are rewritten, and the comparison
/// fails all the same: a run that records proves nothing.
package struct Snapshot: Sendable {
  /// The folder of the files.
  private let folder: URL

  /// The folder `Snapshots` beside a test's source file.
  package init(besideTest path: String) {
    folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent("Snapshots")
  }

  /// Compares a text with the file of a name; `nil` where they are equal, else what differs.
  package func difference(_ actual: String, named name: String) -> String? {
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      do {
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        return "recorded \(name)"
      } catch {
        return "cannot record \(name): \(error)"
      }
    }
    guard let data = try? Data(contentsOf: file) else {
      return "\(name) is missing; RECORD_SNAPSHOTS=1 writes it. Found:\n\(actual)"
    }
    let expected = String(decoding: data, as: UTF8.self)
    if expected.utf8.elementsEqual(actual.utf8) { return nil }
    return "\(name):\n" + Self.lines(expected, actual)
  }

  /// The lines that two texts do not share, between what they have in common at both ends.
  private static func lines(_ expected: String, _ actual: String) -> String {
    var before = expected.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var after = actual.split(separator: "\n", omittingEmptySubsequences: false)[...]
    var line = 1
    while let first = before.first, first == after.first {
      before = before.dropFirst()
      after = after.dropFirst()
      line += 1
    }
    while let last = before.last, last == after.last {
      before = before.dropLast()
      after = after.dropLast()
    }
    let removed = before.map { "- \($0)\n" }.joined()
    let added = after.map { "+ \($0)\n" }.joined()
    return "from line \(line):\n\(removed)\(added)"
  }
}

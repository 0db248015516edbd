import AssayTraffic
import Foundation
import Testing

/// Odd and broken captures, each beside what is read of it.
///
/// `RECORD_SNAPSHOTS=1` writes what is read to the expected files, and fails.
@Suite struct HARFixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/har")

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
    return (files ?? []).filter { !$0.hasSuffix(".expected") }.sorted()
  }()

  @Test("a capture is read as expected", arguments: names)
  func fixture(_ name: String) throws {
    let path = HARFixtureTests.folder.appending(path: name).path(percentEncoded: false)
    let expected = HARFixtureTests.folder.appending(path: name + ".expected")
    let found = Transcript([path]).text
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(found.utf8).write(to: expected)
      Issue.record("recorded \(name)")
    }
    let wanted = String(decoding: try Data(contentsOf: expected), as: UTF8.self)
    #expect(found == wanted)
  }

  @Test("what is read does not depend on where batches end", arguments: names)
  func batches(_ name: String) throws {
    let path = HARFixtureTests.folder.appending(path: name).path(percentEncoded: false)
    let whole = Transcript([path]).text
    for size in [64, 65, 100, 1_000] {
      var options = TrafficOptions()
      options.batchBytes = size
      #expect(Transcript([path], options: options).text == whole, "batches of \(size) bytes")
    }
  }

  @Test("no expected file is without its capture")
  func orphans() throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: HARFixtureTests.folder.path(percentEncoded: false))
    let expected = files.filter { $0.hasSuffix(".expected") }.map { $0.dropLast(9) }
    #expect(expected.sorted() == HARFixtureTests.names.map { $0[...] })
    #expect(HARFixtureTests.names.count > 20)
  }
}

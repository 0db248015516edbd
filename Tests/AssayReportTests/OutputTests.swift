import AssayReport
import Foundation
import Testing

@Suite struct OutputTests {
  @Test func bytesArriveInOrderWhateverTheirNumber() throws {
    let path = NSTemporaryDirectory() + "assay-sink-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let handle = try #require(FileHandle(forWritingAtPath: path))
    let sink = DescriptorSink(handle.fileDescriptor, named: "a file")
    var expected: [UInt8] = []
    for count in [0, 1, 100, 65_535, 65_536, 65_537, 3, 200_000, 1] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) }
      try sink.write(bytes)
      expected += bytes
    }
    try sink.flush()
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(expected))
  }

  /// `/dev/full` refuses every byte as a full disk would.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnErrorWithItsReason() throws {
    let handle = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let sink = DescriptorSink(handle.fileDescriptor, named: "`report`")
    try sink.write([1])
    let error = #expect(throws: OutputError.self) { try sink.flush() }
    #expect(error?.description == "cannot write to `report`: No space left on device")
    #expect(error?.isClosedPipe == false)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-4_000, "-4,000"),
  ])
  func numbersAreGrouped(_ number: Int, _ expected: String) {
    #expect(Wording.grouped(number) == expected)
  }

  @Test func hiddenCharactersAreShown() {
    #expect(Wording.visible("a\u{1B}b\n\u{202E}é\u{9B}") == "a\\u{1B}b\\u{A}\\u{202E}é\\u{9B}")
    #expect(Wording.visible("plain") == "plain")
  }
}

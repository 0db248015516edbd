/// Sentences of reports. Where traffic breaks its contract throughout, they are most of the work.
enum Wording {
  /// The texts one behind the other, in one piece of memory.
  static func join(
    _ first: String, _ second: String, _ third: String, _ fourth: String = "", _ fifth: String = ""
  ) -> String {
    let count =
      first.utf8.count + second.utf8.count + third.utf8.count + fourth.utf8.count
      + fifth.utf8.count
    return unsafe String(unsafeUninitializedCapacity: count) { room in
      var end = 0
      unsafe put(first, in: room, &end)
      unsafe put(second, in: room, &end)
      unsafe put(third, in: room, &end)
      unsafe put(fourth, in: room, &end)
      unsafe put(fifth, in: room, &end)
      return end
    }
  }

  @inline(__always)
  private static func put(
    _ text: String, in room: UnsafeMutableBufferPointer<UInt8>, _ end: inout Int
  ) {
    let bytes = text.utf8Span.span
    guard !bytes.isEmpty else { return }
    // SAFETY: there is room for all texts together.
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe UnsafeMutableRawBufferPointer(
        rebasing: UnsafeMutableRawBufferPointer(room)[end...]
      ).copyMemory(from: bytes)
    }
    end += bytes.count
  }
}

import CZlib

/// Decompresses a gzip file of one or more members as it is read.
@safe
final class GzipStream {
  private let inflater = Inflater(.gzip)
  private let input: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isBetweenMembers = false
  private var isOver = false
  private var offset = 0
  private var failure: ByteSource.Failure?

  private static let inputBytes = 256 << 10
  /// Most bytes that ``take(_:)`` can be given.
  static let firstBytes = 64 << 10

  init() {
    unsafe input = .allocate(byteCount: GzipStream.inputBytes, alignment: 64)
  }

  deinit {
    unsafe input.deallocate()
  }

  /// Whether there are compressed bytes that were read and not yet used.
  var hasInput: Bool { start < end && !isOver }

  /// Takes the bytes that were read to recognise the file.
  func take(_ bytes: UnsafeRawBufferPointer) {
    let count = unsafe min(bytes.count, input.count)
    // SAFETY: `count` bytes are in both.
    unsafe input.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    end += count
  }

  /// Decompresses what there is into `room`; 0 is the end.
  ///
  /// What precedes a break is returned first; the next call throws.
  func read(
    into room: UnsafeMutableRawBufferPointer, from source: ByteSource
  ) throws(ByteSource.Failure) -> Int {
    if let failure { throw failure }
    var written = 0
    while written == 0, !isOver {
      if start == end {
        try refill(from: source)
        if start == end {
          isOver = true
          if isBetweenMembers { break }
          return try fail("the gzip stream is cut short", after: written)
        }
      }
      if isBetweenMembers {
        guard try beginMember(from: source, after: written) else { continue }
      }
      let step = unsafe inflater.run(
        UnsafeRawBufferPointer(rebasing: input[start..<end]),
        into: UnsafeMutableRawBufferPointer(rebasing: room[written...]))
      start += step.read
      offset += step.read
      written += step.written
      switch step.status {
      case .more: break
      case .finished: isBetweenMembers = true
      case .broken(let reason):
        return try fail("the gzip stream is broken: \(reason)", after: written)
      }
      if written == room.count { break }
    }
    return written
  }

  private func refill(from source: ByteSource) throws(ByteSource.Failure) {
    start = 0
    end = 0
    end = unsafe try source.readRaw(into: input)
  }

  /// Behind a member: another one, padding of zeros, or something that is not gzip.
  private func beginMember(
    from source: ByteSource, after written: Int
  ) throws(ByteSource.Failure) -> Bool {
    while start < end, unsafe input[start] == 0 {
      start += 1
      offset += 1
    }
    guard start < end else { return false }
    guard unsafe input[start] == 0x1F else {
      _ = try fail("something that is not gzip follows the gzip stream", after: written)
      return false
    }
    inflater.reset()
    isBetweenMembers = false
    return true
  }

  /// Delivers what was written before the break; fails where nothing was.
  private func fail(_ reason: String, after written: Int) throws(ByteSource.Failure) -> Int {
    let found = ByteSource.Failure(
      kind: .compression, reason: "\(reason), at compressed byte \(offset)")
    isOver = true
    failure = found
    if written == 0 { throw found }
    return written
  }
}

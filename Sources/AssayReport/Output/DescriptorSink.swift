#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes to a file descriptor, in large pieces.
package final class DescriptorSink: ByteSink {
  /// Bytes kept back before the system is asked to write.
  private static let threshold = 1 << 16

  private let descriptor: Int32
  private let destination: String
  private var pending: [UInt8] = []

  /// Creates a sink. The descriptor stays the caller's to close.
  package init(_ descriptor: Int32, named destination: String) {
    self.descriptor = descriptor
    self.destination = destination
  }

  /// Takes bytes and writes once there are many.
  package func write(_ bytes: [UInt8]) throws(OutputError) {
    if pending.isEmpty, bytes.count >= Self.threshold { return try put(bytes) }
    pending += bytes
    if pending.count >= Self.threshold { try flush() }
  }

  /// Writes what was kept back.
  package func flush() throws(OutputError) {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    try put(pending)
  }

  private func put(_ bytes: [UInt8]) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      // SAFETY: the pointer covers `bytes[start...]`, is used inside the closure alone, and `write`
      // reads at most as many bytes as it is told.
      let written = unsafe bytes[start...].withUnsafeBytes { part in
        unsafe systemWrite(descriptor, part.baseAddress, part.count)
      }
      if written > 0 {
        start += written
        continue
      }
      let code = errno
      switch code {
      case EINTR: continue
      case EAGAIN: waitUntilWritable()
      default:
        throw OutputError(
          destination: destination, reason: systemMessage(code), isClosedPipe: code == EPIPE)
      }
    }
  }

  /// Waits where the descriptor was set not to block, which a terminal shared with another program
  /// may be.
  private func waitUntilWritable() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    // SAFETY: one request, whose address holds for the call.
    _ = unsafe poll(&request, 1, 1_000)
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}

/// The system's words for an error number.
package func systemMessage(_ code: Int32) -> String {
  // SAFETY: `strerror` returns a terminated text, copied at once.
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text)
}

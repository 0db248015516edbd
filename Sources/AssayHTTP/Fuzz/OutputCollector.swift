import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A pipe that a child process writes to, read by a thread of its own, so that the child never waits
/// and memory has a bound.
///
/// The thread ends when the pipe does, or some time after ``finish()``: a grandchild may keep the
/// pipe open for ever.
final class OutputCollector: Sendable {
  /// The end that the child gets.
  let writeEnd: Int32
  private let readEnd: Int32
  private let limit: Int
  private let keepsTail: Bool
  private let state = Mutex(State())

  private struct State {
    var head: [UInt8] = []
    var tail: [UInt8] = []
    var isCut = false
    var isStopping = false
    var isDone = false
  }

  /// Opens a pipe; `nil` where the system has none left. At most `limit` bytes are kept, half of
  /// them from the end with `keepsTail`.
  init?(limit: Int, keepsTail: Bool) {
    var ends: [Int32] = [-1, -1]
    // SAFETY: the array has the two elements that `pipe` fills.
    let code = unsafe ends.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 as Int32 }
      return unsafe pipe(base)
    }
    guard code == 0 else { return nil }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(readEnd, F_SETFL, O_NONBLOCK)
    self.limit = limit
    self.keepsTail = keepsTail
  }

  /// Begins to read.
  func start() {
    Thread.detachNewThread { self.read() }
  }

  /// Gives what was written until now, and lets the thread end. To be called when the child is over.
  func finish() async -> (bytes: [UInt8], isCut: Bool) {
    state.withLock { $0.isStopping = true }
    for _ in 0..<400 {
      if state.withLock({ $0.isDone }) { break }
      try? await Task.sleep(nanoseconds: 2_000_000)
    }
    return state.withLock { state in
      guard keepsTail, !state.tail.isEmpty else { return (state.head, state.isCut) }
      let mark = state.isCut ? Array("\n…\n".utf8) : []
      return (state.head + mark + state.tail, state.isCut)
    }
  }

  private func read() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var quiet = 0
    while true {
      var request = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
      // SAFETY: one request, whose address holds for the call.
      let ready = unsafe poll(&request, 1, 20)
      var count = -1
      if ready > 0 {
        // SAFETY: `read` writes at most as many bytes as the buffer has.
        count = unsafe buffer.withUnsafeMutableBytes { room in
          unsafe systemRead(readEnd, room.baseAddress, room.count)
        }
        if count == 0 { break }
        if count < 0, errno != EAGAIN, errno != EINTR { break }
      }
      if count > 0 {
        quiet = 0
        keep(buffer[..<count])
      } else {
        quiet += 1
      }
      // The child is over: what it wrote is in the pipe already.
      if quiet > 1, state.withLock({ $0.isStopping }) { break }
    }
    _ = close(readEnd)
    state.withLock { $0.isDone = true }
  }

  private func keep(_ bytes: ArraySlice<UInt8>) {
    let headLimit = keepsTail ? limit / 2 : limit
    state.withLock { state in
      let room = max(0, headLimit - state.head.count)
      state.head += bytes.prefix(room)
      let rest = bytes.dropFirst(room)
      guard !rest.isEmpty else { return }
      guard keepsTail else {
        state.isCut = true
        return
      }
      state.tail += rest
      if state.tail.count > limit {
        state.tail.removeFirst(state.tail.count - limit / 2)
        state.isCut = true
      }
    }
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  unsafe read(descriptor, bytes, count)
}

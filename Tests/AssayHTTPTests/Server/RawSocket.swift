import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A client that sends bytes as they are and takes what comes: blocking, with a time-out.
final class RawSocket {
  private let descriptor: Int32
  private var isOpen = true

  struct Failure: Error { var code: Int32 }

  init(port: Int, seconds: Int = 10) throws {
    #if canImport(Darwin)
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #else
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    _ = unsafe setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    unsafe address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, size)
      }
    }
    guard result == 0 else { throw Failure(code: errno) }
  }

  deinit { disconnect() }

  func disconnect() {
    if isOpen { _ = close(descriptor) }
    isOpen = false
  }

  /// Says that nothing more will be sent.
  func endSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let sent = unsafe bytes[start...].withUnsafeBytes {
        unsafe systemSend(descriptor, $0.baseAddress, $0.count)
      }
      guard sent > 0 else { throw Failure(code: errno) }
      start += sent
    }
  }

  /// The next bytes; empty at the end of the connection.
  func receive(_ count: Int = 65_536) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let got = unsafe buffer.withUnsafeMutableBytes {
      unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
    }
    guard got >= 0 else { throw Failure(code: errno) }
    return Array(buffer[..<got])
  }

  /// Everything up to the end of the connection.
  func receiveAll() throws -> String {
    var all: [UInt8] = []
    while true {
      let part = try receive()
      if part.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += part
    }
  }

  /// Reads until the text that came satisfies a test, or the connection ends.
  func receive(until isEnough: (String) -> Bool) throws -> String {
    var all: [UInt8] = []
    while true {
      let part = try receive()
      all += part
      let text = String(decoding: all, as: UTF8.self)
      if part.isEmpty || isEnough(text) { return text }
    }
  }
}

private func systemSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Darwin)
    unsafe send(descriptor, bytes, count, 0)
  #else
    unsafe send(descriptor, bytes, count, Int32(MSG_NOSIGNAL))
  #endif
}

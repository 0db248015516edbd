/// A body in chunks (RFC 9112, section 7.1) while it comes in.
struct ChunkedBody: Sendable {
  private enum State: Sendable {
    case size
    case data(left: Int)
    case dataEnd
    case trailer
  }

  /// Bytes of a size line with its extensions, and of all trailers.
  private static let lineLimit = 4096
  private static let trailerLimit = 1 << 16

  private let limit: Int
  private var state = State.size
  private var trailerBytes = 0
  private(set) var body: [UInt8] = []

  init(limit: Int) { self.limit = limit }

  /// Reads on, as far as whole pieces have come. Returns whether the body is complete.
  mutating func read(_ bytes: [UInt8], from start: inout Int) throws(RequestRefusal) -> Bool {
    while true {
      switch state {
      case .size:
        guard let line = try line(bytes, &start) else { return false }
        let size = try Self.size(line)
        guard size <= limit - body.count else {
          throw RequestRefusal(status: 413, reason: "the body is larger than \(limit) bytes")
        }
        state = size == 0 ? .trailer : .data(left: size)
      case .data(let left):
        let count = min(left, bytes.count - start)
        body.append(contentsOf: bytes[start..<(start + count)])
        start += count
        guard count == left else {
          state = .data(left: left - count)
          return false
        }
        state = .dataEnd
      case .dataEnd:
        guard let line = try line(bytes, &start) else { return false }
        guard line.isEmpty else { throw .bad("a chunk is longer than its size says") }
        state = .size
      case .trailer:
        guard let line = try line(bytes, &start) else { return false }
        if line.isEmpty { return true }
        trailerBytes += line.count + 2
        guard trailerBytes <= Self.trailerLimit else {
          throw RequestRefusal(status: 431, reason: "the trailers are too large")
        }
      }
    }
  }

  private func line(
    _ bytes: [UInt8], _ start: inout Int
  ) throws(RequestRefusal) -> ArraySlice<UInt8>? {
    guard let end = bytes[start...].firstIndex(of: 0x0A) else {
      guard bytes.count - start <= Self.lineLimit else { throw .bad("a chunk has no size") }
      return nil
    }
    let line = bytes[start..<end]
    guard line.count <= Self.lineLimit else { throw .bad("the line of a chunk is too long") }
    start = end + 1
    return line.last == 0x0D ? line.dropLast() : line
  }

  private static func size(_ line: ArraySlice<UInt8>) throws(RequestRefusal) -> Int {
    let digits = line.prefix { $0 != UInt8(ascii: ";") }.trimmingSpace
    guard !digits.isEmpty, digits.count <= 15,
      digits.allSatisfy(\.isHexDigit),
      let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw .bad("the size of a chunk is no hexadecimal number") }
    return size
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }
}

import AssayJSON
package import AssayModel

/// Undoes a `Content-Encoding` (RFC 9110, section 8.4).
///
/// Captures, and most clients, hold bodies already decoded and leave the header as it was. So the
/// header alone decides nothing: a coding is undone where the bytes are of that coding.
///
/// | coding | undone where | else |
/// |---|---|---|
/// | `gzip`, `x-gzip` | the body begins with 1F 8B, as bytes or as U+001F U+008B | taken as decoded |
/// | `deflate` | it is a whole zlib stream, or a whole raw one and not UTF-8 | UTF-8 is taken as decoded |
/// | `identity` | nothing is done | |
/// | `br`, `zstd`, `compress`, others | never | UTF-8 is taken as decoded |
///
/// Several codings are undone from the last to the first. What is neither undone nor taken as
/// decoded is ``Exchange/Body/undecodable(_:)``.
package enum ContentCoding {
  /// What became of a body.
  package enum Outcome: Sendable, Hashable {
    /// The body is not coded, or was decoded before.
    case unchanged
    /// The decoded body was appended to the output.
    case decoded
    /// A limit was reached; the text says which.
    case overLimit(String)
    /// The coding is broken or not supported; the text says how.
    case undecodable(String)
  }

  /// Decompressed bytes that are not held against the ratio: small bodies of white space or zeros
  /// may well have a greater one, and do no harm.
  static let uncountedBytes = 1 << 20

  /// Undoes codings.
  ///
  /// - Parameters:
  ///   - bytes: The body as it travels.
  ///   - coding: The field's value, such as `gzip` or `deflate, gzip`.
  ///   - limits: Bounds on the result.
  ///   - out: Where the result is appended.
  /// - Returns: What became of the body.
  package static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, coding: some Collection<UInt8>, limits: Limits,
    into out: inout [UInt8]
  ) -> Outcome {
    let start = out.count
    var isDecoded = false
    for name in names(coding).reversed() {
      let step: Outcome
      if isDecoded {
        let body = Array(out[start...])
        out.removeLast(body.count)
        step = unsafe body.withUnsafeBufferPointer {
          unsafe undo(name, $0, limits, into: &out)
        }
        if step == .unchanged { out.append(contentsOf: body) }
      } else {
        step = unsafe undo(name, bytes, limits, into: &out)
      }
      switch step {
      case .unchanged: break
      case .decoded: isDecoded = true
      case .overLimit, .undecodable:
        out.removeLast(out.count - start)
        return step
      }
    }
    return isDecoded ? .decoded : .unchanged
  }

  /// The codings of a field's value, in lower case.
  private static func names(_ value: some Collection<UInt8>) -> [String] {
    value.split(separator: UInt8(ascii: ",")).compactMap { part in
      let name = String(decoding: part, as: UTF8.self).lowercased()
        .filter { $0 != " " && $0 != "\t" }
      return name.isEmpty ? nil : name
    }
  }

  private static func undo(
    _ name: String, _ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits,
    into out: inout [UInt8]
  ) -> Outcome {
    guard bytes.count > 0, name != "identity" else { return .unchanged }
    switch name {
    case "gzip", "x-gzip":
      guard bytes.count >= 3, unsafe bytes[0] == 0x1F else { return .unchanged }
      if unsafe bytes[1] == 0xC2, unsafe bytes[2] == 0x8B, let narrow = unsafe latin1(bytes) {
        return unsafe narrow.withUnsafeBufferPointer {
          unsafe Decompression(limits).run(.gzip, $0, into: &out)
        }
      }
      guard unsafe bytes[1] == 0x8B else { return .unchanged }
      return unsafe Decompression(limits).run(.gzip, bytes, into: &out)
    case "deflate":
      return unsafe undoDeflate(bytes, limits, into: &out)
    default:
      if unsafe isUTF8(bytes) { return .unchanged }
      return .undecodable("the content coding `\(name)` is not supported")
    }
  }

  /// `deflate` is a zlib stream; some servers send one without its header and checksum.
  private static func undoDeflate(
    _ bytes: UnsafeBufferPointer<UInt8>, _ limits: Limits, into out: inout [UInt8]
  ) -> Outcome {
    var broken = Outcome.undecodable("the body is no deflate stream")
    if bytes.count >= 2, unsafe bytes[0] & 0x0F == 8,
      unsafe (UInt32(bytes[0]) << 8 | UInt32(bytes[1])) % 31 == 0
    {
      let outcome = unsafe Decompression(limits).run(.zlib, bytes, into: &out)
      guard case .undecodable = outcome else { return outcome }
      broken = outcome
    }
    if unsafe isUTF8(bytes) { return .unchanged }
    let outcome = unsafe Decompression(limits).run(.raw, bytes, into: &out)
    if case .undecodable = outcome { return broken }
    return outcome
  }

  /// The bytes that some tools write one by one as U+0000 to U+00FF.
  private static func latin1(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var narrow: [UInt8] = []
    narrow.reserveCapacity(bytes.count)
    for scalar in unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      narrow.append(byte)
    }
    return narrow
  }

  private static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe UTF8Text.isWellFormed(bytes)
  }
}

/// One decompression, within its limits.
private struct Decompression {
  let limits: Limits

  init(_ limits: Limits) {
    self.limits = limits
  }

  func run(
    _ format: Inflater.Format, _ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]
  ) -> ContentCoding.Outcome {
    let start = out.count
    let outcome = unsafe inflate(format, bytes, into: &out)
    if outcome != .decoded { out.removeLast(out.count - start) }
    return outcome
  }

  private func inflate(
    _ format: Inflater.Format, _ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]
  ) -> ContentCoding.Outcome {
    let inflater = Inflater(format)
    var input = UnsafeRawBufferPointer(bytes)
    var total = 0
    let ratioLimit = bytes.count.multipliedReportingOverflow(by: max(limits.decompressionRatio, 1))
    let ratioBytes = ratioLimit.overflow ? Int.max : ratioLimit.partialValue
    while true {
      let room = min(max(bytes.count, 16 << 10), 1 << 20)
      var step = (read: 0, written: 0, status: Inflater.Status.more)
      out.append(addingCapacity: room) { span in
        unsafe span.withUnsafeMutableBufferPointer { buffer, initialized in
          let free = unsafe UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[initialized...])
          step = unsafe inflater.run(input, into: free)
          initialized += step.written
        }
      }
      total += step.written
      unsafe input = UnsafeRawBufferPointer(rebasing: input[step.read...])
      if total > limits.decompressedBytes {
        return .overLimit("decompressed body over \(limits.decompressedBytes) bytes")
      }
      if total > ContentCoding.uncountedBytes, total > ratioBytes {
        return .overLimit("decompression ratio over \(limits.decompressionRatio):1")
      }
      switch step.status {
      case .more:
        guard step.read > 0 || step.written > 0 else {
          return .undecodable("the compressed body is cut short")
        }
      case .broken(let reason): return .undecodable("the compressed body is broken: \(reason)")
      case .finished:
        if unsafe input.isEmpty { return .decoded }
        // Members of gzip may follow each other.
        guard format == .gzip, unsafe input[0] == 0x1F else {
          return .undecodable("something follows the compressed body")
        }
        inflater.reset()
      }
    }
  }
}

// MARK: - Exchanges

extension ContentCoding {
  /// Undoes the content codings of an exchange's bodies, as its header fields name them.
  ///
  /// Bodies that are too large even as they travel become ``Exchange/Body/overLimit(_:)``.
  package static func decodeBodies(of exchange: inout Exchange, limits: Limits) {
    if let request = exchange.request, case .bytes(let range) = request.body {
      let body = decoded(range, request.headers, in: &exchange, limits: limits)
      exchange.request?.body = body
    }
    if let response = exchange.response, case .bytes(let range) = response.body {
      let body = decoded(range, response.headers, in: &exchange, limits: limits)
      exchange.response?.body = body
    }
  }

  /// A body without its codings.
  static func decoded(
    _ range: ByteRange, _ headers: [Exchange.HeaderField], in exchange: inout Exchange,
    limits: Limits
  ) -> Exchange.Body {
    guard range.start >= 0, range.count >= 0, range.count <= exchange.bytes.count,
      range.start <= exchange.bytes.count - range.count
    else { return .unknown }
    guard range.count <= limits.bodyBytes else {
      return .overLimit("body over \(limits.bodyBytes) bytes")
    }
    if isDecoded(range, headers, in: exchange) { return .bytes(range) }
    guard let coding = coding(headers, in: exchange) else { return .bytes(range) }
    var out: [UInt8] = []
    let outcome = unsafe exchange.bytes.withUnsafeBufferPointer { all in
      unsafe decode(
        UnsafeBufferPointer(rebasing: all[range.start..<range.end]), coding: coding,
        limits: limits, into: &out)
    }
    switch outcome {
    case .unchanged: return .bytes(range)
    case .decoded: return out.isEmpty ? .absent : .bytes(exchange.append(out))
    case .overLimit(let text): return .overLimit(text)
    case .undecodable(let text): return .undecodable(text)
    }
  }

  /// Whether one look tells that a body is not of the one coding that is stated: that is how most
  /// captures are.
  private static func isDecoded(
    _ range: ByteRange, _ headers: [Exchange.HeaderField], in exchange: Exchange
  ) -> Bool {
    var stated: ByteRange?
    for field in headers where exchange.isName(field.name, "content-encoding") {
      guard stated == nil else { return false }
      stated = field.value
    }
    guard let stated, range.count > 0 else { return false }
    if exchange.isName(stated, "gzip") { return exchange.bytes[range.start] != 0x1F }
    guard exchange.isName(stated, "br") || exchange.isName(stated, "zstd") else { return false }
    return unsafe exchange.bytes.withUnsafeBufferPointer { all in
      unsafe isUTF8(UnsafeBufferPointer(rebasing: all[range.start..<range.end]))
    }
  }

  /// The value of `Content-Encoding`, several fields joined; `nil` where there is none.
  private static func coding(
    _ headers: [Exchange.HeaderField], in exchange: Exchange
  ) -> [UInt8]? {
    var value: [UInt8]?
    for field in headers where exchange.isName(field.name, "content-encoding") {
      if value != nil { value?.append(UInt8(ascii: ",")) }
      value = (value ?? []) + exchange[field.value]
    }
    return value
  }
}

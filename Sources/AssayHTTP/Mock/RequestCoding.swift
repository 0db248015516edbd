internal import AssayModel
internal import AssayTraffic

/// Undoes the content coding of a request's body.
enum RequestCoding {
  /// Appends the decoded body to an exchange.
  static func body(
    _ body: [UInt8], _ coding: [UInt8], into exchange: inout Exchange
  ) -> Exchange.Body {
    var out: [UInt8] = []
    // SAFETY: the pointer is used inside the closure alone.
    let outcome = unsafe body.withUnsafeBufferPointer {
      unsafe ContentCoding.decode($0, coding: coding, limits: Limits(), into: &out)
    }
    switch outcome {
    case .unchanged: return .bytes(exchange.append(body))
    case .decoded: return .bytes(exchange.append(out))
    case .overLimit(let reason): return .overLimit(reason)
    case .undecodable(let reason): return .undecodable(reason)
    }
  }
}

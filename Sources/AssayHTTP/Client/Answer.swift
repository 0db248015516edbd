package import AssayGenerate

/// A response as it came, and how its message was framed.
package struct Answer: Sendable, Hashable {
  package var response: Case.Response
  /// The minor version of HTTP/1 in the status line.
  package var minorVersion = 1
  /// Whether the connection may carry another request.
  package var keepsAlive = true

  package init(status: Int, headers: [Case.Field] = [], body: [UInt8]? = nil) {
    response = Case.Response(status: status, headers: headers, body: body)
  }
}

/// Why there is no response.
package enum TransportFailure: Error, Sendable, Hashable {
  /// No connection could be made.
  case unreachable(String)
  /// The two ends did not agree on TLS.
  case tls(String)
  /// The connection ended before the response did, after some bytes of it.
  case closed(received: Int)
  /// The connection was reset before the response ended.
  case reset(received: Int)
  /// The response did not end in time.
  case timeout(seconds: Double, received: Int)
  /// What came is not HTTP.
  case malformed(String)
  /// The response is larger than the limit.
  case tooLarge(limit: Int)
}

extension TransportFailure: CustomStringConvertible {
  /// One clause for a person.
  package var description: String {
    switch self {
    case .unreachable(let reason): reason
    case .tls(let reason): "TLS failed: \(reason)"
    case .closed(0): "the server closed the connection without an answer"
    case .closed(let count): "the server closed the connection after \(count) bytes of an answer"
    case .reset(0): "the server reset the connection without an answer"
    case .reset(let count): "the server reset the connection after \(count) bytes of an answer"
    case .timeout(let seconds, 0): "no answer within \(Self.text(seconds)) s"
    case .timeout(let seconds, let count):
      "the answer did not end within \(Self.text(seconds)) s; \(count) bytes of it came"
    case .malformed(let reason): "the answer is not HTTP/1: \(reason)"
    case .tooLarge(let limit): "the answer is longer than \(limit) bytes"
    }
  }

  /// Whether no connection came about at all.
  package var isUnreachable: Bool {
    switch self {
    case .unreachable, .tls: true
    default: false
    }
  }

  private static func text(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    return milliseconds.isMultiple(of: 1000) ? "\(milliseconds / 1000)" : "\(seconds)"
  }
}

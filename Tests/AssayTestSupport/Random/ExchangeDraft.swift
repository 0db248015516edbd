package import AssayModel

/// An exchange that can be changed part by part: what generators make and shrinking takes apart.
package struct ExchangeDraft: Sendable {
  /// A body, or why there is none.
  package enum Body: Sendable {
    case absent, unknown, overLimit, undecodable
    case bytes([UInt8])
  }

  /// A header field.
  package struct Field: Sendable {
    package var name: [UInt8]
    package var value: [UInt8]

    package init(_ name: String, _ value: [UInt8]) {
      self.name = Array(name.utf8)
      self.value = value
    }

    package init(_ name: String, _ value: String) { self.init(name, Array(value.utf8)) }
  }

  /// The question.
  package struct Request: Sendable {
    package var method: String
    package var target: [UInt8]
    package var headers: [Field] = []
    package var body = Body.absent
  }

  /// The answer.
  package struct Response: Sendable {
    package var status: Int
    package var headers: [Field] = []
    package var body = Body.absent
  }

  /// Name that the exchange itself gives its operation.
  package var operation: String?
  /// Name that the caller gives its operation.
  package var argument: String?
  package var request: Request?
  package var response: Response?

  package init() {}

  /// The exchange as checkers take it.
  package var exchange: Exchange {
    var exchange = Exchange()
    // Bytes before and behind the parts, so that a read past an end shows.
    _ = exchange.append("\"}]")
    if let operation { exchange.operation = exchange.append(operation) }
    if let request {
      var message = Exchange.Request(
        method: exchange.append(request.method), target: exchange.append(request.target))
      message.headers = request.headers.map {
        Self.field($0, in: &exchange)
      }
      message.body = Self.add(request.body, to: &exchange)
      exchange.request = message
    }
    if let response {
      var message = Exchange.Response(status: response.status)
      message.headers = response.headers.map {
        Self.field($0, in: &exchange)
      }
      message.body = Self.add(response.body, to: &exchange)
      exchange.response = message
    }
    _ = exchange.append("\"\\u0000}]1")
    return exchange
  }

  /// Readers hand on values without surrounding white space.
  private static func field(
    _ field: Field, in exchange: inout Exchange
  ) -> Exchange.HeaderField {
    Exchange.HeaderField(
      name: exchange.append(field.name), value: exchange.append(trimmed(field.value[...])))
  }

  private static func add(_ body: Body, to exchange: inout Exchange) -> Exchange.Body {
    switch body {
    case .absent: .absent
    case .unknown: .unknown
    case .overLimit: .overLimit("body")
    case .undecodable: .undecodable("gzip")
    case .bytes(let bytes): .bytes(exchange.append(bytes))
    }
  }
}

// MARK: - CustomStringConvertible

extension ExchangeDraft: CustomStringConvertible {
  package var description: String {
    var lines: [String] = []
    if let operation { lines.append("_operation: \(operation)") }
    if let argument { lines.append("--operation \(argument)") }
    if let request {
      lines.append("\(request.method) \(readable(request.target))")
      lines += request.headers.map { "\(readable($0.name)): \(readable($0.value))" }
      lines.append(Self.describe(request.body))
    }
    if let response {
      lines.append("HTTP \(response.status)")
      lines += response.headers.map { "\(readable($0.name)): \(readable($0.value))" }
      lines.append(Self.describe(response.body))
    }
    return lines.map { "  " + $0 }.joined(separator: "\n")
  }

  private static func describe(_ body: Body) -> String {
    switch body {
    case .absent: "(no body)"
    case .unknown: "(unknown body)"
    case .overLimit: "(body over limit)"
    case .undecodable: "(undecodable body)"
    case .bytes(let bytes): "body(\(bytes.count)): \(readable(bytes))"
    }
  }
}

/// Bytes for people, and for pasting into a Swift literal.
package func readable(_ bytes: [UInt8]) -> String {
  if let valid = String(validating: bytes, as: UTF8.self),
    valid.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 })
  {
    return valid
  }
  return bytes.map { byte in
    (32..<127).contains(byte)
      ? String(Unicode.Scalar(byte)) : "⟨" + String(byte, radix: 16, uppercase: true) + "⟩"
  }.joined()
}

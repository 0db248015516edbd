/// A request as the test server reads it.
struct WireRequest {
  var method = ""
  var target = ""
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }
}

/// A response as the test server writes it.
struct WireResponse {
  var status: Int
  var type: String?
  var contentType = "application/json"
  var body: [UInt8]
  /// Said instead of the true length.
  var length: Int?
  /// Bytes in place of everything, framing too.
  var raw: [UInt8]?
  var closes = false
  var hangs = false

  init(_ status: Int, _ body: String, type: String? = nil) {
    self.status = status
    self.body = Array(body.utf8)
    self.type = type
  }

  var bytes: [UInt8] {
    if let raw { return raw }
    var head = "HTTP/1.1 \(status) Status\r\nContent-Type: \(contentType)\r\n"
    if let type { head += "x-amzn-ErrorType: \(type)\r\n" }
    head += "Content-Length: \(length ?? body.count)\r\n\r\n"
    return Array(head.utf8) + body
  }
}

/// Undoes percent-encoding; `nil` where what comes out is no UTF-8.
func percentDecoded(_ text: Substring, plusIsSpace: Bool) -> String? {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let digits = rest.prefix(2)
    if byte == UInt8(ascii: "%"), digits.count == 2,
      let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
      digits.first != UInt8(ascii: "+")
    {
      bytes.append(value)
      rest = rest.dropFirst(2)
    } else {
      bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? UInt8(ascii: " ") : byte)
    }
  }
  return String(validating: bytes, as: UTF8.self)
}

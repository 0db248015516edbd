package import AssayGenerate

/// What answers the requests of a server: the mock of a contract, or a scenario.
///
/// Requests of many connections come at once; a responder keeps what it remembers behind a lock.
package protocol Responder: Sendable {
  func reply(to request: ServerRequest) -> Reply
}

/// A request as a server received it.
package struct ServerRequest: Sendable {
  package var method: [UInt8]
  /// The target as it came: path and query, not decoded.
  package var target: [UInt8]
  /// In the order and letters of the wire.
  package var headers: [Case.Field]
  /// After the chunks were put together; nothing is decompressed.
  package var body: [UInt8]
  /// The minor version of HTTP/1: 0 or 1.
  package var minorVersion: Int
  /// Counts connections from 0.
  package var connection: Int
  /// Counts requests of the server from 0, in the order in which they were complete.
  package var number: Int

  package init(
    method: [UInt8], target: [UInt8], headers: [Case.Field], body: [UInt8], minorVersion: Int = 1,
    connection: Int = 0, number: Int = 0
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.minorVersion = minorVersion
    self.connection = connection
    self.number = number
  }
}

/// What a server does to answer: bytes for the wire, as they are, and what happens between them.
///
/// A reply says everything, framing too, so that a broken answer is said in the same words as a
/// sound one. `Reply(_:)` frames a sound one.
package struct Reply: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    /// Sends the bytes and flushes.
    case bytes([UInt8])
    /// Waits.
    case pause(milliseconds: Int)
    /// Sends a few bytes at a time, with a pause after each piece.
    case drip([UInt8], size: Int, milliseconds: Int)
    /// Ends the connection in order.
    case close
    /// Ends the connection with a reset.
    case reset
    /// Keeps the connection open and says nothing more until the client goes away.
    case stall
  }

  package var steps: [Step]
  /// Whether the connection may serve another request after it.
  package var keepsAlive: Bool
  /// What the answer says, for logs and verdicts; `nil` where it says nothing that is HTTP.
  package var response: Case.Response?

  package init(steps: [Step], keepsAlive: Bool, response: Case.Response?) {
    self.steps = steps
    self.keepsAlive = keepsAlive
    self.response = response
  }
}

/// Bounds on what one connection may cost a server.
package struct ServerLimits: Sendable, Hashable {
  /// Bytes of request line and header fields: 431 beyond it.
  package var headBytes = 256 << 10
  /// Header fields of a request: 431 beyond it.
  package var headerFields = 2_000
  /// Bytes of a body, chunks put together: 413 beyond it.
  package var bodyBytes = 64 << 20
  /// Time from the first byte of a request to the end of its head: 408 beyond it.
  package var headMilliseconds = 30_000
  /// Time from the first byte of a request to its last: 408 beyond it.
  package var requestMilliseconds = 120_000
  /// How long a connection may wait for its next request before it is closed.
  package var idleMilliseconds = 300_000
  /// How long a client may leave an answer unread before the connection is reset.
  package var writeMilliseconds = 60_000
  /// How long a client that was refused may go on sending before the connection is closed.
  package var lingerMilliseconds = 2_000
  /// Connections at once; further ones wait in the system's queue.
  package var connections = 20_000

  /// Creates the limits that hold where nobody states others.
  package init() {}
}

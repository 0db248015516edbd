/// What a server has to tell, for logs and scores. Events of one connection come in order; those of
/// several connections come from several threads.
package enum ServerEvent: Sendable {
  /// A request was complete and its answer has been sent, or given up.
  case exchange(Served)
  /// What came was no request that could be answered by the responder.
  case refused(Refused)

  /// A request with what became of it.
  package struct Served: Sendable {
    package var request: ServerRequest
    package var reply: Reply
    /// Nanoseconds of the system's steady clock, when the request was complete.
    package var started: UInt64
    /// Nanoseconds from there to the end of the answer.
    package var duration: UInt64
    /// Whether every step of the reply was carried out; a client that left early prevents it.
    package var isComplete: Bool
  }

  /// Bytes that were refused by the server itself.
  package struct Refused: Sendable {
    package var connection: Int
    /// The status that was sent; `nil` where the connection was only closed.
    package var status: Int?
    /// One clause for a person.
    package var reason: String
  }
}

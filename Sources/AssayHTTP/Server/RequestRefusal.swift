/// Why the bytes of a connection are no request, and the status that says so.
package struct RequestRefusal: Error, Sendable, Hashable {
  /// HTTP status.
  package var status: Int
  /// One clause for a person.
  package var reason: String

  static func bad(_ reason: String) -> RequestRefusal {
    RequestRefusal(status: 400, reason: reason)
  }
}

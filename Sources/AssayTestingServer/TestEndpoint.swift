/// Where a test's server is found.
public struct TestEndpoint: Sendable, Hashable, CustomStringConvertible {
  /// The URL that targets follow, such as `http://127.0.0.1:41234`.
  public let url: String
  /// The port.
  public let port: Int

  /// The URL.
  public var description: String { url }
}

/// Why a test's server could not be started.
public struct TestServerError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One clause for a person.
  public let description: String
}

/// Where a server listens: a scheme, a host and a port, and the path that every target begins with.
package struct Endpoint: Hashable, Sendable {
  package var isTLS: Bool
  package var host: String
  package var port: Int
  /// The path before every target, without a slash at its end.
  package var basePath: String

  package init(isTLS: Bool = false, host: String, port: Int, basePath: String = "") {
    self.isTLS = isTLS
    self.host = host
    self.port = port
    self.basePath = basePath
  }
}

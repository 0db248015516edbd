internal import NIOSSL

/// Whom a client believes.
package struct TLSTrust: Sendable, Hashable {
  /// A file of certificates in PEM that are trusted instead of the system's; `nil` for the system's.
  package var authorities: String?

  package init(authorities: String? = nil) { self.authorities = authorities }

  /// The context of connections.
  func context() throws(TransportFailure) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.applicationProtocols = ["http/1.1"]
    do {
      if let authorities {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authorities))
      }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .tls("cannot use the certificates of `\(authorities ?? "the system")`: \(error)")
    }
  }

  /// What a person is told about an error of TLS.
  static func shown(_ error: any Error) -> String {
    let text = "\(error)"
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      return "the server's certificate is not trusted; `--tls-ca FILE` names whom to trust"
    }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") {
      return "the server does not speak TLS; is it `http://`?"
    }
    return text
  }
}

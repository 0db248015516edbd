internal import NIOSSL

/// What a server of HTTPS shows: a chain of certificates and their key.
package enum ServerTLS: Sendable, Hashable {
  /// Files in PEM.
  case files(certificate: String, key: String)
  /// Texts in PEM.
  case texts(certificate: String, key: String)

  func context() throws(HTTPServer.StartError) -> NIOSSLContext {
    do {
      let chain: [NIOSSLCertificate]
      let key: NIOSSLPrivateKey
      switch self {
      case .files(let certificate, let keyFile):
        chain = try NIOSSLCertificate.fromPEMFile(certificate)
        key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
      case .texts(let certificate, let keyText):
        chain = try NIOSSLCertificate.fromPEMBytes(Array(certificate.utf8))
        key = try NIOSSLPrivateKey(bytes: Array(keyText.utf8), format: .pem)
      }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.applicationProtocols = ["http/1.1"]
      configuration.minimumTLSVersion = .tlsv12
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw HTTPServer.StartError(
        isUsage: true, description: "cannot use certificate and key: \(error)")
    }
  }
}

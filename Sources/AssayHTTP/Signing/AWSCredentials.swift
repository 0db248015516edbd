/// Who signs: what the environment's `AWS_…` variables say.
package struct AWSCredentials: Sendable, Hashable {
  package var accessKey: String
  package var secretKey: String
  package var sessionToken: String?

  package init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.sessionToken = sessionToken
  }

  /// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; `nil` where the
  /// first two are not both there.
  package init?(environment: (String) -> String?) {
    guard let accessKey = environment("AWS_ACCESS_KEY_ID"), !accessKey.isEmpty,
      let secretKey = environment("AWS_SECRET_ACCESS_KEY"), !secretKey.isEmpty
    else { return nil }
    let token = environment("AWS_SESSION_TOKEN").flatMap { $0.isEmpty ? nil : $0 }
    self.init(accessKey: accessKey, secretKey: secretKey, sessionToken: token)
  }
}

extension AWSCredentials: CustomStringConvertible {
  /// The key's name alone: the rest is secret.
  package var description: String { accessKey }
}

extension Member {
  /// Whether its values never appear in a report: it is marked sensitive, or travels under a name
  /// that credentials travel under.
  public var isSecret: Bool {
    guard !traits.isSensitive else { return true }
    switch location {
    case .header, .query: return Member.isSecret(parameter: nameOnWire)
    default: return false
    }
  }

  /// Whether credentials travel in the header or query parameter of a name.
  package static func isSecret(parameter name: String) -> Bool {
    secretNames.contains(name.lowercased())
  }

  private static let secretNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "x-amz-security-token",
    "x-amz-signature",
  ]
}

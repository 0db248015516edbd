extension Member {
  /// Whether its values never appear in a report: it is marked sensitive, or travels under a name
  /// that credentials travel under.
  public var isSecret: Bool {
    guard !traits.isSensitive else { return true }
    switch location {
    case .header, .query: return Member.secretNames.contains(nameOnWire.lowercased())
    default: return false
    }
  }

  private static let secretNames: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "x-amz-security-token",
  ]
}

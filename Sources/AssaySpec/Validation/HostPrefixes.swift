internal import AssayModel

extension ContractValidator {
  /// Labels of host prefixes against the members `in: host`.
  mutating func checkHostPrefixes() {
    for operation in contract.operations {
      let members = operation.input.map { base($0).members } ?? []
      let labels = Self.labels(of: operation.hostPrefix ?? "")
      let hosts = members.filter { $0.location == .host }
      // A member may be a label of the host and travel in a header as well.
      let known = Set(
        members.filter { $0.location == .host || $0.location == .header }
          .map { ExactString($0.name) })
      for label in labels where !known.contains(ExactString(label)) {
        diagnostics.error(
          "host.missingMember",
          "the label \(quoted(label)) of the host prefix is no member `in: host`",
          at: operation.origin,
          suggestion: suggestions.nearest(to: label, among: hosts.map(\.name)))
      }
      let stated = Set(labels.map { ExactString($0) })
      for member in hosts {
        if !stated.contains(ExactString(member.name)) {
          diagnostics.error(
            "host.missingLabel",
            "the host prefix of \(quoted(operation.name)) has no label \(quoted(member.name))",
            at: member.origin)
        }
        if member.required == nil {
          diagnostics.error(
            "host.optional",
            "\(quoted(member.name)) travels in the host name, so it is always there; add "
              + "`required: true`", at: member.origin)
        }
      }
    }
  }

  private static func labels(of prefix: String) -> [String] {
    prefix.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { piece in
      piece.firstIndex(of: "}").map { String(piece[..<$0]) }
    }
  }
}

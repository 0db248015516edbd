internal import AssayModel

extension ContractValidator {
  /// Members of one structure that have the same name on the wire.
  mutating func checkWireNames() {
    for shape in contract.shapes where !shape.members.isEmpty {
      var known: [ExactString: Member] = [:]
      var names: [ExactString: Member] = [:]
      for member in shape.members {
        // The loader lets no name be given twice; other formats may.
        if let first = names.updateValue(member, forKey: ExactString(member.name)) {
          report(member, first, "the member \(quoted(member.name)) is defined twice", .error)
          continue
        }
        guard let key = wireKey(member) else { continue }
        guard let first = known.updateValue(member, forKey: ExactString(key)) else { continue }
        // XML tells a flattened list from a scalar of the same name.
        let isXML = !contract.wireProtocol.hasJSONBodies && member.location == .body
        report(
          member, first,
          "\(quoted(member.name)) and \(quoted(first.name)) have the same name on the wire, "
            + quoted(member.nameOnWire), isXML ? .warning : .error)
      }
    }
  }

  private mutating func report(
    _ member: Member, _ first: Member, _ message: String, _ severity: Diagnostic.Severity
  ) {
    diagnostics.add(
      Diagnostic(
        id: "member.wireName", severity: severity, message: message, origin: member.origin,
        notes: [Diagnostic.Note(message: "the other member is here", origin: first.origin)]))
  }

  /// What must differ between two members: their name, by the place that it is looked for in.
  private func wireKey(_ member: Member) -> String? {
    let name = member.nameOnWire
    switch member.location {
    case .body, .host: return "body " + name
    case .path, .query: return member.location.rawValue + " " + name
    case .header: return "header " + name.lowercased()
    case .headerMap: return "headerMap " + name.lowercased()
    case .payload, .status, .queryMap: return nil
    }
  }
}

internal import AssayModel

extension BotocoreModel {
  /// Reads what is said about the service: its name, its protocol, its target prefix.
  mutating func readMetadata(_ node: Node?, at root: Origin) {
    guard let node, let metadata = node.mapping else {
      sink.error(
        "botocore.kind",
        "expected a mapping for `metadata`, found \(node?.kindName ?? "nothing")",
        at: node?.origin ?? root)
      return
    }
    var names: [String: String] = [:]
    var stated: Mapping.Entry?
    var others: [Node] = []
    for entry in metadata.entries {
      switch entry.key {
      case "serviceId", "serviceAbbreviation", "serviceFullName", "endpointPrefix", "jsonVersion":
        // An empty name is none.
        names[entry.key] = text(entry).flatMap { $0.isEmpty ? nil : $0 }
      case "apiVersion": contract.version = text(entry)
      case "targetPrefix": contract.targetPrefix = text(entry)
      case "protocol": stated = entry
      case "protocols": others = list(entry) ?? []
      case "awsQueryCompatible":
        ignore(entry, of: "the service", "errors also carry their `code` in x-amzn-query-error")
      case "xmlNamespace": ignore(entry, of: "the service", "namespaces of XML are not checked")
      case "auth", "checksumFormat", "globalEndpoint", "protocolSettings", "ripServiceName",
        "signatureVersion", "signingName", "uid":
        ignore(entry, of: "the service")
      default: unknown(entry, of: "`metadata`")
      }
    }
    let name =
      names["serviceId"] ?? names["serviceAbbreviation"] ?? names["serviceFullName"]
      ?? names["endpointPrefix"]
    if name == nil {
      report.add(.decided, "service", "the model states no name; it is called `service`")
    }
    contract.service = name ?? "service"
    readProtocol(stated, others, jsonVersion: names["jsonVersion"], at: node.origin)
  }

  /// Chooses the protocol: the stated one, or the first of the list that is known.
  private mutating func readProtocol(
    _ stated: Mapping.Entry?, _ others: [Node], jsonVersion: String?, at origin: Origin
  ) {
    var candidates: [(name: String, origin: Origin)] = []
    if let stated, let name = text(stated) { candidates.append((name, stated.value.origin)) }
    for node in others {
      guard let name = node.string else {
        sink.error(
          "botocore.kind", "expected the name of a protocol, found \(node.kindName)",
          at: node.origin)
        continue
      }
      if !candidates.contains(where: { $0.name == name }) { candidates.append((name, node.origin)) }
    }
    let known = candidates.filter { Self.protocol($0.name, jsonVersion: jsonVersion) != nil }
    let wanted = known.first { Self.protocol($0.name, jsonVersion: jsonVersion) == preferred }
    guard let chosen = wanted ?? known.first,
      let wireProtocol = Self.protocol(chosen.name, jsonVersion: jsonVersion)
    else {
      let expected =
        "expected one of `rest-json`, `json`, `rest-xml`, `query`, `ec2` and "
        + "`smithy-rpc-v2-cbor`"
      let found = candidates.first.map { quoted($0.name) } ?? "nothing"
      sink.error(
        "botocore.protocol", "\(expected) for `protocol`, found \(found)",
        at: candidates.first?.origin ?? origin)
      return
    }
    contract.wireProtocol = wireProtocol
    if known.count > 1 {
      let rest = known.filter { $0.name != chosen.name }.map { "`\($0.name)`" }
      report.add(
        .decided, "protocol",
        "`\(chosen.name)`, \(wanted == nil ? "as the model states" : "as asked for"); the service "
          + "also speaks \(rest.joined(separator: ", "))")
    }
  }

  private static func `protocol`(_ name: String, jsonVersion: String?) -> WireProtocol? {
    switch name {
    case "rest-json": .restJson1
    case "rest-xml": .restXml
    case "json": jsonVersion == "1.1" ? .awsJson1_1 : .awsJson1_0
    case "query": .awsQuery
    case "ec2": .ec2Query
    case "smithy-rpc-v2-cbor": .rpcv2Cbor
    default: nil
    }
  }
}

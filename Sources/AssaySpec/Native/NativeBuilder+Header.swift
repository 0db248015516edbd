internal import AssayModel

// The top of a file: what version it is, of which service, and the rules in force.

extension NativeBuilder {
  /// Reads the tops of all files. What two of them state must agree, except `documentation`, of
  /// which the first counts, and `match` and `dialect`, which hold in their own file only.
  mutating func readHeaders() {
    var service = Stated<String>()
    var version = Stated<String>()
    var prefix = Stated<String>()
    var wireProtocol = Stated<WireProtocol>()
    for index in files.indices {
      file = files[index]
      let mapping = file.mapping
      checkKeys(mapping, NativeKeys.file, of: "a contract file")
      checkFormatVersion(mapping)
      files[index].match = readMatch(mapping) ?? .whole
      files[index].dialect = readDialect(mapping) ?? .pcre2
      agree(&service, "service", mapping) { $0.name($1, "service") }
      agree(&version, "version", mapping) { $0.name($1, "version") }
      agree(&prefix, "targetPrefix", mapping) { $0.name($1, "targetPrefix") }
      agree(&wireProtocol, "protocol", mapping) { builder, node in
        builder.word(node, "protocol", WireProtocol.self, synonyms: Self.protocolSynonyms)
      }
      if let node = mapping["documentation"], let text = text(node, "documentation"),
        contract.documentation == nil
      {
        contract.documentation = text
      }
      // What another contract says of itself does not hold for the one that imports it.
      for entry in mapping.entries where file.isRoot && entry.key.hasPrefix("x-") {
        let trait = ExtensionTrait(name: entry.key, json: entry.value.jsonText)
        if !contract.extensions.contains(trait) { contract.extensions.append(trait) }
      }
    }
    readPolicies()
    contract.version = version.value
    contract.targetPrefix = prefix.value
    if let value = wireProtocol.value { contract.wireProtocol = value }
    contract.service = service.value ?? ""
    guard let first = files.first(where: \.isRoot) else { return }
    if !service.isStated {
      diagnostics.error(
        "service.missing", "no file states the `service`", at: first.document.root.origin)
    }
    if !wireProtocol.isStated {
      diagnostics.error(
        "protocol.missing",
        "no file states the `protocol`: how errors, timestamps and bodies travel",
        at: first.document.root.origin)
    }
  }

  private static let protocolSynonyms = [
    "rest-json": "restJson1", "rest-xml": "restXml", "json": "awsJson1_1", "query": "awsQuery",
    "ec2": "ec2Query", "http": "http-json", "https": "http-json", "rest": "http-json",
    "httpjson": "http-json", "smithy-rpc-v2-cbor": "rpcv2Cbor",
  ]

  private mutating func checkFormatVersion(_ mapping: Mapping) {
    guard let node = mapping["assay"] else {
      diagnostics.error(
        "assay.missing", "a contract file begins with `assay: 1`, the version of its format",
        at: file.document.root.origin)
      return
    }
    guard node.integer == 1 else {
      let found = node.scalarText.map(quoted) ?? node.kindName
      diagnostics.error(
        "assay.version", "the version of the format is 1; found \(found)", at: node.origin)
      return
    }
  }

  /// A value that several files may state, with the place of the first.
  struct Stated<Value: Equatable> {
    var value: Value?
    var origin: Origin?
    var isStated: Bool { origin != nil }
  }

  private mutating func agree<Value: Equatable>(
    _ stated: inout Stated<Value>, _ key: String, _ mapping: Mapping,
    read: (inout NativeBuilder, Node) -> Value?
  ) {
    guard let node = mapping[key] else { return }
    let value = read(&self, node)
    guard let first = stated.value, let value, let origin = stated.origin else {
      if !stated.isStated || stated.value == nil {
        stated.value = value
        stated.origin = node.origin
      }
      return
    }
    guard first != value else { return }
    diagnostics.error(
      "\(key).conflict", "another file states another `\(key)`", at: node.origin,
      notes: [Diagnostic.Note(message: "it is stated here first", origin: origin)])
  }
}

// MARK: - Policies

extension NativeBuilder {
  private mutating func readPolicies() {
    var stated: [String: Stated<Policies.Level>] = [:]
    var invalid = Stated<[String]>()
    for file in files {
      guard let node = file.mapping["policy"], !node.isNull,
        let mapping = mapping(node, "policy")
      else { continue }
      for entry in mapping.entries where !entry.key.hasPrefix("x-") {
        guard NativeKeys.policy.contains(where: { $0.isExactly(entry.key) }) else {
          diagnostics.error(
            "policy.unknown", "there is no policy \(quoted(entry.key))", at: entry.keyOrigin,
            suggestion: suggest(entry.key, among: NativeKeys.policy))
          continue
        }
        if entry.key == "invalid" {
          agree(&invalid, "invalid", mapping) { builder, node in
            builder.sequence(node, "invalid")?.compactMap { item in
              let name = builder.name(item, "invalid")
              if let name { builder.refusals.append((name, item.origin)) }
              return name
            }
          }
        } else {
          agree(&stated[entry.key, default: Stated()], entry.key, mapping) { builder, node in
            builder.word(node, "policy", Policies.Level.self, synonyms: Self.levelSynonyms)
          }
        }
      }
    }
    func take(_ name: String, _ level: inout Policies.Level) {
      if let value = stated[name]?.value { level = value }
    }
    take("unknownMember", &contract.policies.unknownMember)
    take("unknownEnum", &contract.policies.unknownEnum)
    take("duplicateMember", &contract.policies.duplicateMember)
    take("requestOffset", &contract.policies.requestOffset)
    take("integerFraction", &contract.policies.integerFraction)
    take("outputConstraints", &contract.policies.outputConstraints)
    contract.policies.invalid = invalid.value ?? []
  }

  /// Errors that `invalid` names and that are none.
  mutating func checkRefusals() {
    for (name, origin) in refusals where errorOrigins[ExactString(name)] == nil {
      diagnostics.error(
        "policy.invalid", "`invalid` names the error \(quoted(name)), which is not defined",
        at: origin, suggestion: suggest(name, among: contract.errors.map(\.name)))
    }
  }

  private static let levelSynonyms = [
    "ignore": "allow", "off": "allow", "none": "allow", "warn": "warning", "deny": "error",
    "forbid": "error",
  ]
}

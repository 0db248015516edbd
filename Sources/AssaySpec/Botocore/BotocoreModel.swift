internal import AssayModel

/// A service model while it is being read.
///
/// Shapes refer to each other in any order, so all names are known before the first is read.
struct BotocoreModel {
  var contract = Contract(service: "")
  /// The protocol that the caller wants, where the service speaks several.
  var preferred: WireProtocol?
  var sink = DiagnosticSink()
  var report = ImportReport()
  /// The shapes by the names the model gives them.
  var shapes: [ExactString: ShapeID] = [:]
  /// The `type` of each shape, by its index in the contract; `nil` where it could not be read.
  var types: [BotocoreType?] = Array(repeating: nil, count: Contract.builtInShapeCount)
  /// What the model says of each shape, by its index in the contract.
  var definitions: [Mapping?] = Array(repeating: nil, count: Contract.builtInShapeCount)
  /// The names that a dangling reference may have meant, sorted so that runs agree.
  private lazy var names = shapes.keys.map(\.text).sorted()
  /// Suggestions cost time; a file with thousands of wrong names gets some.
  private var suggestionsLeft = 100

  /// Reads the model's outermost value.
  mutating func read(_ root: Mapping, at origin: Origin) {
    readMetadata(root.entry("metadata")?.value, at: origin)
    var operations: [Mapping.Entry] = []
    var definitions: [Mapping.Entry] = []
    for entry in root.entries {
      switch entry.key {
      case "metadata", "version": break
      case "operations": operations = mapping(entry)?.entries ?? []
      case "shapes": definitions = mapping(entry)?.entries ?? []
      case "documentation": contract.documentation = documentation(entry)
      case "examples", "clientContextParams", "deprecated", "deprecatedMessage":
        ignore(entry, of: "the service")
      default: unknown(entry, of: "the service")
      }
    }
    readShapes(definitions, errorNames: errorNames(operations))
    for entry in operations { readOperation(entry) }
    settlePlaces()
  }

  /// Shapes whose type could not be read.
  var unknownShapes: Set<ShapeID> {
    Set(
      types.indices.dropFirst(Contract.builtInShapeCount).filter { types[$0] == nil }
        .map { ShapeID($0) })
  }

  /// The nearest name of a shape, while there is time for it.
  mutating func nearestShape(to name: String) -> String? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    return Suggestion.nearest(to: name, among: names)
  }
}

// MARK: - Kinds of value

extension BotocoreModel {
  /// The string of a key; anything else is reported.
  mutating func text(_ entry: Mapping.Entry) -> String? {
    guard let text = entry.value.string else { return wrongKind(entry, expected: "a string") }
    return text
  }

  /// The truth value of a key; anything else is reported.
  mutating func flag(_ entry: Mapping.Entry) -> Bool {
    guard let value = entry.value.bool else {
      return wrongKind(entry, expected: "`true` or `false`") ?? false
    }
    return value
  }

  /// The mapping of a key; anything else is reported.
  mutating func mapping(_ entry: Mapping.Entry) -> Mapping? {
    guard let mapping = entry.value.mapping else { return wrongKind(entry, expected: "a mapping") }
    return mapping
  }

  /// The list of a key; anything else is reported.
  mutating func list(_ entry: Mapping.Entry) -> [Node]? {
    guard let items = entry.value.sequence else { return wrongKind(entry, expected: "a list") }
    return items
  }

  /// Documentation as plain text.
  mutating func documentation(_ entry: Mapping.Entry) -> String? {
    guard let html = text(entry) else { return nil }
    let text = PlainText.fromHTML(html)
    return text.isEmpty ? nil : text
  }

  /// `deprecated` with the reason that may stand beside it.
  mutating func deprecation(_ mapping: Mapping) -> String? {
    guard let entry = mapping.entry("deprecated"), flag(entry) else { return nil }
    guard let message = mapping.entry("deprecatedMessage") else { return "" }
    return documentation(message) ?? ""
  }

  /// Reports a value of the wrong kind.
  mutating func wrongKind<Value>(_ entry: Mapping.Entry, expected: String) -> Value? {
    sink.error(
      "botocore.kind",
      "expected \(expected) for \(quoted(entry.key)), found \(entry.value.kindName)",
      at: entry.value.origin)
    return nil
  }
}

// MARK: - Keys that no part of a contract takes

extension BotocoreModel {
  /// A key that is known and constrains no message.
  mutating func ignore(_ entry: Mapping.Entry, of owner: String, _ reason: String? = nil) {
    report.add(
      .ignored, entry.key, reason ?? Self.reasons[entry.key] ?? "constrains no message (\(owner))",
      at: entry.keyOrigin)
  }

  /// A key that nobody knows.
  mutating func unknown(_ entry: Mapping.Entry, of owner: String) {
    report.add(.unknown, entry.key, "unknown key of \(owner)", at: entry.keyOrigin)
  }

  /// A key that shapes messages whose bodies cannot be checked yet: kept, not interpreted.
  mutating func keep(_ entry: Mapping.Entry, as name: String? = nil, in traits: inout Traits) {
    traits.other.append(
      ExtensionTrait(name: "x-botocore-\(name ?? entry.key)", json: entry.value.jsonText))
  }

  private static let reasons = [
    "auth": "how requests are signed is not checked",
    "authtype": "how requests are signed is not checked",
    "box": "tells generated code to use an optional type; absence is told by `required`",
    "clientContextParams": "only chooses the endpoint",
    "contextParam": "only chooses the endpoint",
    "deprecatedDate": "since when is for people",
    "deprecatedSince": "since when is for people",
    "endpointdiscovery": "only chooses the endpoint",
    "endpointoperation": "only chooses the endpoint",
    "examples": "examples constrain nothing",
    "httpChecksum": "checksums are not checked",
    "httpChecksumRequired": "checksums are not checked",
    "operationContextParams": "only chooses the endpoint",
    "requestcompression": "any content coding is accepted",
    "signatureVersion": "how requests are signed is not checked",
    "signingName": "how requests are signed is not checked",
    "staticContextParams": "only chooses the endpoint",
    "synthetic": "tells that the model was edited",
    "unsignedPayload": "how requests are signed is not checked",
  ]
}

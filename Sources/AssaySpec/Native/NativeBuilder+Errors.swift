internal import AssayModel

// Errors: their status, their type on the wire, and whether trying again helps.

extension NativeBuilder {
  /// Reads an entry of `errors`; `shape` is the place that is kept for its structure, where it has
  /// members of its own.
  mutating func readError(_ entry: Mapping.Entry, shape: ShapeID?) {
    guard let mapping = mapping(entry.value, entry.key) else { return }
    checkKeys(mapping, NativeKeys.error, of: "an error")
    guard let shape = readStructure(entry, mapping, shape: shape) else { return }
    if let first = errorOrigins[ExactString(entry.key)] {
      diagnostics.error(
        "error.duplicate", "the error \(quoted(entry.key)) is defined twice", at: entry.keyOrigin,
        notes: [Diagnostic.Note(message: "it is defined here first", origin: first)])
      return
    }
    errorOrigins[ExactString(entry.key)] = entry.keyOrigin
    var error = ErrorShape(
      name: entry.key, statusOrigin: entry.keyOrigin, shape: shape, origin: entry.keyOrigin)
    if let node = mapping["status"] {
      error.status = integer(node, "status", 100...599)
      error.statusOrigin = node.origin
    }
    if let code = mapping["code"].flatMap({ name($0, "code") }), !code.isExactly(entry.key) {
      error.code = code
    }
    if let node = mapping["fault"] {
      error.fault = word(
        node, "fault", ErrorShape.Fault.self, synonyms: ["sender": "client", "receiver": "server"])
    }
    error.retryable = readRetryability(mapping)
    error.isCommon =
      mapping["common"] == nil
      ? commonErrors.contains(ExactString(entry.key)) : flag("common", in: mapping)
    error.traits = readTraits(mapping)
    contract.errors.append(error)
  }

  private mutating func readStructure(
    _ entry: Mapping.Entry, _ mapping: Mapping, shape: ShapeID?
  ) -> ShapeID? {
    guard let node = mapping["type"] else {
      guard let shape else { return nil }
      if let members = mapping["members"], !members.isNull {
        contract[shape].kind = .structure(readMembers(members, "members"))
      }
      return shape
    }
    if let members = mapping.entry("members") {
      diagnostics.error(
        "type.several", "`members` beside `type`: a value has one type", at: members.keyOrigin)
    }
    return reference(node, "type")
  }

  /// `retryable: true`, `false` or `throttling`.
  private mutating func readRetryability(_ mapping: Mapping) -> ErrorShape.Retryability {
    guard let node = mapping["retryable"] else { return .no }
    if let value = node.bool { return value ? .yes : .no }
    if node.string == "throttling" { return .throttling }
    wrongKind(
      node, "retryable", wanted: "`true`, `false` or `throttling`",
      suggestion: node.string.flatMap { suggest($0, among: ["throttling", "true", "false"]) })
    return .no
  }
}

internal import AssayModel

extension BotocoreModel {
  /// Reads all shapes. Those of errors come last, as they do in a native file.
  mutating func readShapes(_ definitions: [Mapping.Entry], errorNames: Set<ExactString>) {
    var plain: [Mapping.Entry] = []
    var errors: [Mapping.Entry] = []
    for entry in definitions {
      let isError =
        errorNames.contains(ExactString(entry.key)) || entry.value["exception"] != nil
        || entry.value["error"] != nil
      if isError { errors.append(entry) } else { plain.append(entry) }
    }
    for entry in plain + errors {
      let id = contract.add(
        Shape(
          name: entry.key, kind: .simple(.document), origin: entry.keyOrigin))
      shapes[ExactString(entry.key)] = id
      types.append(readType(entry))
      self.definitions.append(entry.value.mapping)
    }
    var index = Contract.builtInShapeCount
    for entry in plain {
      readShape(entry, ShapeID(index))
      index += 1
    }
    for entry in errors {
      readError(entry, ShapeID(index))
      index += 1
    }
  }

  private mutating func readType(_ entry: Mapping.Entry) -> BotocoreType? {
    guard let definition = entry.value.mapping else {
      return wrongKind(entry, expected: "a mapping")
    }
    guard let stated = definition.entry("type") else {
      sink.error(
        "botocore.type", "the shape \(quoted(entry.key)) has no `type`", at: entry.keyOrigin)
      return nil
    }
    guard let word = text(stated) else { return nil }
    guard let type = BotocoreType(word) else {
      sink.error(
        "botocore.type", "unknown type \(quoted(word))", at: stated.value.origin,
        suggestion: Suggestion.nearest(to: word, among: BotocoreType.words))
      return nil
    }
    return type
  }

  /// The shape that a reference names; the built-in `document` where there is none.
  mutating func target(_ node: Node) -> ShapeID {
    guard let name = node.string else {
      sink.error(
        "botocore.kind", "expected the name of a shape, found \(node.kindName)", at: node.origin)
      return SimpleType.document.shapeID
    }
    if let id = shapes[ExactString(name)] { return id }
    sink.error(
      "botocore.unknownShape", "the model has no shape \(quoted(name))", at: node.origin,
      suggestion: nearestShape(to: name))
    return SimpleType.document.shapeID
  }

  /// Reads a shape that is no error's.
  private mutating func readShape(_ entry: Mapping.Entry, _ id: ShapeID) {
    guard let definition = entry.value.mapping, let type = types[id.index] else { return }
    var shape = contract[id]
    shape.constraints = constraints(definition, of: type)
    shape.traits = shapeTraits(definition)
    shape.kind = kind(definition, type, shape.constraints.allowed?.values, at: entry)
    if case .simple(let simple) = type, shape.kind != .simple(simple) {
      shape.constraints.allowed = nil
    }
    checkKeys(definition, type)
    contract[id] = shape
  }

  private mutating func kind(
    _ definition: Mapping, _ type: BotocoreType, _ values: [EnumValue]?, at entry: Mapping.Entry
  ) -> Shape.Kind {
    switch type {
    case .simple(let simple):
      guard let values else { return .simple(simple) }
      return simple == .string ? .enumeration(values) : .intEnumeration(values)
    case .structure:
      if isSet("document", in: definition) { return .simple(.document) }
      let members = members(definition, at: entry)
      let isUnion = isSet("union", in: definition) || isSet("eventstream", in: definition)
      return isUnion ? .union(members) : .structure(members)
    case .list:
      return .list(
        element: element(definition, "member", at: entry), sparse: isSet("sparse", in: definition))
    case .map:
      return .map(
        key: element(definition, "key", at: entry), value: element(definition, "value", at: entry),
        sparse: isSet("sparse", in: definition))
    }
  }

  /// Whether a flag is set; a value that is no flag is reported.
  mutating func isSet(_ key: String, in mapping: Mapping) -> Bool {
    mapping.entry(key).map { flag($0) } ?? false
  }

  /// What a shape says without constraining.
  mutating func shapeTraits(_ definition: Mapping) -> Traits {
    var traits = Traits()
    for entry in definition.entries {
      switch entry.key {
      case "documentation": traits.documentation = documentation(entry)
      case "sensitive": traits.isSensitive = flag(entry)
      case "deprecated": traits.deprecated = deprecation(definition)
      case "streaming", "eventstream": if flag(entry) { traits.isStreaming = true }
      case "requiresLength": traits.requiresLength = flag(entry)
      case "flattened": traits.isFlattened = flag(entry)
      case "xmlNamespace": traits.xmlNamespace = namespace(entry)
      case "locationName", "wrapper", "event", "xmlOrder": keep(entry, in: &traits)
      default: break
      }
    }
    return traits
  }

  /// `xmlNamespace`: a URI, or a URI and a prefix.
  mutating func namespace(_ entry: Mapping.Entry) -> String? {
    if let uri = entry.value.string { return uri }
    guard let mapping = mapping(entry) else { return nil }
    var uri: String?
    var prefix: String?
    for part in mapping.entries {
      switch part.key {
      case "uri": uri = text(part)
      case "prefix": prefix = text(part)
      default: unknown(part, of: "`xmlNamespace`")
      }
    }
    guard let uri else { return nil }
    return prefix.map { "\($0)=\(uri)" } ?? uri
  }

  /// Lists the keys of a shape that nothing was made of.
  mutating func checkKeys(_ definition: Mapping, _ type: BotocoreType) {
    for entry in definition.entries {
      switch entry.key {
      case "type", "documentation", "sensitive", "deprecated", "deprecatedMessage", "streaming",
        "eventstream", "requiresLength", "flattened", "xmlNamespace", "locationName", "wrapper",
        "event", "xmlOrder", "location", "jsonvalue", "hostLabel", "xmlAttribute", "queryName",
        "eventpayload", "eventheader":
        break
      case "members", "required", "payload", "union", "document", "error", "exception", "fault",
        "retryable":
        if type != .structure { misplaced(entry, type) }
      case "member": if type != .list { misplaced(entry, type) }
      case "key", "value": if type != .map { misplaced(entry, type) }
      case "sparse": if type != .list, type != .map { misplaced(entry, type) }
      case "min", "max": if type.bounds == nil { misplaced(entry, type) }
      case "pattern": if type != .simple(.string) { misplaced(entry, type) }
      case "enum": if type != .simple(.string), type != .simple(.integer) { misplaced(entry, type) }
      case "timestampFormat": if type != .simple(.timestamp) { misplaced(entry, type) }
      case "box", "synthetic", "deprecatedSince", "deprecatedDate": ignore(entry, of: "a shape")
      default: unknown(entry, of: "a shape")
      }
    }
  }

  private mutating func misplaced(_ entry: Mapping.Entry, _ type: BotocoreType) {
    report.add(
      .ignored, entry.key, "means nothing for the type `\(type.word)`", at: entry.keyOrigin)
  }
}

internal import AssayModel

/// Reads the JSON form of a model's syntax tree.
///
/// A part that is wrong is reported and left out; reading goes on behind it.
/// Source: Smithy 2.0, "JSON AST"; Smithy 1.0 differs in what prelude and traits mean, not in form.
struct SmithyModelReader {
  var diagnostics = DiagnosticSink()
  private var model = SmithyModel(major: 2)
  private var applied: [Application] = []

  /// An `apply` statement.
  struct Application {
    var target: String
    var origin: Origin
    var traits: SmithyTraits
  }

  /// The model of some documents; `nil` where nothing can be made of them.
  mutating func read(_ documents: [Document]) -> SmithyModel? {
    let roots = documents.compactMap { root($0) }
    guard !roots.isEmpty else { return nil }
    SmithyApplier.apply(applied, to: &model, diagnostics: &diagnostics)
    return model
  }

  private mutating func root(_ document: Document) -> Mapping? {
    guard let root = document.root.mapping else {
      diagnostics.error(
        "smithy.model", "a model is a mapping, found \(document.root.kindName)",
        at: document.root.origin)
      return nil
    }
    readVersion(root)
    for entry in root.entries {
      switch entry.key {
      case "smithy": break
      case "metadata": model.metadataCount += entry.value.mapping?.entries.count ?? 0
      case "shapes":
        for shape in mapping(entry.value, "`shapes`")?.entries ?? [] { readEntry(shape) }
      default: unknownKey(entry, in: "a model")
      }
    }
    return root
  }

  private mutating func readVersion(_ root: Mapping) {
    guard let node = root["smithy"] else { return }
    let text = node.scalarText ?? ""
    let major = text.prefix { $0 != "." }
    switch major {
    case "1": model.major = 1
    case "2": model.major = 2
    default:
      diagnostics.error(
        "smithy.version", "`smithy` is \(quoted(text)); versions 1 and 2 can be read",
        at: node.origin)
    }
  }

  private mutating func readEntry(_ entry: Mapping.Entry) {
    guard let body = mapping(entry.value, "a shape") else { return }
    guard let typeNode = body["type"], let typeName = typeNode.string else {
      diagnostics.error(
        "smithy.type", "the shape \(quoted(entry.key)) has no `type`",
        at: body["type"]?.origin ?? entry.keyOrigin)
      return
    }
    if typeName.isExactly("apply") {
      let traits = readTraits(body["traits"])
      applied.append(
        Application(target: entry.key, origin: entry.keyOrigin, traits: traits))
      return
    }
    guard let type = SmithyType(rawValue: typeName) else {
      diagnostics.error(
        "smithy.type", "\(quoted(typeName)) is no type of shape", at: typeNode.origin)
      return
    }
    guard isAbsolute(entry.key) else {
      diagnostics.error(
        "smithy.shapeID",
        "\(quoted(entry.key)) is no absolute shape identifier, such as "
          + "`example.weather#City`", at: entry.keyOrigin)
      return
    }
    var shape = SmithyShape(id: entry.key, type: type, origin: entry.keyOrigin)
    var properties: [Mapping.Entry] = []
    for part in body.entries {
      switch part.key {
      case "type": break
      case "traits": shape.traits = readTraits(part.value)
      case "mixins": shape.mixins = references(part.value, "`mixins`")
      case "members" where type.hasNamedMembers:
        for member in mapping(part.value, "`members`")?.entries ?? [] {
          readMember(member, of: &shape)
        }
      case "member" where type == .list || type == .set: readMember(part, of: &shape)
      case "key" where type == .map: readMember(part, of: &shape)
      case "value" where type == .map: readMember(part, of: &shape)
      default:
        if Self.properties(of: type).contains(part.key) {
          properties.append(part)
        } else {
          unknownKey(part, in: "a shape of type `\(typeName)`")
        }
      }
    }
    shape.properties = Mapping(properties)
    if let first = model.shape(shape.id) {
      diagnostics.error(
        "smithy.duplicate", "the shape \(quoted(shape.id)) is defined twice", at: entry.keyOrigin,
        notes: [Diagnostic.Note(message: "it is defined here first", origin: first.origin)])
      return
    }
    model.positions[ExactString(entry.key)] = model.shapes.count
    model.shapes.append(shape)
  }

  private mutating func readMember(_ entry: Mapping.Entry, of shape: inout SmithyShape) {
    guard let body = mapping(entry.value, "a member") else { return }
    var member = SmithyMember(
      name: entry.key, target: nil, targetOrigin: entry.keyOrigin, traits: SmithyTraits(),
      origin: entry.keyOrigin)
    for part in body.entries {
      switch part.key {
      case "target":
        guard let target = part.value.string else {
          wrongKind("`target`", wanted: "a shape identifier", part.value)
          continue
        }
        member.target = target
        member.targetOrigin = part.value.origin
      case "traits": member.traits = readTraits(part.value)
      default: unknownKey(part, in: "a member")
      }
    }
    shape.members.append(member)
  }

  private mutating func readTraits(_ node: Node?) -> SmithyTraits {
    var traits = SmithyTraits()
    guard let node, let entries = mapping(node, "`traits`")?.entries else { return traits }
    for entry in entries {
      traits.append(SmithyTrait(id: entry.key, value: entry.value, origin: entry.keyOrigin))
    }
    return traits
  }
}

// MARK: - Pieces

extension SmithyModelReader {
  /// A list of `{"target": …}`.
  private mutating func references(_ node: Node, _ what: String) -> [ShapeReference] {
    guard let items = node.sequence else {
      wrongKind(what, wanted: "a list", node)
      return []
    }
    return items.compactMap { item in
      guard let target = item["target"], let text = target.string else {
        wrongKind("an item of \(what)", wanted: "a mapping with `target`", item)
        return nil
      }
      return ShapeReference(target: text, origin: target.origin)
    }
  }

  private mutating func mapping(_ node: Node, _ what: String) -> Mapping? {
    if let mapping = node.mapping { return mapping }
    wrongKind(what, wanted: "a mapping", node)
    return nil
  }

  private mutating func wrongKind(_ what: String, wanted: String, _ node: Node) {
    diagnostics.error(
      "smithy.kind", "\(what) is \(wanted), found \(node.kindName)", at: node.origin)
  }

  private mutating func unknownKey(_ entry: Mapping.Entry, in place: String) {
    diagnostics.warning(
      "smithy.unknownKey", "\(quoted(entry.key)) is no key of \(place); it is passed over",
      at: entry.keyOrigin)
  }

  private func isAbsolute(_ id: String) -> Bool {
    let parts = id.split(separator: "#", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty && !parts[1].contains("$")
  }

  private static func properties(of type: SmithyType) -> Set<String> {
    switch type {
    case .service: ["version", "operations", "resources", "errors", "rename", "shapes"]
    case .operation: ["input", "output", "errors"]
    case .resource:
      [
        "identifiers", "properties", "put", "create", "read", "update", "delete", "list",
        "operations", "collectionOperations", "resources",
      ]
    default: []
    }
  }
}

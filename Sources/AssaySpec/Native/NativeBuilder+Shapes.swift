internal import AssayModel

// Shapes, and the types that are written inline where they are used.

extension NativeBuilder {
  /// Reads an entry of `shapes`.
  mutating func readShape(_ entry: Mapping.Entry, id: ShapeID) -> Shape {
    var shape = Shape(name: entry.key, kind: .structure([]), origin: entry.keyOrigin)
    guard let mapping = typeMapping(entry.value, of: "a shape") else {
      unknownShapes.insert(id)
      return shape
    }
    checkKeys(mapping, NativeKeys.shape, of: "a shape")
    shape.constraints = readConstraints(mapping)
    shape.traits = readTraits(mapping)
    switch readType(mapping, at: entry.keyOrigin, name: entry.key) {
    case .reference(let id):
      if id.index < Contract.builtInShapeCount {
        shape.kind = .simple(SimpleType.allCases[id.index])
      } else {
        shape.kind = .refined(id)
      }
    case .definition(let kind): shape.kind = kind
    case nil: unknownShapes.insert(id)
    }
    return shape
  }

  /// What the type keys of a mapping come to.
  enum TypeReading {
    /// `type:` and its target.
    case reference(ShapeID)
    /// A kind of its own.
    case definition(Shape.Kind)
  }

  /// The mapping that a type is written as; a lone name stands for `{ type: name }`.
  mutating func typeMapping(_ node: Node, of what: String) -> Mapping? {
    if let mapping = node.mapping { return mapping }
    if node.scalarText != nil {
      return Mapping([Mapping.Entry(key: "type", keyOrigin: node.origin, value: node)])
    }
    diagnostics.error(
      "value.kind", "\(what) is a mapping or the name of a type; found \(node.kindName)",
      at: node.origin)
    return nil
  }

  /// Reads whichever of `type enum intEnum list map members union` is given. The name, of the shape
  /// or member, is for messages.
  mutating func readType(_ mapping: Mapping, at origin: Origin, name: String) -> TypeReading? {
    var given = NativeKeys.type.compactMap { mapping.entry($0) }
    // `enum` beside `type` is a constraint.
    if mapping["type"] != nil { given.removeAll { $0.key == "enum" } }
    guard let entry = given.first else {
      diagnostics.error(
        "type.missing",
        "\(quoted(name)) has no type; give one of \(Self.list(NativeKeys.type))", at: origin)
      return nil
    }
    for other in given.dropFirst() {
      diagnostics.error(
        "type.several", "`\(other.key)` beside `\(entry.key)`: a value has one type",
        at: other.keyOrigin,
        notes: [Diagnostic.Note(message: "the type is given here", origin: entry.keyOrigin)])
    }
    if entry.key != "list", entry.key != "map", let sparse = mapping.entry("sparse") {
      diagnostics.error(
        "sparse.type", "`sparse` belongs to a list or map", at: sparse.keyOrigin)
    }
    return readType(entry, sparse: flag("sparse", in: mapping), name: name)
  }

  private mutating func readType(
    _ entry: Mapping.Entry, sparse: Bool, name: String
  ) -> TypeReading? {
    let node = entry.value
    switch entry.key {
    case "type":
      return reference(node, "type").map { .reference($0) }
    case "enum":
      return .definition(.enumeration(readEnumValues(node, "enum", integers: false)))
    case "intEnum":
      return .definition(.intEnumeration(readEnumValues(node, "intEnum", integers: true)))
    case "list":
      return .definition(.list(element: readElement(node, "member", of: name), sparse: sparse))
    case "map":
      guard let mapping = mapping(node, "map") else { return nil }
      checkKeys(mapping, NativeKeys.map, of: "`map`")
      var members: [Member] = []
      for key in NativeKeys.map {
        guard let part = mapping[key] else {
          diagnostics.error("map.incomplete", "the map has no `\(key)`", at: node.origin)
          return nil
        }
        members.append(readElement(part, key, of: name))
      }
      return .definition(.map(key: members[0], value: members[1], sparse: sparse))
    case "members":
      return .definition(.structure(readMembers(node, "members")))
    default:
      let members = readMembers(node, "union")
      if members.isEmpty, node.mapping != nil {
        diagnostics.error("union.empty", "a union has at least one member", at: node.origin)
      }
      return .definition(.union(members))
    }
  }

  /// The shape that a name means, or a report that there is none.
  mutating func reference(_ node: Node, _ key: String) -> ShapeID? {
    guard let name = name(node, key) else { return nil }
    if let id = shapeIDs[ExactString(name)] { return id }
    let kinds = [
      "structure": "members", "object": "members", "union": "union", "list": "list",
      "array": "list", "set": "list", "map": "map", "enum": "enum", "intEnum": "intEnum",
    ]
    if let kind = kinds[name] {
      diagnostics.error(
        "type.unknown", "\(quoted(name)) is not the name of a type; write `\(kind):` instead",
        at: node.origin)
      return nil
    }
    let synonyms = [
      "int": "integer", "int32": "integer", "int64": "long", "bool": "boolean", "str": "string",
      "number": "double", "datetime": "timestamp", "date-time": "timestamp", "date": "timestamp",
      "bytes": "blob", "binary": "blob", "any": "document", "float64": "double",
    ]
    let suggestion = synonyms[name.lowercased()] ?? suggest(name, among: typeNames)
    diagnostics.error(
      "type.unknown", "no type or shape \(quoted(name)) is defined", at: node.origin,
      suggestion: suggestion)
    return nil
  }
}

// MARK: - Members

extension NativeBuilder {
  /// Reads the members of a structure or union.
  mutating func readMembers(_ node: Node, _ key: String) -> [Member] {
    guard let mapping = mapping(node, key) else { return [] }
    var members: [Member] = []
    for entry in mapping.entries {
      guard !entry.key.isEmpty else {
        diagnostics.error("member.name", "a member needs a name", at: entry.keyOrigin)
        continue
      }
      members.append(readMember(entry))
    }
    return members
  }

  private mutating func readMember(_ entry: Mapping.Entry) -> Member {
    var member = Member(
      name: entry.key, target: SimpleType.document.shapeID, origin: entry.keyOrigin)
    guard let mapping = typeMapping(entry.value, of: "a member") else {
      member.target = unknownShape()
      return member
    }
    checkKeys(mapping, NativeKeys.member, of: "a member")
    readCommon(mapping, into: &member)
    if let required = mapping.entry("required"), flag("required", in: mapping) {
      member.required = Marker(origin: required.keyOrigin)
    }
    if let node = mapping["in"],
      let location = word(
        node, "in", Member.Location.self,
        synonyms: [
          "uri": "path", "label": "path", "querystring": "query", "headers": "headerMap",
          "prefixheaders": "headerMap", "queryparams": "queryMap", "statuscode": "status",
        ])
    {
      member.location = location
    }
    member.defaultValue = mapping["default"].map(\.jsonText)
    return member
  }

  /// Reads the element of a list, or the key or value of a map.
  private mutating func readElement(_ node: Node, _ role: String, of name: String) -> Member {
    var member = Member(name: role, target: SimpleType.document.shapeID, origin: node.origin)
    guard let mapping = typeMapping(node, of: "an element") else {
      member.target = unknownShape()
      return member
    }
    checkKeys(mapping, NativeKeys.element, of: "an element")
    readCommon(mapping, into: &member)
    return member
  }

  /// What members and elements have in common. A type that is written inline becomes an anonymous
  /// shape; constraints and traits beside it are the member's.
  private mutating func readCommon(_ mapping: Mapping, into member: inout Member) {
    member.constraints = readConstraints(mapping)
    member.traits = readTraits(mapping)
    if let wireName = text(of: "as", in: mapping), !wireName.isExactly(member.name) {
      member.wireName = wireName
    }
    // The place is kept before what is inside is read, so that outer shapes come first.
    let inlineKeys = NativeKeys.type.dropFirst()
    let isInline =
      mapping["type"] == nil && inlineKeys.contains { mapping[$0] != nil }
    let place =
      isInline
      ? contract.add(
        Shape(name: "", kind: .structure([]), origin: member.origin)) : nil
    switch readType(mapping, at: member.origin, name: member.name) {
    case .reference(let id):
      member.target = id
    case .definition(let kind):
      if let place {
        contract[place].kind = kind
        member.target = place
      }
    case nil:
      member.target = unknownShape()
    }
  }

  /// A shape that stands for what could not be read.
  private mutating func unknownShape() -> ShapeID {
    let id = contract.add(Shape(name: "", kind: .simple(.string)))
    unknownShapes.insert(id)
    return id
  }
}

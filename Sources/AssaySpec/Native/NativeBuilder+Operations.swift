internal import AssayModel

// Operations: where they are found, what goes in, what comes out, and what ties the two.

extension NativeBuilder {
  /// Reads the operations of all files.
  mutating func readOperations() {
    var known: [ExactString: Origin] = [:]
    for declaration in section("operations") where !declaration.entry.key.hasPrefix("x-") {
      let entry = declaration.entry
      guard !entry.key.isEmpty else {
        diagnostics.error("operation.name", "an operation needs a name", at: entry.keyOrigin)
        continue
      }
      if let first = known[ExactString(entry.key)] {
        diagnostics.error(
          "operation.duplicate", "the operation \(quoted(entry.key)) is defined twice",
          at: entry.keyOrigin,
          notes: [Diagnostic.Note(message: "it is defined here first", origin: first)])
        continue
      }
      known[ExactString(entry.key)] = entry.keyOrigin
      file = files[declaration.file]
      contract.operations.append(readOperation(entry))
    }
  }

  private mutating func readOperation(_ entry: Mapping.Entry) -> Operation {
    var operation = Operation(name: entry.key, origin: entry.keyOrigin)
    guard let mapping = mapping(entry.value, entry.key) else { return operation }
    checkKeys(mapping, NativeKeys.operation, of: "an operation")
    if let http = mapping.entry("http") {
      operation.http = readHTTP(http)
    } else if contract.wireProtocol.hasHTTPBindings {
      diagnostics.error(
        "http.missing",
        "\(quoted(entry.key)) has no `http`; \(contract.wireProtocol.rawValue) finds operations by "
          + "method and URI", at: entry.keyOrigin)
    }
    operation.hostPrefix = text(of: "hostPrefix", in: mapping)
    operation.isReadonly = flag("readonly", in: mapping)
    operation.isIdempotent = flag("idempotent", in: mapping)
    operation.input = mapping.entry("input").flatMap { readParameters($0) }
    operation.output = mapping.entry("output").flatMap { readParameters($0) }
    if let node = mapping["errors"], !node.isNull {
      operation.errors = (sequence(node, "errors") ?? []).compactMap { item in
        name(item, "errors").map { ErrorReference(name: $0, origin: item.origin) }
      }
    }
    operation.pagination = mapping.entry("pagination").flatMap { readPagination($0) }
    if let node = mapping["relations"], !node.isNull {
      operation.relations = (sequence(node, "relations") ?? []).compactMap { readRelation($0) }
    }
    operation.traits = readTraits(mapping)
    return operation
  }

  /// `input` or `output`: members, or the name of a structure.
  private mutating func readParameters(_ entry: Mapping.Entry) -> ShapeID? {
    if entry.value.isNull { return nil }
    guard entry.value.mapping == nil else {
      let id = contract.add(Shape(name: "", kind: .structure([]), origin: entry.keyOrigin))
      contract[id].kind = .structure(readMembers(entry.value, entry.key))
      return id
    }
    guard entry.value.scalarText != nil else {
      diagnostics.error(
        "value.kind",
        "`\(entry.key)` holds members or the name of a structure; found \(entry.value.kindName)",
        at: entry.value.origin)
      return nil
    }
    return reference(entry.value, entry.key)
  }

  private mutating func readHTTP(_ entry: Mapping.Entry) -> HTTPBinding? {
    guard let mapping = mapping(entry.value, "http") else { return nil }
    checkKeys(mapping, NativeKeys.http, of: "`http`")
    var texts: [String: (text: String, origin: Origin)] = [:]
    for key in ["method", "uri"] {
      guard let node = mapping[key] else {
        diagnostics.error("http.incomplete", "`http` has no `\(key)`", at: entry.keyOrigin)
        continue
      }
      if let text = name(node, key) { texts[key] = (text, contentOrigin(node)) }
    }
    var status = 200
    if let node = mapping["status"] { status = integer(node, "status", 100...599) ?? 200 }
    guard let method = texts["method"], let uri = texts["uri"] else { return nil }
    if !method.text.utf8.allSatisfy({ (65...90).contains($0) || $0 == 45 }) {
      let capitals = method.text.uppercased()
      diagnostics.error(
        "http.method", "a method is written in capitals; found \(quoted(method.text))",
        at: method.origin, suggestion: capitals)
    }
    return HTTPBinding(
      method: method.text, uri: URITemplate(uri.text, origin: uri.origin), status: status,
      origin: entry.keyOrigin, statusOrigin: mapping["status"]?.origin)
  }

  /// Where the content of a string begins, inside its quotes.
  func contentOrigin(_ node: Node) -> Origin {
    var origin = node.origin
    if node.style == .singleQuoted || node.style == .doubleQuoted {
      origin.column &+= 1
      origin.length = max(1, origin.length &- 2)
    }
    return origin
  }
}

// MARK: - Pagination and relations

extension NativeBuilder {
  private mutating func readPagination(_ entry: Mapping.Entry) -> Pagination? {
    guard let mapping = mapping(entry.value, "pagination") else { return nil }
    checkKeys(mapping, NativeKeys.pagination, of: "`pagination`")
    var paths: [String: MemberPath] = [:]
    for key in NativeKeys.pagination {
      if let node = mapping[key] { paths[key] = path(node, key) }
    }
    for key in ["input", "output"] where mapping[key] == nil {
      diagnostics.error(
        "pagination.incomplete", "`pagination` has no `\(key)`", at: entry.keyOrigin)
    }
    guard let input = paths["input"], let output = paths["output"] else { return nil }
    return Pagination(
      input: input, output: output, limit: paths["limit"], items: paths["items"],
      origin: entry.keyOrigin)
  }

  private mutating func readRelation(_ node: Node) -> Relation? {
    guard let mapping = mapping(node, "relations") else { return nil }
    checkKeys(
      mapping, NativeKeys.relationSubject + NativeKeys.relationComparison, of: "a relation")
    guard
      let left = oneOf(NativeKeys.relationSubject, in: mapping, at: node.origin),
      let right = oneOf(NativeKeys.relationComparison, in: mapping, at: node.origin),
      let comparison = Relation.Comparison(rawValue: right.key),
      let path = path(left.value, left.key),
      let operand = operand(right)
    else { return nil }
    return Relation(
      subject: left.key == "every" ? .every(path) : .count(path), comparison: comparison,
      operand: operand, origin: left.keyOrigin)
  }

  /// The one key of a set that a relation has.
  private mutating func oneOf(
    _ keys: [String], in mapping: Mapping, at origin: Origin
  ) -> Mapping.Entry? {
    let given = mapping.entries.filter { entry in keys.contains { $0.isExactly(entry.key) } }
    guard let entry = given.first else {
      diagnostics.error(
        "relation.incomplete", "the relation has none of \(Self.list(keys))", at: origin)
      return nil
    }
    if let second = given.dropFirst().first {
      diagnostics.error(
        "relation.several", "`\(second.key)` beside `\(entry.key)`: a relation has one of them",
        at: second.keyOrigin)
    }
    return entry
  }

  private mutating func operand(_ entry: Mapping.Entry) -> Relation.Operand? {
    guard let text = name(entry.value, entry.key) else { return nil }
    guard text.hasPrefix("input.") else {
      diagnostics.error(
        "relation.operand",
        "the right side of a relation is a member of the input; found \(quoted(text))",
        at: entry.value.origin, suggestion: "input." + text)
      return nil
    }
    var origin = contentOrigin(entry.value)
    origin.column &+= 6
    origin.length = max(1, origin.length &- 6)
    guard let path = MemberPath(String(text.dropFirst(6)), origin: origin) else {
      notPath(text, at: entry.value.origin)
      return nil
    }
    return .input(path)
  }

  private mutating func path(_ node: Node, _ key: String) -> MemberPath? {
    guard let text = name(node, key) else { return nil }
    guard let path = MemberPath(text, origin: contentOrigin(node)) else {
      notPath(text, at: node.origin)
      return nil
    }
    return path
  }

  private mutating func notPath(_ text: String, at origin: Origin) {
    diagnostics.error(
      "path.syntax", "a path is written `member.member` or `list[].member`; found \(quoted(text))",
      at: origin)
  }
}

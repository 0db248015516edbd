internal import AssayModel

extension ContractWriter {
  /// An operation.
  func operation(_ operation: Operation) -> YAMLItem.Entry {
    var entries: [YAMLItem.Entry] = []
    var others = operation.traits
    others.documentation = nil
    entries.add("documentation", operation.traits.documentation.map { .prose($0) })
    entries += traits(others)
    entries.add("http", operation.http.map { http($0) })
    entries.add("hostPrefix", operation.hostPrefix.map { .text($0) })
    entries.add("readonly", operation.isReadonly ? .flag(true) : nil)
    entries.add("idempotent", operation.isIdempotent ? .flag(true) : nil)
    entries.add(
      "input",
      operation.input.map { id in
        parameters(id) { comments(.input(operation: operation.name, member: $0)) }
      })
    entries.add(
      "output",
      operation.output.map { id in
        parameters(id) { comments(.output(operation: operation.name, member: $0)) }
      })
    if !operation.errors.isEmpty {
      entries.add("errors", .list(operation.errors.map { .text($0.name) }))
    }
    entries.add("pagination", operation.pagination.map { pagination($0) })
    if !operation.relations.isEmpty {
      entries.add("relations", .list(operation.relations.map { relation($0) }))
    }
    let end = comments(.operationEnd(operation.name))
    if !end.isEmpty { entries.append(.comment(end)) }
    return YAMLItem.Entry(
      key: operation.name, value: .map(entries, isBlock: true),
      comments: comments(.operation(operation.name)))
  }

  private func http(_ http: HTTPBinding) -> YAMLItem {
    var entries: [YAMLItem.Entry] = []
    entries.add("method", .text(http.method))
    entries.add("uri", .quoted(http.uri.source))
    if http.status != 200 { entries.add("status", .word(String(http.status))) }
    return .map(entries)
  }

  /// Members, or the name of a structure.
  private func parameters(_ id: ShapeID, _ comments: (String) -> [String]) -> YAMLItem {
    let shape = contract[id]
    guard shape.isAnonymous else { return .text(shape.name) }
    guard case .map(let entries, _) = members(shape.members, comments) else { return .map([]) }
    return .map(entries, isBlock: true)
  }

  private func pagination(_ pagination: Pagination) -> YAMLItem {
    var entries: [YAMLItem.Entry] = []
    entries.add("input", .text(pagination.input.description))
    entries.add("output", .text(pagination.output.description))
    entries.add("limit", pagination.limit.map { .text($0.description) })
    entries.add("items", pagination.items.map { .text($0.description) })
    return .map(entries)
  }

  private func relation(_ relation: Relation) -> YAMLItem {
    var entries: [YAMLItem.Entry] = []
    switch relation.subject {
    case .every(let path): entries.add("every", .text(path.description))
    case .count(let path): entries.add("count", .text(path.description))
    }
    switch relation.operand {
    case .input(let path):
      entries.add(relation.comparison.rawValue, .text("input.\(path)"))
    }
    return .map(entries)
  }
}

internal import AssayModel

extension BotocoreModel {
  /// Reads `paginators-1.json`: which members take and give the token of the next page.
  mutating func readPaginators(_ root: Node) {
    guard let stated = root["pagination"], let paginators = stated.mapping else {
      sink.error(
        "botocore.kind",
        "expected a mapping for `pagination`, found \(root["pagination"]?.kindName ?? "nothing")",
        at: (root["pagination"] ?? root).origin)
      return
    }
    for entry in root.mapping?.entries ?? [] where entry.key != "pagination" {
      if entry.key != "version" { unknown(entry, of: "the paginators") }
    }
    var positions: [ExactString: Int] = [:]
    for (position, operation) in contract.operations.enumerated() {
      positions[ExactString(operation.name)] = position
    }
    for entry in paginators.entries {
      guard let position = positions[ExactString(entry.key)] else {
        report.add(
          .ignored, entry.key, "the model has no operation that this paginator is for",
          at: entry.keyOrigin)
        continue
      }
      guard let definition = mapping(entry) else { continue }
      contract.operations[position].pagination = pagination(
        definition, of: contract.operations[position], at: entry.keyOrigin)
    }
  }

  private mutating func pagination(
    _ definition: Mapping, of operation: Operation, at origin: Origin
  ) -> Pagination? {
    var paths: [String: MemberPath] = [:]
    for entry in definition.entries {
      switch entry.key {
      case "input_token", "limit_key": paths[entry.key] = path(entry, operation, operation.input)
      case "output_token", "result_key": paths[entry.key] = path(entry, operation, operation.output)
      case "more_results", "non_aggregate_keys":
        ignore(entry, of: "a paginator", "tells clients how to go on; constrains no message")
      default: unknown(entry, of: "a paginator")
      }
    }
    guard let input = paths["input_token"], let output = paths["output_token"] else {
      report.add(
        .unsupported, "pagination",
        "\(operation.name): its tokens are no members, so it is left out", at: origin)
      return nil
    }
    if let items = paths["result_key"], !isPlural(items, operation.output) {
      report.add(
        .unsupported, "result_key", "\(operation.name): `\(items)` is neither a list nor a map",
        at: items.origin)
      paths["result_key"] = nil
    }
    return Pagination(
      input: input, output: output, limit: paths["limit_key"], items: paths["result_key"],
      origin: origin)
  }

  /// Whether a path leads to a list, a map, or through one.
  private func isPlural(_ path: MemberPath, _ shape: ShapeID?) -> Bool {
    guard !path.steps.contains(.each), let shape else { return true }
    switch contract.shape(at: path, from: shape).map({ contract[$0].kind }) {
    case .list, .map: return true
    default: return false
    }
  }

  /// The path that a paginator states: the first of several, and the first alternative of a
  /// JMESPath expression such as `NextMarker || Contents[-1].Key`.
  private mutating func path(
    _ entry: Mapping.Entry, _ operation: Operation, _ shape: ShapeID?
  ) -> MemberPath? {
    var node = entry.value
    if let items = node.sequence {
      guard let first = items.first else { return nil }
      if items.count > 1 {
        report.add(
          .decided, entry.key,
          "\(operation.name): the first of \(items.count) stands for all of them",
          at: node.origin)
      }
      node = first
    }
    guard let text = node.string else {
      return wrongKind(entry, expected: "a string or a list of strings")
    }
    let first = text.split(separator: "|", omittingEmptySubsequences: false).first ?? ""
    let trimmed = String(first.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard let path = MemberPath(trimmed, origin: node.origin), let shape,
      contract.hasMember(path, in: shape)
    else {
      report.add(
        .unsupported, entry.key, "\(operation.name): \(quoted(text)) is no path to a member",
        at: node.origin)
      return nil
    }
    if trimmed != text {
      report.add(
        .decided, entry.key, "\(operation.name): `\(trimmed)` stands for \(quoted(text))",
        at: node.origin)
    }
    return path
  }
}

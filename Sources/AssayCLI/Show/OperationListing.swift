import AssayJSON
import AssayModel
import AssayReport

/// One operation with all its members.
struct OperationListing {
  private let contract: Contract
  private let operation: Operation
  private let sections: [(title: String, rows: [MemberRow])]
  private let errors: [ErrorShape]

  init(_ contract: Contract, _ index: Int) {
    self.contract = contract
    operation = contract.operations[index]
    errors = operation.errors.compactMap { contract.error(named: $0.name) }
    sections = [("input", operation.input), ("output", operation.output)].map { title, shape in
      (title, shape.map { MemberRow.rows(of: $0, in: contract) } ?? [])
    }
  }

  /// For people: a line a member, indented by depth, columns aligned.
  func text(_ colour: Colour) -> String {
    var text = colour.paint(operation.name, .bold) + "\n"
    if let http = operation.http {
      text += "  \(http.method) \(http.uri.source), status \(http.status)\n"
    }
    if let prefix = operation.hostPrefix { text += "  host prefix \(prefix)\n" }
    if let documentation = operation.traits.documentation {
      text += "  \(Wording.visible(documentation))\n"
    }
    for (title, rows) in sections {
      text += "\n" + colour.paint(title, .bold) + (rows.isEmpty ? " nothing\n" : "\n")
      text += Self.table(rows, colour)
    }
    if !operation.errors.isEmpty {
      text += "\n" + colour.paint("errors", .bold) + "\n"
      let width = operation.errors.map(\.name.count).max() ?? 0
      for reference in operation.errors {
        text += "  \(Self.padded(reference.name, to: width))"
        if let error = contract.error(named: reference.name) {
          text += "  \(Self.rules(of: error).joined(separator: ", "))"
        }
        text += "\n"
      }
    }
    if let pagination = operation.pagination {
      text += "\n" + colour.paint("pagination", .bold) + "\n"
      for (name, path) in Self.paths(of: pagination) { text += "  \(name) \(path)\n" }
    }
    if !operation.relations.isEmpty {
      text += "\n" + colour.paint("relations", .bold) + "\n"
      for relation in operation.relations { text += "  \(relation)\n" }
    }
    return text
  }

  /// `{"name", "method", "uri", "status", "input": [member], "output": [member], "errors": [error],
  /// "pagination", "relations"}`; a member is `{"depth", "name", "type", "rules", "source"}`.
  var json: [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.field("name", operation.name)
    writer.field("method", operation.http?.method)
    writer.field("uri", operation.http?.uri.source)
    writer.field("status", operation.http?.status)
    for (title, rows) in sections {
      writer.key(named: title)
      writer.beginArray()
      for row in rows { write(row, to: &writer) }
      writer.endArray()
    }
    writer.key("errors")
    writer.beginArray()
    for error in errors {
      writer.beginObject()
      writer.field("name", error.name)
      writer.field("status", error.effectiveStatus)
      writer.field("fault", error.fault?.rawValue)
      writer.field("retryable", error.retryable.rawValue)
      writer.endObject()
    }
    writer.endArray()
    writer.key("pagination")
    if let pagination = operation.pagination {
      writer.beginObject()
      for (name, path) in Self.paths(of: pagination) { writer.field(named: name, path.description) }
      writer.endObject()
    } else {
      writer.null()
    }
    writer.key("relations")
    writer.beginArray()
    for relation in operation.relations { writer.value(relation.description) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  private func write(_ row: MemberRow, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("depth", row.depth)
    writer.field("name", row.name)
    writer.field("type", row.type)
    writer.key("rules")
    writer.beginArray()
    for rule in row.rules { writer.value(rule) }
    writer.endArray()
    SourceRecord.writeField(contract.sources.location(of: row.origin), to: &writer)
    writer.endObject()
  }

  private static func table(_ rows: [MemberRow], _ colour: Colour) -> String {
    func name(_ row: MemberRow) -> String {
      String(repeating: "  ", count: row.depth) + Wording.visible(row.name)
    }
    let nameWidth = rows.map { name($0).count }.max() ?? 0
    let typeWidth = rows.map(\.type.count).max() ?? 0
    var text = ""
    for row in rows {
      var line = "  \(padded(name(row), to: nameWidth))  "
      if row.rules.isEmpty {
        line += row.type
      } else {
        line += padded(row.type, to: typeWidth) + "  "
        line += colour.paint(Wording.visible(row.rules.joined(separator: ", ")), .faint)
      }
      text += line + "\n"
    }
    if rows.count >= MemberRow.limit { text += "  and more\n" }
    return text
  }

  private static func rules(of error: ErrorShape) -> [String] {
    var rules = [String(error.effectiveStatus)]
    if let fault = error.fault { rules.append(fault.rawValue) }
    switch error.retryable {
    case .no: break
    case .yes: rules.append("retryable")
    case .throttling: rules.append("retryable after a pause")
    }
    if let code = error.code { rules.append("as \(code)") }
    return rules
  }

  private static func paths(of pagination: Pagination) -> [(String, MemberPath)] {
    var paths = [("input", pagination.input), ("output", pagination.output)]
    if let limit = pagination.limit { paths.append(("limit", limit)) }
    if let items = pagination.items { paths.append(("items", items)) }
    return paths
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

internal import AssayJSON
internal import AssayModel
internal import AssayReport

/// The coverage of a run, contract by contract, as it is written and read again.
///
/// `{"version": 1, "run", "contracts": [{"service", "files", "constraints", "satisfied", "violated",
/// "unexercised", "entries": [{"operation", "part", "path", "constraint", "satisfied", "violated",
/// "source"}]}]}`.
struct CoverageRecord {
  /// The coverage of one contract.
  struct Part {
    var service: String
    var files: [String]
    var coverage: Coverage
  }

  /// Tells the processes of one run from those of others; `nil` where it cannot be told.
  var run: String?
  var parts: [Part] = []

  /// Adds the coverage of a contract.
  mutating func add(_ part: Part) {
    let place = parts.firstIndex { $0.service == part.service && $0.files == part.files }
    guard let place else { return parts.append(part) }
    parts[place].coverage = Coverage(summing: [parts[place].coverage, part.coverage])
  }

  // MARK: - JSON

  var json: [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.field("version", 1)
    writer.field("run", run)
    writer.key("contracts")
    writer.beginArray()
    for part in parts {
      let coverage = part.coverage
      writer.beginObject()
      writer.field("service", part.service)
      writer.key("files")
      writer.beginArray()
      for file in part.files { writer.value(file) }
      writer.endArray()
      writer.field("constraints", coverage.total)
      writer.field("satisfied", coverage.satisfied)
      writer.field("violated", coverage.violated)
      writer.field("unexercised", coverage.unexercised)
      writer.key("entries")
      writer.beginArray()
      for entry in coverage.entries { Self.write(entry, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  private static func write(_ entry: Coverage.Entry, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("operation", entry.operation)
    writer.field("part", entry.part.rawValue)
    writer.field("path", entry.path)
    writer.field("constraint", entry.constraint.rawValue)
    writer.field("satisfied", entry.satisfied)
    writer.field("violated", entry.violated)
    SourceRecord.writeField(entry.source, to: &writer)
    writer.endObject()
  }

  // MARK: - Table

  /// A line for each constraint: kept, broken, what, where.
  var table: String {
    var text = ""
    for part in parts {
      let coverage = part.coverage
      let files = part.files.joined(separator: ", ")
      text += Wording.visible("\(part.service) (\(files))") + "\n"
      text +=
        "\(coverage.total) constraints, \(coverage.satisfied) kept by some value, "
        + "\(coverage.violated) broken by some value, \(coverage.unexercised) not exercised\n\n"
      text += "kept  broken  constraint     place\n"
      for entry in coverage.entries {
        let name = entry.constraint.rawValue
        text += entry.satisfied ? "yes   " : "-     "
        text += entry.violated ? "yes     " : "-       "
        text += name + String(repeating: " ", count: max(1, 15 - name.utf8.count))
        text += Wording.visible(entry.path)
        if let source = entry.source { text += "  \(source)" }
        text += "\n"
      }
      text += "\n"
    }
    return text
  }
}

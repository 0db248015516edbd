package import AssayJSON
package import AssayModel

/// The JSON object of a run's summary.
///
/// `exchanges pass fail unmatched undetermined violations`, then `coverage` where it was kept,
/// `interrupted: true` where the run was stopped, and `errors` where inputs could not be read to
/// their end. `violations` counts by constraint, in the order of ``ConstraintKind``, what occurred.
package enum SummaryRecord {
  /// Unexercised constraints that ``write(_:errors:to:)`` lists; `omitted` counts the rest.
  package static let listLimit = 1_000

  /// Writes the object.
  package static func write(_ summary: Summary, errors: [InputError], to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("exchanges", summary.exchanges)
    writer.field("pass", summary.pass)
    writer.field("fail", summary.fail)
    writer.field("unmatched", summary.unmatched)
    writer.field("undetermined", summary.undetermined)
    writer.key("violations")
    writer.beginObject()
    for constraint in ConstraintKind.allCases {
      if let count = summary.violations[constraint], count > 0 {
        writer.field(named: constraint.rawValue, count)
      }
    }
    writer.endObject()
    if let coverage = summary.coverage {
      writer.key("coverage")
      write(coverage, to: &writer)
    }
    if summary.isInterrupted { writer.field("interrupted", true) }
    if !errors.isEmpty {
      writer.key("errors")
      writer.beginArray()
      for error in errors {
        writer.beginObject()
        writer.field("path", error.path)
        writer.field("offset", error.offset)
        writer.field("message", error.message)
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
  }

  /// Writes a coverage: how many constraints there are, how many some value satisfied, how many some
  /// value broke, how many no value exercised, and the first ``listLimit`` of these.
  package static func write(_ coverage: Coverage, to writer: inout JSONWriter) {
    let unexercised = coverage.entries.lazy.filter { !$0.satisfied && !$0.violated }
    let count = coverage.unexercised
    writer.beginObject()
    writer.field("constraints", coverage.total)
    writer.field("satisfied", coverage.satisfied)
    writer.field("violated", coverage.violated)
    writer.field("unexercised", count)
    writer.key("list")
    writer.beginArray()
    for entry in unexercised.prefix(listLimit) {
      writer.beginObject()
      writer.field("operation", entry.operation)
      writer.field("part", entry.part.rawValue)
      writer.field("path", entry.path)
      writer.field("constraint", entry.constraint.rawValue)
      SourceRecord.writeField(entry.source, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    if count > listLimit { writer.field("omitted", count - listLimit) }
    writer.endObject()
  }
}

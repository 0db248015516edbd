package import AssayJSON
package import AssayModel

/// The JSON object of an exchange, as `--format ndjson` prints it on a line of its own.
///
/// `exchange id operation verdict violations`, then `omittedViolations` and `refusal` where there are
/// any. What an exchange does not have is `null`.
package enum ExchangeRecord {
  /// Appends the object and a line feed. Needs nothing but its arguments, so any task may call it.
  package static func render(_ result: ExchangeResult, into bytes: inout [UInt8]) {
    var writer = JSONWriter(taking: &bytes)
    write(result, to: &writer)
    writer.newline()
    writer.finish(into: &bytes)
  }

  /// Writes the object.
  package static func write(_ result: ExchangeResult, to writer: inout JSONWriter) {
    let verdict = result.verdict
    writer.beginObject()
    writer.field("exchange", result.index)
    writer.field("id", result.id)
    writer.field("operation", verdict.operation)
    writer.field("verdict", verdict.outcome.rawValue)
    writer.key("violations")
    writer.beginArray()
    // A loop over the array itself copies each of them.
    let violations = verdict.violations.span
    for index in violations.indices { ViolationRecord.write(violations[index], to: &writer) }
    writer.endArray()
    if verdict.omittedViolations > 0 {
      writer.field("omittedViolations", verdict.omittedViolations)
    }
    if let refusal = verdict.refusal {
      writer.key("refusal")
      writer.beginObject()
      writer.field("status", refusal.status)
      writer.field("type", refusal.type)
      writer.endObject()
    }
    writer.endObject()
  }
}

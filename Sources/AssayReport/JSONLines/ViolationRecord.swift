package import AssayJSON
package import AssayModel

/// The JSON object of a violation: the fields of ``Violation`` in their order, `offset` and `source`
/// being `null` where there is none.
package enum ViolationRecord {
  /// Writes the object.
  package static func write(_ violation: Violation, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("part", violation.part.rawValue)
    writer.field("pointer", violation.pointer)
    writer.field("constraint", violation.constraint.rawValue)
    writer.field("severity", violation.severity.rawValue)
    writer.field("expected", violation.expected)
    writer.field("actual", violation.actual)
    writer.field("offset", violation.offset)
    SourceRecord.writeField(violation.source, to: &writer)
    writer.field("message", violation.message)
    writer.endObject()
  }
}

/// The JSON object of a place in a file.
package enum SourceRecord {
  /// Writes the member `source`: `{"file", "line", "column"}`, or `null` where there is no place.
  package static func writeField(_ location: SourceLocation?, to writer: inout JSONWriter) {
    writer.key("source")
    guard let location else { return writer.null() }
    writer.beginObject()
    writer.field("file", location.file)
    writer.field("line", location.line)
    writer.field("column", location.column)
    writer.endObject()
  }
}

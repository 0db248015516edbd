import AssayGenerate
import AssayJSON
import AssayModel
import AssayReport
import AssayTraffic

/// The JSON objects of cases and walks. `Cases.md` in the documentation says what they hold.
enum CaseRecord {
  /// Writes a case.
  static func write(_ item: Case, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("id", item.id)
    writer.field("operation", item.operation)
    writer.field("direction", item.direction.rawValue)
    writer.key("request")
    if let request = item.request { write(request, to: &writer) } else { writer.null() }
    writer.key("response")
    if let response = item.response { write(response, to: &writer) } else { writer.null() }
    writer.key("about")
    write(item.subject, to: &writer)
    writer.key("expectation")
    write(item.expectation, to: &writer)
    writer.key("notes")
    writer.beginArray()
    for note in item.notes { writer.value(note.rawValue) }
    writer.endArray()
    if let choices = item.choices { writer.field("choices", choices.description) }
    writer.endObject()
  }

  // MARK: - Messages

  static func write(_ request: Case.Request, to writer: inout JSONWriter) {
    writer.beginObject()
    write(request.method, "method", to: &writer)
    write(request.target, "target", to: &writer)
    if !request.hostPrefix.isEmpty { writer.field("hostPrefix", request.hostPrefix) }
    write(request.headers, to: &writer)
    if let body = request.body { write(body, "body", to: &writer) }
    writer.endObject()
  }

  static func write(_ response: Case.Response, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("status", response.status)
    write(response.headers, to: &writer)
    if let body = response.body { write(body, "body", to: &writer) }
    writer.endObject()
  }

  private static func write(_ headers: [Case.Field], to writer: inout JSONWriter) {
    writer.key("headers")
    writer.beginArray()
    for field in headers {
      writer.beginObject()
      write(field.name, "name", to: &writer)
      write(field.value, "value", to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  /// Bytes as text under `name`, or, where they are no UTF-8, in base64 under `nameBase64`.
  private static func write(_ bytes: [UInt8], _ name: String, to writer: inout JSONWriter) {
    if bytes.allSatisfy({ $0 < 0x80 }) || String(validating: bytes, as: UTF8.self) != nil {
      writer.key(named: name)
      writer.value(utf8: bytes)
    } else {
      var text: [UInt8] = []
      Base64.encode(bytes, into: &text)
      writer.key(named: name + "Base64")
      writer.value(utf8: text)
    }
  }

  // MARK: - What it is about

  static func write(_ subject: Case.Subject, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("part", subject.part.rawValue)
    writer.field("pointer", subject.pointer)
    writer.field("path", subject.path)
    writer.field("constraint", subject.constraint?.rawValue)
    writer.field("boundary", subject.boundary)
    SourceRecord.writeField(subject.source, to: &writer)
    writer.endObject()
  }

  static func write(_ expectation: Case.Expectation, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("outcome", expectation.name)
    switch expectation {
    case .valid: break
    case .invalid(let breaches, let refusals):
      writer.key("violations")
      writer.beginArray()
      for breach in breaches {
        writer.beginObject()
        writer.field("part", breach.part.rawValue)
        writer.field("pointer", breach.pointer)
        writer.field("constraint", breach.constraint.rawValue)
        writer.endObject()
      }
      writer.endArray()
      writer.key("refusals")
      writer.beginArray()
      for refusal in refusals {
        writer.beginObject()
        writer.field("status", refusal.status)
        writer.field("type", refusal.type)
        writer.endObject()
      }
      writer.endArray()
    case .either(let reason, let policy):
      writer.field("reason", reason)
      writer.field("policy", policy)
    }
    writer.endObject()
  }

  // MARK: - Walks

  /// Writes a walk.
  static func write(_ walk: Walk, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("sequence", walk.id)
    writer.field("operation", walk.operation)
    writer.field("kind", walk.kind.rawValue)
    writer.key("steps")
    writer.beginArray()
    for step in walk.steps {
      writer.beginObject()
      writer.field("name", step.name)
      writer.field("summary", step.summary)
      writer.key("request")
      if let request = step.request { write(request, to: &writer) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
    writer.key("checks")
    writer.beginArray()
    for check in walk.checks { writer.value(check.rawValue) }
    writer.endArray()
    SourceRecord.writeField(walk.source, to: &writer)
    writer.endObject()
  }
}

import AssayGenerate
import AssayJSON
import AssayModel
import AssayReport

/// What was written, counted.
struct CaseSummary {
  var operations = 0
  var cases = 0
  var outcomes: [String: Int] = [:]
  var directions: [String: Int] = [:]
  var sequences = 0
  var omissions: [CaseSet.Omission] = []

  mutating func count(_ item: Case) {
    cases += 1
    outcomes[item.expectation.name, default: 0] += 1
    directions[item.direction.rawValue, default: 0] += 1
  }

  /// `{"operations", "cases", "valid", "invalid", "either", "request", "response", "sequences",
  /// "omissions": [{"place", "reason", "source"}]}`.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("operations", operations)
    writer.field("cases", cases)
    for outcome in ["valid", "invalid", "either"] {
      writer.field(named: outcome, outcomes[outcome] ?? 0)
    }
    for direction in Case.Direction.allCases {
      writer.field(named: direction.rawValue, directions[direction.rawValue] ?? 0)
    }
    writer.field("sequences", sequences)
    writer.key("omissions")
    writer.beginArray()
    for omission in omissions {
      writer.beginObject()
      writer.field("place", omission.place)
      writer.field("reason", omission.reason)
      SourceRecord.writeField(omission.source, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  /// What was left out, a line for each reason: places that have one in common are counted.
  var omissionLines: [String] {
    var order: [String] = []
    var places: [String: [String]] = [:]
    for omission in omissions {
      if places[omission.reason] == nil { order.append(omission.reason) }
      places[omission.reason, default: []].append(omission.place)
    }
    return order.map { reason in
      let all = places[reason] ?? []
      var text = all.prefix(3).joined(separator: ", ")
      if all.count > 3 { text += " and \(Wording.grouped(all.count - 3)) more" }
      return Wording.visible("\(text): \(reason)")
    }
  }

  /// One line for a person.
  var line: String {
    let counts = ["valid", "invalid", "either"].compactMap { name in
      outcomes[name].map { "\(Wording.grouped($0)) \(name)" }
    }
    var text = Wording.counted(cases, "case")
    if !counts.isEmpty { text += ": " + counts.joined(separator: ", ") }
    if sequences > 0 { text += "; " + Wording.counted(sequences, "sequence") }
    if !omissions.isEmpty { text += "; \(Wording.grouped(omissions.count)) not generated" }
    return text
  }
}

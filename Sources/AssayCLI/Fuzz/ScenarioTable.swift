import AssayHTTP
import AssayJSON
import AssayModel
import AssayReport

/// The list of scenarios in each format.
enum ScenarioTable {
  static func bytes(_ scenarios: [Scenario], _ format: FuzzFormat) -> [UInt8] {
    switch format {
    case .text: return text(scenarios)
    case .ndjson:
      var bytes: [UInt8] = []
      for scenario in scenarios {
        var writer = JSONWriter(taking: &bytes)
        write(scenario, to: &writer)
        writer.finish(into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
      }
      return bytes
    case .json, .junit:
      var writer = JSONWriter(layout: .indented)
      writer.beginObject()
      writer.key("scenarios")
      writer.beginArray()
      for scenario in scenarios { write(scenario, to: &writer) }
      writer.endArray()
      writer.endObject()
      return writer.bytes + Array("\n".utf8)
    }
  }

  /// A scenario's own members.
  static func members(_ scenario: Scenario, to writer: inout JSONWriter) {
    writer.field("scenario", scenario.id)
    writer.field("operation", scenario.operation)
    writer.field("class", scenario.category.rawValue)
    writer.field("expectation", scenario.expectation.rawValue)
    writer.field("title", scenario.title)
    if let source = scenario.source {
      writer.key("source")
      writer.beginObject()
      writer.field("file", source.file)
      writer.field("line", source.line)
      writer.field("column", source.column)
      writer.endObject()
    }
  }

  private static func write(_ scenario: Scenario, to writer: inout JSONWriter) {
    writer.beginObject()
    members(scenario, to: &writer)
    writer.endObject()
  }

  private static func text(_ scenarios: [Scenario]) -> [UInt8] {
    var text = ""
    for scenario in scenarios {
      let word = scenario.expectation.rawValue
      text += word + String(repeating: " ", count: max(1, 9 - word.utf8.count))
      text += "\(scenario.id)  \(scenario.title)\n"
    }
    text += Wording.counted(scenarios.count, "scenario") + "\n"
    return Array(text.utf8)
  }
}

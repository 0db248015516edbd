import AssayEngine
import AssayGenerate
import AssayJSON
import AssayModel
import AssayReport

/// How good cases are, as a table and as JSON. The changed contracts are judged by the engine, which
/// the cases know nothing of.
struct AdequacyReport {
  private(set) var report = Adequacy.Report()
  private let isQuiet: Bool

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Measures the cases of an operation.
  mutating func add(_ generator: CaseGenerator) {
    report.add(
      Adequacy(generator).run { contract in
        let plan = Plan(contract)
        let scratch = Scratch(for: plan)
        return { plan.check($0, scratch: scratch) }
      })
  }

  /// Changes that make no difference are no test of cases: they are counted apart, and listed.
  private func equivalent(_ kind: Mutation.Kind) -> Int {
    report.survivors.count { $0.kind == kind && $0.isEquivalent }
  }

  // MARK: - Text

  func text(_ colour: Colour) -> String {
    var rows: [[String]] = [["change", "killed", "of", "no difference"]]
    for kind in Mutation.Kind.allCases {
      guard let score = report.scores[kind] else { continue }
      let same = equivalent(kind)
      rows.append([
        kind.rawValue, Wording.grouped(score.killed), Wording.grouped(score.total - same),
        same == 0 ? "" : Wording.grouped(same),
      ])
    }
    let total = report.total
    let same = report.survivors.count(where: \.isEquivalent)
    rows.append([
      "all", Wording.grouped(total.killed), Wording.grouped(total.total - same),
      same == 0 ? "" : Wording.grouped(same),
    ])
    var text = ""
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for (index, row) in rows.enumerated() {
      var line = row[0] + String(repeating: " ", count: widths[0] - row[0].count)
      for column in 1..<row.count {
        line +=
          "  " + String(repeating: " ", count: widths[column] - row[column].count) + row[column]
      }
      while line.last == " " { line.removeLast() }
      text += (index == 0 ? colour.paint(line, .bold) : line) + "\n"
    }
    if !report.survivors.isEmpty, !isQuiet {
      text += "\n" + colour.paint("survivors", .bold) + "\n"
      for survivor in report.survivors {
        let place = survivor.source.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        text +=
          Wording.visible(
            "  \(place)\(survivor.operation): \(survivor.kind.rawValue): \(survivor.place): "
              + "\(survivor.detail): \(survivor.reason)") + "\n"
      }
    }
    for id in report.misjudged { text += "error: judged otherwise than expected: \(id)\n" }
    let whole = total.total - same
    text += "\n\(Wording.grouped(total.killed)) of \(Wording.grouped(whole)) changes shown"
    text += " (\(Self.percent(total.killed, whole)))"
    if same > 0 { text += "; \(Wording.grouped(same)) more make no difference that could be shown" }
    return text + "\n"
  }

  /// One decimal, rounded down, so that only all is 100.
  private static func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "100.0 %" }
    let tenths = part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }

  // MARK: - JSON

  var json: [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    let total = report.total
    writer.field("killed", total.killed)
    let same = report.survivors.count(where: \.isEquivalent)
    writer.field("total", total.total - same)
    writer.field("equivalent", same)
    writer.key("kinds")
    writer.beginArray()
    for kind in Mutation.Kind.allCases {
      guard let score = report.scores[kind] else { continue }
      writer.beginObject()
      writer.field("kind", kind.rawValue)
      writer.field("killed", score.killed)
      writer.field("total", score.total - equivalent(kind))
      writer.field("equivalent", equivalent(kind))
      writer.endObject()
    }
    writer.endArray()
    writer.key("survivors")
    writer.beginArray()
    for survivor in report.survivors {
      writer.beginObject()
      writer.field("operation", survivor.operation)
      writer.field("kind", survivor.kind.rawValue)
      writer.field("place", survivor.place)
      writer.field("detail", survivor.detail)
      writer.field("reason", survivor.reason)
      writer.field("equivalent", survivor.isEquivalent)
      SourceRecord.writeField(survivor.source, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.key("misjudged")
    writer.beginArray()
    for id in report.misjudged { writer.value(id) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }
}

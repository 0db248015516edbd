import AssayJSON
import AssayModel
import AssayReport
import AssaySpec

/// A contract in numbers, and its operations.
struct ContractListing {
  private let contract: Contract
  private let statistics: ContractStatistics

  init(_ contract: Contract) {
    self.contract = contract
    statistics = ContractStatistics(contract)
  }

  /// The document of `assay show --format json`.
  var json: [UInt8] {
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.field("service", contract.service)
    writer.field("protocol", contract.wireProtocol.rawValue)
    writer.field("operations", statistics.operations)
    writer.field("shapes", statistics.shapes)
    writer.field("members", statistics.members)
    writer.field("errors", statistics.errors)
    writer.key("constraints")
    writer.beginObject()
    for (name, count) in constraints { writer.field(named: name, count) }
    writer.endObject()
    writer.key("patterns")
    writer.beginObject()
    for (name, count) in patterns { writer.field(named: name, count) }
    writer.endObject()
    writer.key("list")
    writer.beginArray()
    for operation in contract.operations { write(operation, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.newline()
    return writer.bytes
  }

  /// The same for people.
  func text(_ colour: Colour) -> String {
    var text = colour.paint(contract.service, .bold) + ", \(contract.wireProtocol.rawValue): "
    let totals = [
      (statistics.operations, "operation"), (statistics.shapes, "shape"),
      (statistics.members, "member"), (statistics.errors, "error"),
    ]
    text += totals.map { Wording.counted($0.0, $0.1) }.joined(separator: ", ") + "\n"
    text += "constraints: " + Self.counts(constraints) + "\n"
    text += "patterns: " + Self.counts(patterns) + "\n"
    for operation in contract.operations {
      text += "\n" + colour.paint(operation.name, .bold)
      if let http = operation.http { text += "  \(http.method) \(http.uri.source)" }
      text += "\n  input \(Wording.counted(memberCount(operation.input), "member"))"
      text += ", output \(Wording.counted(memberCount(operation.output), "member"))\n"
      if !operation.errors.isEmpty {
        text += "  errors: " + operation.errors.map(\.name).joined(separator: ", ") + "\n"
      }
    }
    return text
  }

  private var constraints: [(String, Int)] {
    [
      ("required", statistics.required), ("length", statistics.length),
      ("range", statistics.range), ("pattern", statistics.pattern),
      ("enum", statistics.enumeration), ("uniqueItems", statistics.uniqueItems),
    ]
  }

  private var patterns: [(String, Int)] {
    [
      ("compiled", statistics.compiledPatterns), ("translated", statistics.translatedPatterns),
      ("unsupported", statistics.unsupportedPatterns),
    ]
  }

  private static func counts(_ pairs: [(String, Int)]) -> String {
    pairs.map { "\(Wording.grouped($0.1)) \($0.0)" }.joined(separator: ", ")
  }

  private func memberCount(_ shape: ShapeID?) -> Int {
    shape.map { contract[contract.base(of: $0)].members.count } ?? 0
  }

  private func write(_ operation: Operation, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("name", operation.name)
    writer.field("method", operation.http?.method)
    writer.field("uri", operation.http?.uri.source)
    writer.field("input", memberCount(operation.input))
    writer.field("output", memberCount(operation.output))
    writer.key("errors")
    writer.beginArray()
    for error in operation.errors { writer.value(error.name) }
    writer.endArray()
    writer.endObject()
  }
}

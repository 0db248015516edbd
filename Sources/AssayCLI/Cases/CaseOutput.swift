import AssayGenerate
import AssayJSON
import AssayModel
import AssayReport
import AssayTraffic

/// How cases are written.
enum CaseFormat: String, CaseIterable {
  case text, ndjson, json, har, curl
}

/// Writes cases one by one in a format.
struct CaseOutput {
  private let format: CaseFormat
  private let sink: any ByteSink
  private let colour: Colour
  private let isQuiet: Bool
  private var buffer: [UInt8] = []
  private var har = HARWriter(.document, creator: ("Assay", Version.number))
  private var count = 0
  private var operation = ""
  private var walks: [Walk] = []

  init(_ format: CaseFormat, to sink: any ByteSink, colour: Colour, isQuiet: Bool) {
    self.format = format
    self.sink = sink
    self.colour = colour
    self.isQuiet = isQuiet
  }

  mutating func begin() throws {
    switch format {
    case .json: buffer += Array("{\n  \"cases\": [".utf8)
    case .har: buffer += har.head
    case .curl:
      buffer += Array(
        """
        #!/bin/sh
        # Requests of conformance cases; URL is the server they are for.
        URL="${URL:-http://localhost:8080}"

        """.utf8)
    case .text, .ndjson: break
    }
    try flush(atLeast: 0)
  }

  mutating func write(_ item: Case) throws {
    switch format {
    case .ndjson:
      var writer = JSONWriter(taking: &buffer)
      CaseRecord.write(item, to: &writer)
      writer.newline()
      writer.finish(into: &buffer)
    case .json:
      buffer += Array((count == 0 ? "\n" : ",\n").utf8)
      var writer = JSONWriter(taking: &buffer)
      CaseRecord.write(item, to: &writer)
      writer.finish(into: &buffer)
    case .har:
      har.append(Self.archived(item), to: &buffer)
    case .curl:
      guard item.direction == .request, let request = item.request else { return }
      let line = CurlCommand(request, to: .variable("URL"))
      buffer += Array("\n# \(item.id): \(Self.expected(item.expectation))\n".utf8)
      buffer += line.text + [0x0A]
    case .text: writeRow(item)
    }
    count += 1
    try flush(atLeast: 1 << 16)
  }

  mutating func write(_ walk: Walk) throws {
    switch format {
    case .ndjson:
      var writer = JSONWriter(taking: &buffer)
      CaseRecord.write(walk, to: &writer)
      writer.newline()
      writer.finish(into: &buffer)
    case .json: walks.append(walk)
    case .text:
      beginOperation(walk.operation)
      let name = walk.id.dropFirst(walk.operation.count + 1)
      let steps = Wording.counted(walk.steps.count, "round")
      buffer += Array(
        "  \(colour.paint("sequence", .bold)) \(name)  \(steps), \(walk.checks.count) checks\n".utf8
      )
    case .har, .curl: break
    }
    try flush(atLeast: 1 << 16)
  }

  mutating func finish(_ summary: CaseSummary) throws {
    switch format {
    case .ndjson:
      var writer = JSONWriter(taking: &buffer)
      writer.beginObject()
      writer.key("summary")
      summary.write(to: &writer)
      writer.endObject()
      writer.newline()
      writer.finish(into: &buffer)
    case .json:
      buffer += Array((count == 0 ? "]" : "\n  ]").utf8) + Array(",\n  \"sequences\": [".utf8)
      for (index, walk) in walks.enumerated() {
        buffer += Array((index == 0 ? "\n" : ",\n").utf8)
        var writer = JSONWriter(taking: &buffer)
        CaseRecord.write(walk, to: &writer)
        writer.finish(into: &buffer)
      }
      buffer += Array((walks.isEmpty ? "]" : "\n  ]").utf8) + Array(",\n  \"summary\": ".utf8)
      var writer = JSONWriter(taking: &buffer)
      summary.write(to: &writer)
      writer.finish(into: &buffer)
      buffer += Array("\n}\n".utf8)
    case .har: buffer += har.foot
    case .curl: break
    case .text:
      if !summary.omissions.isEmpty, !isQuiet {
        buffer += Array("\(count == 0 ? "" : "\n")\(colour.paint("not generated", .bold))\n".utf8)
        for line in summary.omissionLines { buffer += Array("  \(line)\n".utf8) }
      }
      if !isQuiet { buffer += Array("\(count == 0 ? "" : "\n")\(summary.line)\n".utf8) }
    }
    try flush(atLeast: 0)
    try sink.flush()
  }

  private mutating func flush(atLeast size: Int) throws {
    guard buffer.count > size else { return }
    try sink.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: - Text

  private mutating func beginOperation(_ name: String) {
    guard !name.utf8.elementsEqual(operation.utf8) else { return }
    if !operation.isEmpty { buffer.append(0x0A) }
    operation = name
    buffer += Array((colour.paint(name, .bold) + "\n").utf8)
  }

  private mutating func writeRow(_ item: Case) {
    beginOperation(item.operation)
    let name = item.id.dropFirst(item.operation.count + 1)
    let outcome = item.expectation.name
    let padding = String(repeating: " ", count: 8 - outcome.utf8.count)
    var row = "  \(outcome)\(padding) \(name)"
    switch item.expectation {
    case .valid: break
    case .invalid(_, let refusals):
      if let first = refusals.first { row += "  \(Self.worded(first))" }
    case .either(let reason, _): row += "  \(reason)"
    }
    buffer += Array((Wording.visible(row) + "\n").utf8)
  }

  private static func worded(_ refusal: Verdict.Refusal) -> String {
    refusal.type.isEmpty ? "\(refusal.status)" : "\(refusal.status) \(refusal.type)"
  }

  private static func expected(_ expectation: Case.Expectation) -> String {
    switch expectation {
    case .valid: "valid"
    case .invalid(_, let refusals):
      refusals.first.map { "invalid, refused with \(worded($0))" } ?? "invalid"
    case .either(let reason, _): "either: \(reason)"
    }
  }

  // MARK: - Archives

  /// The case as an exchange of an archive, whose URLs are whole ones.
  private static func archived(_ item: Case) -> Exchange {
    var exchange = item.exchange
    if let request = item.request {
      let target = exchange.append(Array("http://localhost".utf8) + request.target)
      exchange.request?.target = target
      // The reader tells by the URL whose request it is, as it would in traffic.
    }
    return exchange
  }
}

import AssayModel
import AssaySpec

/// A small model, written as a test reads best: the service around some shapes.
struct SmithyModelText {
  /// The JSON text.
  var text: String

  /// A model of a service `test#Weather` with one operation, `test#Get`, and further shapes.
  ///
  /// Of what it takes:
  ///   - protocols: Traits of the service, without braces.
  ///   - get: Properties and traits of the operation, without braces.
  ///   - shapes: Further shapes, without braces.
  init(
    version: String = "2.0", protocols: String = #""aws.protocols#restJson1": {}"#,
    service: String = "",
    get: String = #""input": {"target": "test#GetInput"}"#,
    http: String = #"{"method": "POST", "uri": "/get", "code": 200}"#,
    _ shapes: String
  ) {
    text = """
      {
        "smithy": "\(version)",
        "shapes": {
          "test#Weather": {
            "type": "service",
            "version": "1",
            "operations": [{"target": "test#Get"}]\(service.isEmpty ? "" : ",")
            \(service)
            \(protocols.isEmpty ? "" : ", \"traits\": {\(protocols)}")
          },
          "test#Get": {
            "type": "operation",
            \(get),
            "traits": {"smithy.api#http": \(http)}
          },
          \(shapes)
        }
      }
      """
  }

  /// A model of which every part is given.
  init(text: String) { self.text = text }

  /// What loading the model comes to.
  func load(service: String? = nil) -> LoadResult {
    SpecLoader.load(
      paths: ["weather.json"],
      files: .memory([SourceFile(path: "weather.json", bytes: Array(text.utf8))]),
      service: service)
  }

  /// The contract as it is read, before small shapes are written inline.
  func contract() throws -> Contract {
    var sink = DiagnosticSink()
    var report = ImportReport()
    let contract = read(&sink, &report)
    guard let contract, !sink.hasErrors else {
      throw Unreadable(messages: sink.diagnostics.map(\.message))
    }
    return contract
  }

  /// What the import reports.
  func report() -> ImportReport {
    var sink = DiagnosticSink()
    var report = ImportReport()
    _ = read(&sink, &report)
    return report
  }

  private func read(_ sink: inout DiagnosticSink, _ report: inout ImportReport) -> Contract? {
    let source = SourceFile(path: "weather.json", bytes: Array(text.utf8))
    guard let document = DocumentReader.read(source, file: 0, diagnostics: &sink) else {
      return nil
    }
    return SmithyReader.read([document], sink: &sink, report: &report)
  }

  /// What was wrong with a model that should be right.
  struct Unreadable: Error, CustomStringConvertible {
    var messages: [String]
    var description: String { messages.joined(separator: "\n") }
  }
}

extension Contract {
  /// A shape by its name.
  func shape(_ name: String) throws -> Shape {
    guard let shape = shapes.first(where: { $0.name == name }) else {
      throw SmithyModelText.Unreadable(messages: ["no shape \(name) in \(shapes.map(\.name))"])
    }
    return shape
  }

  /// A member by the names of its structure and itself.
  func member(_ shape: String, _ name: String) throws -> Member {
    guard let member = try self.shape(shape).members.first(where: { $0.name == name }) else {
      throw SmithyModelText.Unreadable(messages: ["no member \(shape)$\(name)"])
    }
    return member
  }
}

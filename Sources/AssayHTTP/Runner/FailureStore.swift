internal import AssayGenerate
internal import AssayJSON
internal import Foundation

/// A failure of a former run.
struct KeptFailure: Sendable {
  var id: String
  var operation: String
  /// What a random case was made of.
  var choices: ChoiceSequence?
  var path: String
}

/// Keeps failures from run to run: a folder with a file for each.
///
/// A file names the case, and has the request, the answer and the command that sends it for people.
struct FailureStore: Sendable {
  private let folder: String

  init(_ folder: String) { self.folder = folder }

  /// What is kept, by name. What is no such file is left alone.
  func load() -> [KeptFailure] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().prefix(10_000).compactMap { name in
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path), data.count < 64 << 20,
        let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
        object["assay"] as? Int == 1, let id = object["case"] as? String,
        let operation = object["operation"] as? String
      else { return nil }
      let choices = (object["choices"] as? String).flatMap { ChoiceSequence($0) }
      return KeptFailure(id: id, operation: operation, choices: choices, path: path)
    }
  }

  /// Keeps a failure and returns its file; `nil` where it cannot be written.
  func keep(_ group: FailureGroup, command: String) -> String? {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      let path = "\(folder)/\(Self.name(group.item.id)).json"
      try Data(Self.text(group, command: command)).write(
        to: URL(fileURLWithPath: path), options: .atomic)
      return path
    } catch {
      return nil
    }
  }

  /// Forgets a failure.
  func remove(_ failure: KeptFailure) {
    try? FileManager.default.removeItem(atPath: failure.path)
  }

  /// A name for a file that says which case it is.
  static func name(_ id: String) -> String {
    var hash: UInt32 = 0x811C_9DC5
    var text: [UInt8] = []
    for byte in id.utf8 {
      hash = (hash ^ UInt32(byte)) &* 0x0100_0193
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: text.append(byte)
      default: text.append(UInt8(ascii: "_"))
      }
    }
    return "\(ASCII.string(text.prefix(120)))-\(String(hash, radix: 16))"
  }

  private static func text(_ group: FailureGroup, command: String) -> [UInt8] {
    let item = group.item
    var writer = JSONWriter(layout: .indented)
    writer.beginObject()
    writer.field("assay", 1)
    writer.field("case", item.id)
    writer.field("operation", item.operation)
    if item.id.contains("/random/"), let choices = item.choices {
      writer.field("choices", choices.description)
    }
    writer.field("kind", group.judgement.kind?.rawValue ?? "")
    writer.field("message", group.judgement.reason)
    writer.field("expected", group.judgement.expected)
    writer.field("actual", group.judgement.actual)
    if let source = item.subject.source { writer.field("source", "\(source)") }
    writer.field("command", command)
    if let answer = group.answer {
      writer.key("answer")
      writer.beginObject()
      writer.field("status", answer.response.status)
      writer.key("headers")
      writer.beginArray()
      for field in answer.response.headers {
        writer.value("\(ASCII.string(field.name)): \(ASCII.string(field.value))")
      }
      writer.endArray()
      writer.field("body", ASCII.string((answer.response.body ?? []).prefix(64 << 10)))
      writer.endObject()
    }
    writer.endObject()
    writer.bytes.append(ASCII.lineFeed)
    return writer.bytes
  }
}

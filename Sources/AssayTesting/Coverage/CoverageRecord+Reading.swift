internal import AssayJSON
internal import AssayModel

extension CoverageRecord {
  /// Reads what ``json`` wrote; `nil` where it is something else.
  init?(json bytes: [UInt8]) {
    guard let value = try? JSONTree.read(bytes), case .object(let members) = value else {
      return nil
    }
    guard case .number("1")? = members["version"],
      case .array(let contracts)? = members["contracts"]
    else { return nil }
    run = members["run"]?.string
    for contract in contracts {
      guard case .object(let members) = contract, let service = members["service"]?.string,
        case .array(let files)? = members["files"], case .array(let entries)? = members["entries"]
      else { return nil }
      parts.append(
        Part(
          service: service, files: files.compactMap(\.string),
          coverage: Coverage(entries: entries.compactMap(Self.entry))))
    }
  }

  private static func entry(_ value: JSONTree) -> Coverage.Entry? {
    guard case .object(let members) = value,
      let part = members["part"]?.string.flatMap(Violation.Part.init(rawValue:)),
      let constraint = members["constraint"]?.string.flatMap(ConstraintKind.init(rawValue:)),
      let operation = members["operation"]?.string, let path = members["path"]?.string
    else { return nil }
    var source: SourceLocation?
    if case .object(let place)? = members["source"], let file = place["file"]?.string {
      source = SourceLocation(
        file: file, line: place["line"]?.integer ?? 0, column: place["column"]?.integer ?? 0)
    }
    return Coverage.Entry(
      operation: operation, part: part, path: path, constraint: constraint, source: source,
      satisfied: members["satisfied"] == .boolean(true),
      violated: members["violated"] == .boolean(true))
  }
}

/// A JSON value, for the small files that are read back here.
private enum JSONTree: Equatable {
  case null, boolean(Bool), number(String), string(String), array([JSONTree])
  case object([String: JSONTree])

  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .number(let text) = self { Int(text) } else { nil } }

  static func read(_ bytes: [UInt8]) throws(JSONError) -> JSONTree {
    // SAFETY: the reader is used inside the closure alone.
    let result = unsafe bytes.withUnsafeBufferPointer { text -> Result<JSONTree, JSONError> in
      var reader = unsafe JSONReader(text, buffer: IndexBuffer(), depthLimit: 16)
      do throws(JSONError) {
        let value = try read(&reader, bytes)
        try reader.end()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func read(
    _ reader: inout JSONReader, _ bytes: [UInt8]
  ) throws(JSONError) -> JSONTree {
    switch try reader.kind() {
    case .string:
      var text: [UInt8] = []
      try reader.string(into: &text)
      return .string(String(decoding: text, as: UTF8.self))
    case .object:
      var members: [String: JSONTree] = [:]
      var more = try reader.openObject()
      while more {
        var name: [UInt8] = []
        reader.append(try reader.name(), to: &name)
        members[String(decoding: name, as: UTF8.self)] = try read(&reader, bytes)
        more = try reader.nextMember()
      }
      return .object(members)
    case .array:
      var items: [JSONTree] = []
      var more = try reader.openArray()
      while more {
        items.append(try read(&reader, bytes))
        more = try reader.nextElement()
      }
      return .array(items)
    case .number:
      let start = reader.position
      try reader.skipValue()
      return .number(String(decoding: bytes[start..<reader.position], as: UTF8.self))
    case .bool: return .boolean(try reader.literal() == true)
    case .null:
      try reader.skipValue()
      return .null
    }
  }
}

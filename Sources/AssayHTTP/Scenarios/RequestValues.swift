import AssayGenerate
import AssayModel

/// Reads the members of an operation's input out of a request, as far as they can be read: what is
/// broken is left out, for the checker to complain about.
struct RequestValues {
  private let contract: Contract
  private let operation: Operation
  private let members: [Member]

  init(_ contract: Contract, _ operation: Operation) {
    self.contract = contract
    self.operation = operation
    members = operation.input.map { contract[contract.base(of: $0)].members } ?? []
  }

  /// The members of a request, by name.
  func members(of request: ServerRequest) -> MessageValue {
    var message = MessageValue()
    let halves = request.target.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let labels = labels(Array(halves.first ?? []))
    let query = halves.count == 2 ? parameters(halves[1]) : []
    let document = JSONValue(reading: request.body)
    for member in members {
      switch contract.wireProtocol.hasHTTPBindings ? member.location : .body {
      case .path: message[member.name] = labels[member.name].map { value($0, member) }
      case .query:
        let found = query.filter { $0.name == Array(member.nameOnWire.utf8) }.map(\.value)
        guard let first = found.first else { continue }
        if case .list = contract[contract.base(of: member.target)].kind {
          message[member.name] = .array(found.map { .string(String(decoding: $0, as: UTF8.self)) })
        } else {
          message[member.name] = value(first, member)
        }
      case .header:
        let name = member.nameOnWire.lowercased()
        let field = request.headers.first {
          String(decoding: $0.name, as: UTF8.self).lowercased() == name
        }
        message[member.name] = field.map { value($0.value, member) }
      case .body, .host:
        let key =
          contract.wireProtocol.hasHTTPBindings || member.location == .body
          ? member.nameOnWire : member.name
        if let inner = document?[key], inner != .null { message[member.name] = inner }
      case .payload: message[member.name] = document
      case .queryMap, .headerMap, .status: break
      }
    }
    return message
  }

  /// The text at a path of the input, such as the token of a page.
  static func text(_ message: MessageValue, at path: MemberPath) -> String? {
    guard case .member(let first)? = path.steps.first, var value = message[first] else {
      return nil
    }
    for step in path.steps.dropFirst() {
      guard case .member(let name) = step, let inner = value[name] else { return nil }
      value = inner
    }
    switch value {
    case .string(let text), .number(let text): return text
    case .null: return nil
    default: return String(decoding: value.json, as: UTF8.self)
    }
  }

  private func value(_ bytes: [UInt8], _ member: Member) -> JSONValue {
    let text = String(decoding: bytes, as: UTF8.self)
    switch contract[contract.base(of: member.target)].kind {
    case .simple(let type) where type.isNumeric: return .number(text)
    case .simple(.boolean): return .boolean(text == "true")
    case .intEnumeration: return .number(text)
    default: return .string(text)
    }
  }

  // MARK: - Targets

  private func labels(_ path: [UInt8]) -> [String: [UInt8]] {
    guard let template = operation.http?.uri else { return [:] }
    let pieces = path.split(separator: UInt8(ascii: "/"))
    // A base path in front of the template's is the caller's business.
    var index = max(0, pieces.count - template.segments.count)
    if template.segments.contains(where: Self.isGreedy) { index = 0 }
    var found: [String: [UInt8]] = [:]
    for (place, segment) in template.segments.enumerated() where index < pieces.count {
      switch segment {
      case .literal: index += 1
      case .label(let name):
        found[name] = Self.decoded(pieces[index], plusIsSpace: false)
        index += 1
      case .greedyLabel(let name):
        let end = max(index, pieces.count - (template.segments.count - place - 1))
        let rest = Array(pieces[index..<end].joined(separator: [UInt8(ascii: "/")]))
        found[name] = Self.decoded(rest, plusIsSpace: false)
        index = end
      }
    }
    return found
  }

  private static func isGreedy(_ segment: URITemplate.Segment) -> Bool {
    if case .greedyLabel = segment { true } else { false }
  }

  private func parameters(_ query: ArraySlice<UInt8>) -> [(name: [UInt8], value: [UInt8])] {
    query.split(separator: UInt8(ascii: "&")).map { pair in
      let halves = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return (
        Self.decoded(halves[0], plusIsSpace: true),
        halves.count == 2 ? Self.decoded(halves[1], plusIsSpace: true) : []
      )
    }
  }

  /// Undoes percent-encoding; what is no escape stays.
  static func decoded(_ text: some Sequence<UInt8>, plusIsSpace: Bool) -> [UInt8] {
    let bytes = Array(text)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
        continue
      }
      out.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      index += 1
    }
    return out
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

internal import AssayModel

extension MessageWriter {
  /// Fills in method, path, query and header.
  func bind(
    _ value: MessageValue, _ http: HTTPBinding, _ layout: MessageLayout, _ wire: inout WireRequest
  ) {
    wire.method = Array(http.method.utf8)
    let labels = layout.places(at: .path)
    wire.segments = http.uri.segments.map { segment in
      switch segment {
      case .literal(let text): return .init(text: Percent.encode(text.utf8, keeping: Self.inPath))
      case .label(let name): return label(name, value, labels, keeping: [])
      case .greedyLabel(let name):
        return label(name, value, labels, keeping: [UInt8(ascii: "/")])
      }
    }
    for literal in http.uri.query {
      wire.query.append(
        .init(
          name: Percent.encode(literal.name.utf8),
          value: literal.value.map { Percent.encode($0.utf8) }))
    }
    for place in layout.places(at: .query) {
      for text in texts(value[place.member.name]) {
        wire.query.append(
          .init(
            name: Percent.encode(place.wire.utf8), value: encoded(text), member: place.member.name))
      }
    }
    for place in layout.places(at: .queryMap) {
      guard case .object(let entries)? = value[place.member.name] else { continue }
      for entry in entries {
        for text in texts(entry.value) {
          wire.query.append(
            .init(
              name: Percent.encode(entry.key.utf8), value: encoded(text), member: place.member.name)
          )
        }
      }
    }
    wire.headers += headers(value, layout)
  }

  /// Characters that a literal of a path may hold as they are, besides the unreserved ones.
  private static let inPath = Set(":@!$&'()*+,;=".utf8)

  private func label(
    _ name: String, _ value: MessageValue, _ labels: [MessageLayout.Place], keeping: Set<UInt8>
  ) -> WireRequest.Segment {
    // A label is named by its member; where the wire name differs, by that.
    let place =
      labels.first { $0.member.name.isExactly(name) } ?? labels.first { $0.wire.isExactly(name) }
    let member = place?.member.name ?? name
    switch value[member] {
    case .raw(let bytes)?: return .init(text: bytes, member: member)
    case let inner?:
      return .init(text: Percent.encode(inner.parameterText, keeping: keeping), member: member)
    case nil: return .init(text: [], member: member)
    }
  }

  private func encoded(_ text: JSONValue) -> [UInt8] {
    if case .raw(let bytes) = text { return bytes }
    return Percent.encode(text.parameterText)
  }

  /// The values of a parameter: the items of a list, or the one value.
  private func texts(_ value: JSONValue?) -> [JSONValue] {
    switch value {
    case nil, .null?: []
    case .array(let items)?: items.filter { $0 != .null }
    case let value?: [value]
    }
  }

  // MARK: - Header

  /// The fields of members that travel in the header.
  func headers(_ value: MessageValue, _ layout: MessageLayout) -> [WireRequest.Header] {
    var fields: [WireRequest.Header] = []
    for place in layout.places(at: .header) {
      guard let inner = value[place.member.name], inner != .null else { continue }
      fields.append(
        .init(
          field: Case.Field(
            name: Array(place.wire.utf8), value: fieldValue(inner, place.node)),
          member: place.member.name))
    }
    for place in layout.places(at: .headerMap) {
      guard case .object(let entries)? = value[place.member.name] else { continue }
      for entry in entries where entry.value != .null {
        fields.append(
          .init(
            field: Case.Field(
              name: Array((place.wire + entry.key).utf8), value: entry.value.parameterText),
            member: place.member.name))
      }
    }
    return fields
  }

  private func fieldValue(_ value: JSONValue, _ node: Int) -> [UInt8] {
    switch (value, blueprint[node].kind) {
    case (.array(let items), .list(let element, _)):
      let texts = items.map { item in
        let text = item.parameterText
        if case .string = blueprint[element].kind { return Self.quoted(text) }
        return text
      }
      return Array(texts.joined(separator: Array(", ".utf8)))
    case (.string(let text), .string) where blueprint[node].mediaType != nil:
      return Array(Base64Text.encode(text.utf8).utf8)
    default: return value.parameterText
    }
  }

  /// An item of a list, in quotes where it could not stand as it is.
  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    let isPlain =
      !text.isEmpty && text.first != 0x20 && text.last != 0x20
      && !text.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    if isPlain { return text }
    var out: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { out.append(UInt8(ascii: "\\")) }
      out.append(byte)
    }
    return out + [UInt8(ascii: "\"")]
  }
}

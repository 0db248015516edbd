internal import AssayModel

extension BotocoreModel {
  /// The members of a structure or union, with what the structure says about them.
  mutating func members(_ definition: Mapping, at owner: Mapping.Entry) -> [Member] {
    guard let stated = definition.entry("members") else {
      sink.error(
        "botocore.members", "the structure \(quoted(owner.key)) has no `members`",
        at: owner.keyOrigin)
      return []
    }
    guard let entries = mapping(stated)?.entries else { return [] }
    var members: [Member] = []
    members.reserveCapacity(entries.count)
    for entry in entries {
      guard let definition = entry.value.mapping else {
        let _: Bool? = wrongKind(entry, expected: "a mapping")
        continue
      }
      if entry.key.isEmpty {
        sink.error("botocore.members", "a member needs a name", at: entry.keyOrigin)
      }
      members.append(member(entry.key, definition, at: entry.keyOrigin))
    }
    if let required = definition.entry("required") { markRequired(required, in: &members) }
    if let payload = definition.entry("payload") { markPayload(payload, in: &members) }
    return members
  }

  /// The element of a list, or the key or value of a map.
  mutating func element(
    _ definition: Mapping, _ role: String, at owner: Mapping.Entry
  ) -> Member {
    guard let stated = definition.entry(role), let mapping = mapping(stated) else {
      if definition.entry(role) == nil {
        sink.error(
          "botocore.element", "\(quoted(owner.key)) has no `\(role)`", at: owner.keyOrigin)
      }
      return Member(name: role, target: SimpleType.document.shapeID, origin: owner.keyOrigin)
    }
    return member(role, mapping, at: stated.keyOrigin)
  }

  private mutating func member(_ name: String, _ definition: Mapping, at origin: Origin) -> Member {
    var member = Member(name: name, target: SimpleType.document.shapeID, origin: origin)
    guard let reference = definition.entry("shape") else {
      sink.error("botocore.members", "\(quoted(name)) has no `shape`", at: origin)
      return member
    }
    member.target = target(reference.value)
    let type = types[member.target.index]
    if let type, definition.entries.count > 1 {
      member.constraints = constraints(definition, of: type)
    }
    var place = Place()
    // What the shape says of where its values travel holds wherever it is used, unless the member
    // says otherwise.
    for entry in definitions[member.target.index]?.entries ?? [] {
      switch entry.key {
      case "location", "locationName", "jsonvalue", "hostLabel", "xmlAttribute", "queryName",
        "eventpayload", "eventheader":
        readBinding(entry, of: &member, &place)
      default: break
      }
    }
    for entry in definition.entries {
      switch entry.key {
      case "shape", "deprecatedMessage", "enum", "min", "max", "pattern", "timestampFormat": break
      case "documentation": member.traits.documentation = documentation(entry)
      case "idempotencyToken": member.traits.isIdempotencyToken = flag(entry)
      case "sensitive": member.traits.isSensitive = flag(entry)
      case "deprecated": member.traits.deprecated = deprecation(definition)
      case "flattened": member.traits.isFlattened = flag(entry)
      case "streaming": member.traits.isStreaming = flag(entry)
      case "requiresLength": member.traits.requiresLength = flag(entry)
      case "xmlNamespace": member.traits.xmlNamespace = namespace(entry)
      case "location", "locationName", "jsonvalue", "hostLabel", "xmlAttribute", "queryName",
        "eventpayload", "eventheader":
        readBinding(entry, of: &member, &place)
      case "box", "contextParam", "deprecatedSince", "deprecatedDate", "synthetic":
        ignore(entry, of: "a member")
      default: unknown(entry, of: "a member")
      }
    }
    if let location = place.location {
      readLocation(location, of: &member, type)
    } else if place.isHostLabel {
      member.location = .host
    }
    setWireName(place.name, of: &member)
    return member
  }

  /// Where a member travels, before it is decided.
  private struct Place {
    var location: Mapping.Entry?
    var name: String?
    var isHostLabel = false
  }

  private mutating func readBinding(
    _ entry: Mapping.Entry, of member: inout Member, _ place: inout Place
  ) {
    switch entry.key {
    case "location": place.location = entry
    case "locationName": place.name = text(entry)
    case "hostLabel": place.isHostLabel = flag(entry)
    // A string that holds JSON text; base64 in a header (Smithy `mediaType`).
    case "jsonvalue": member.traits.mediaType = flag(entry) ? "application/json" : nil
    case "xmlAttribute": member.traits.isXMLAttribute = flag(entry)
    default:
      member.traits.other.removeAll { $0.name == "x-botocore-\(entry.key)" }
      keep(entry, in: &member.traits)
    }
  }

  private mutating func readLocation(
    _ entry: Mapping.Entry, of member: inout Member, _ type: BotocoreType?
  ) {
    guard let word = text(entry) else { return }
    switch word {
    case "uri": member.location = .path
    case "querystring": member.location = type == .map ? .queryMap : .query
    case "header": member.location = .header
    case "headers": member.location = .headerMap
    case "statusCode": member.location = .status
    default:
      let known = ["uri", "querystring", "header", "headers", "statusCode"]
      sink.error(
        "botocore.location",
        "unknown location \(quoted(word)); expected one of "
          + known.map { "`\($0)`" }.joined(separator: ", "),
        at: entry.value.origin, suggestion: Suggestion.nearest(to: word, among: known))
    }
  }

  private func setWireName(_ wireName: String?, of member: inout Member) {
    switch member.location {
    // The status and the map of all parameters have no name on the wire.
    case .status, .queryMap: break
    // Without a prefix the map takes every header.
    case .headerMap:
      let prefix = wireName ?? ""
      if !prefix.isExactly(member.name) { member.wireName = prefix }
    default:
      if let wireName, !wireName.isExactly(member.name) { member.wireName = wireName }
    }
  }

  private mutating func markRequired(_ entry: Mapping.Entry, in members: inout [Member]) {
    guard let names = list(entry) else { return }
    var positions: [ExactString: Int] = [:]
    for (position, member) in members.enumerated() {
      positions[ExactString(member.name)] = position
    }
    for node in names {
      guard let name = node.string else {
        sink.error(
          "botocore.kind", "expected the name of a member, found \(node.kindName)",
          at: node.origin)
        continue
      }
      guard let position = positions[ExactString(name)] else {
        sink.error(
          "botocore.unknownMember", "`required` names \(quoted(name)), which is no member",
          at: node.origin, suggestion: Suggestion.nearest(to: name, among: members.map(\.name)))
        continue
      }
      if members[position].required == nil {
        members[position].required = Marker(origin: node.origin)
      }
    }
  }

  private mutating func markPayload(_ entry: Mapping.Entry, in members: inout [Member]) {
    guard let name = text(entry) else { return }
    guard let position = members.firstIndex(where: { $0.name.isExactly(name) }) else {
      sink.error(
        "botocore.unknownMember", "`payload` names \(quoted(name)), which is no member",
        at: entry.value.origin,
        suggestion: Suggestion.nearest(to: name, among: members.map(\.name)))
      return
    }
    guard members[position].location == .body else {
      sink.error(
        "botocore.payload",
        "\(quoted(name)) is the payload and also travels in "
          + "`\(members[position].location.rawValue)`", at: entry.value.origin,
        notes: [Diagnostic.Note(message: "the member is here", origin: members[position].origin)])
      return
    }
    members[position].location = .payload
  }
}

internal import AssayGenerate
internal import AssayModel

/// The place of a request that a violation is about: its path by the names of the contract, and the
/// constraints in force there.
struct BrokenSite {
  /// RFC 6901 pointer through members' names, as Smithy's servers write it.
  private(set) var path = ""
  /// Constraints from the member inwards.
  private(set) var constraints: [Constraints] = []
  /// Closed sets of strings from the member inwards.
  private(set) var words: [EnumConstraint] = []

  /// Finds the place. `body` tells keys of maps from their values, which share a pointer.
  init(_ violation: Violation, _ operation: Operation, _ contract: Contract, body: [UInt8]) {
    let tokens = violation.pointer.split(separator: "/", omittingEmptySubsequences: false)
      .dropFirst().map(Self.unescaped)
    guard let input = operation.input else {
      path = violation.pointer
      return
    }
    let isKey = violation.part == .requestBody && Self.isKey(at: violation.offset, in: body)
    let members = contract[contract.base(of: input)].members
    let isBody = violation.part == .requestBody
    if isBody, let payload = members.first(where: { $0.location == .payload }),
      contract.wireProtocol.hasHTTPBindings
    {
      path = "/" + payload.name
      descend(payload, tokens[...], contract, endsInKey: isKey)
    } else if let first = tokens.first,
      let member = Self.member(first, violation.part, members, contract)
    {
      path = "/" + member.name
      descend(member, tokens.dropFirst(), contract, endsInKey: isKey)
    } else {
      path = violation.pointer
    }
  }

  private static func member(
    _ wire: String, _ part: Violation.Part, _ members: [Member], _ contract: Contract
  ) -> Member? {
    let isBound = contract.wireProtocol.hasHTTPBindings
    let places: [Member.Location] =
      switch part {
      case .requestPath: [.path]
      case .requestQuery: [.query, .queryMap]
      case .requestHeader: [.header, .headerMap]
      default: [.body, .host]
      }
    let small = wire.lowercased()
    return members.first { member in
      guard isBound else { return member.keyInside.utf8.elementsEqual(wire.utf8) }
      guard places.contains(member.location) else { return false }
      return part == .requestHeader
        ? member.nameOnWire.lowercased() == small
        : member.nameOnWire.utf8.elementsEqual(wire.utf8)
          || member.name.utf8.elementsEqual(wire.utf8)
    }
  }

  private mutating func descend(
    _ member: Member, _ tokens: ArraySlice<String>, _ contract: Contract, endsInKey: Bool
  ) {
    let base = contract.base(of: member.target)
    guard let token = tokens.first else {
      // A key has no pointer of its own: it is the map that is named.
      if endsInKey, case .map(let key, _, _) = contract[base].kind {
        return collect(key, contract)
      }
      return collect(member, contract)
    }
    let rest = tokens.dropFirst()
    switch contract[base].kind {
    case .list(let element, _):
      path += "/" + token
      descend(element, rest, contract, endsInKey: endsInKey)
    case .map(_, let value, _):
      path += "/" + Self.escaped(token)
      descend(value, rest, contract, endsInKey: endsInKey)
    case .structure(let members), .union(let members):
      let inner = members.first { $0.keyInside.utf8.elementsEqual(token.utf8) }
      path += "/" + Self.escaped(inner?.name ?? token)
      guard let inner else { return }
      descend(inner, rest, contract, endsInKey: endsInKey)
    default:
      for token in tokens { path += "/" + Self.escaped(token) }
      collect(member, contract)
    }
  }

  private mutating func collect(_ member: Member, _ contract: Contract) {
    constraints = [member.constraints]
    if let allowed = member.constraints.allowed { words.append(allowed) }
    var shape = member.target
    for _ in 0..<contract.shapes.count {
      let found = contract[shape]
      constraints.append(found.constraints)
      if let allowed = found.constraints.allowed { words.append(allowed) }
      switch found.kind {
      case .enumeration(let values), .intEnumeration(let values):
        words.append(EnumConstraint(values: values, origin: found.origin))
      default: break
      }
      guard case .refined(let next) = found.kind else { return }
      shape = next
    }
  }

  /// Whether the string that begins at an offset is the name of a member: a colon follows it.
  private static func isKey(at offset: Int?, in body: [UInt8]) -> Bool {
    guard let offset, body.indices.contains(offset), body[offset] == UInt8(ascii: "\"") else {
      return false
    }
    var index = offset + 1
    while index < body.count, body[index] != UInt8(ascii: "\"") {
      index += body[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index += 1
    while index < body.count, [0x20, 0x09, 0x0A, 0x0D].contains(body[index]) { index += 1 }
    return index < body.count && body[index] == UInt8(ascii: ":")
  }

  private static func unescaped(_ token: Substring) -> String {
    guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
    var out = String.UnicodeScalarView()
    var isEscape = false
    for scalar in token.unicodeScalars {
      if isEscape {
        out.append(scalar == "1" ? "/" : "~")
        isEscape = false
      } else if scalar == "~" {
        isEscape = true
      } else {
        out.append(scalar)
      }
    }
    return String(out)
  }

  private static func escaped(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return token }
    var out = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": out += "~0"
      case "/": out += "~1"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

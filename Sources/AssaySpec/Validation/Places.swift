internal import AssayModel

extension ContractValidator {
  /// What a structure is used for; it tells where members can travel.
  enum Role: String {
    case input, output, error

    var isAnswer: Bool { self != .input }
  }

  /// The structures of operations and errors, each with what it is used for.
  func forEachParameterStructure(_ body: (ShapeID, Role) -> Void) {
    for operation in contract.operations {
      if let input = operation.input { body(graph.base(of: input), .input) }
      if let output = operation.output { body(graph.base(of: output), .output) }
    }
    for error in contract.errors { body(graph.base(of: error.shape), .error) }
  }

  /// Members that cannot travel where they are said to.
  mutating func checkPlaces() {
    var roles: [ShapeID: Set<Role>] = [:]
    forEachParameterStructure { roles[$0, default: []].insert($1) }
    for (index, shape) in contract.shapes.enumerated() {
      guard case .structure(let members) = shape.kind else { continue }
      let roles = roles[ShapeID(index)] ?? []
      for member in members where member.location != .body {
        if roles.isEmpty {
          diagnostics.warning(
            "place.nested",
            "`in: \(member.location.rawValue)` has no effect here: only members of inputs, outputs "
              + "and errors travel outside of the body", at: member.origin)
        } else if !contract.wireProtocol.hasHTTPBindings, member.location != .host {
          diagnostics.warning(
            "place.ignored",
            "`in: \(member.location.rawValue)` has no effect: \(contract.wireProtocol.rawValue) "
              + "sends every member in the body", at: member.origin)
        } else {
          for role in [Role.input, .output, .error] where roles.contains(role) {
            checkPlace(of: member, role)
          }
          checkPlaceType(of: member)
        }
      }
    }
  }

  private mutating func checkPlace(of member: Member, _ role: Role) {
    switch member.location {
    case .path, .query, .queryMap, .host:
      guard role.isAnswer else { return }
      diagnostics.error(
        "place.answer",
        "an answer has no \(Self.name(of: member.location)), so a member of an "
          + "\(role.rawValue) is not `in: \(member.location.rawValue)`", at: member.origin)
    case .status:
      guard role == .input else { return }
      diagnostics.error(
        "place.request", "a request has no status, so a member of an input is not `in: status`",
        at: member.origin)
    case .header, .body, .payload, .headerMap:
      return
    }
  }

  private static func name(of location: Member.Location) -> String {
    switch location {
    case .path: "path"
    case .host: "host"
    default: "query"
    }
  }

  private mutating func checkPlaceType(of member: Member) {
    guard !isUnknown(member.target) else { return }
    func refuse(_ wanted: String) {
      diagnostics.error(
        "place.type",
        "a member `in: \(member.location.rawValue)` is \(wanted); found "
          + kindName(member.target), at: member.origin, notes: definition(of: member.target))
    }
    let target = member.target
    switch member.location {
    case .path, .host:
      if !isText(target) { refuse("a string, a number, a boolean or a timestamp") }
    case .query, .header:
      if !isTextOrList(target) {
        refuse("a string, a number, a boolean, a timestamp or a list of one of them")
      }
    case .status:
      if simpleType(target)?.isInteger != true { refuse("an integer") }
    case .queryMap, .headerMap:
      guard case .map(_, let value, _) = base(target).kind,
        isTextOrList(value.target)
      else { return refuse("a map of strings") }
    case .payload:
      switch base(target).kind {
      case .simple(.string), .simple(.blob), .simple(.document): return
      case .simple, .intEnumeration, .refined:
        refuse("a structure, a union, a list, a map, a document, a string or a blob")
      default: return
      }
    case .body:
      return
    }
  }

  /// Whether values travel as text.
  private func isText(_ id: ShapeID) -> Bool {
    switch simpleType(id) {
    case .document?, nil: false
    default: true
    }
  }

  private func isTextOrList(_ id: ShapeID) -> Bool {
    if isText(id) { return true }
    guard case .list(let element, _) = base(id).kind else { return false }
    return isText(element.target)
  }
}

internal import AssayModel

extension Mutations {
  mutating func addMember(_ place: ConstraintPlace) {
    guard let member = contract.member(at: place) else { return }
    let name = contract.name(of: place)
    addType(place, member, name)
    guard let position = place.member, case .structure = contract.shapes[place.shape].kind else {
      return
    }
    // A label is there as soon as the URL is the operation's.
    if member.location != .path, member.location != .status {
      if let required = member.required {
        add(.requiredDropped, name, "dropped", required.origin) { contract in
          contract.change(place) { $0.required = nil }
        }
      } else {
        add(.requiredAdded, name, "added", member.origin) { contract in
          contract.change(place) { $0.required = Marker() }
        }
      }
    }
    guard member.location != .path, member.location != .host else { return }
    add(
      .memberDropped, name, "dropped", member.origin, excuse: isUnconstrained(member)
    ) { contract in
      guard case .structure(var members) = contract.shapes[place.shape].kind,
        members.indices.contains(position)
      else { return }
      members.remove(at: position)
      contract.shapes[place.shape].kind = .structure(members)
    }
    if member.location != .payload, member.location != .status, member.location != .queryMap {
      let wire = member.nameOnWire + "X"
      add(
        .memberRenamed, name, "`\(member.nameOnWire)` to `\(wire)`", member.origin,
        excuse: isUnconstrained(member)
      ) { contract in
        contract.change(place) {
          $0.wireName = wire
          // Inside other protocols' bodies the name itself counts.
          if $0.location != .body, $0.location != .host, $0.location != .header,
            $0.location != .query
          {
            $0.name = wire
          }
        }
      }
    }
  }

  /// Why nothing tells whether a member is known, if nothing does: any value of it is right, and
  /// unknown members are passed over.
  private func isUnconstrained(_ member: Member) -> String? {
    guard member.required == nil, contract.policies.unknownMember != .error else { return nil }
    let base = contract[contract.base(of: member.target)]
    if case .simple(.document) = base.kind {
      return "any value of it is right, and unknown members are passed over"
    }
    if member.location == .query || member.location == .header, case .simple(.string) = base.kind,
      member.constraints.isEmpty, isFree(member.target)
    {
      return "any text of it is right, and unknown parameters are passed over"
    }
    return nil
  }

  private func isFree(_ shape: ShapeID) -> Bool {
    var current = shape
    for _ in 0...contract.shapes.count {
      guard contract[current].constraints.isEmpty else { return false }
      guard case .refined(let next) = contract[current].kind else { return true }
      current = next
    }
    return true
  }

  // MARK: - Types

  private mutating func addType(_ place: ConstraintPlace, _ member: Member, _ name: String) {
    let base = contract[contract.base(of: member.target)]
    for type in Self.others(base.kind) where fits(type, member, place) {
      add(
        .typeChanged, name, "to \(type.rawValue)", member.origin,
        excuse: excuse(from: base.kind, to: type, member)
      ) { contract in
        contract.change(place) { $0.target = type.shapeID }
      }
    }
  }

  /// Types that a value may be taken for.
  private static func others(_ kind: Shape.Kind) -> [SimpleType] {
    switch kind {
    case .simple(.string): [.integer, .boolean]
    case .simple(.boolean): [.string]
    case .simple(.byte): [.short, .string]
    case .simple(.short): [.byte, .integer, .string]
    case .simple(.integer): [.short, .long, .string, .double]
    case .simple(.long): [.integer, .bigInteger, .string]
    case .simple(.bigInteger): [.long, .string]
    case .simple(.float), .simple(.double), .simple(.bigDecimal): [.integer, .string]
    case .simple(.timestamp): [.string, .boolean]
    case .simple(.blob): [.string, .integer]
    case .simple(.document): [.string]
    case .enumeration, .intEnumeration: [.boolean]
    case .list, .map, .structure, .union: [.string, .document]
    case .refined: []
    }
  }

  /// Whether a message can be laid out with the type there.
  private func fits(_ type: SimpleType, _ member: Member, _ place: ConstraintPlace) -> Bool {
    // The members of messages that are maps of parameters, statuses and labels keep their types.
    switch member.location {
    case .queryMap, .headerMap, .status: return false
    case .path, .query, .header: return type != .document
    default: break
    }
    if case .map = contract.shapes[place.shape].kind, place.member == 0 { return false }
    return true
  }

  /// Why two types take the same texts, where they do.
  private func excuse(from kind: Shape.Kind, to type: SimpleType, _ member: Member) -> String? {
    let isText = member.location == .query || member.location == .path || member.location == .header
    if case .simple(.document) = kind { return nil }
    if isText, case .simple(.blob) = kind, type == .string { return nil }
    return nil
  }

  // MARK: - Shapes

  mutating func addShape(_ index: Int) {
    let shape = contract.shapes[index]
    let name = shape.name.isEmpty ? "(inline)" : shape.name
    switch shape.kind {
    case .enumeration(let values), .intEnumeration(let values):
      let isNumber = if case .intEnumeration = shape.kind { true } else { false }
      func put(_ values: [EnumValue]) -> @Sendable (inout Contract) -> Void {
        { $0.shapes[index].kind = isNumber ? .intEnumeration(values) : .enumeration(values) }
      }
      for position in values.indices where values.count > 1 {
        var rest = values
        let removed = rest.remove(at: position)
        add(
          .enumRemoved, name, "`\(removed.value)`",
          removed.origin.isKnown ? removed.origin : shape.origin, put(rest))
      }
      for value in Self.added(values) {
        add(.enumAdded, name, "`\(value)`", shape.origin, put(values + [EnumValue(value: value)]))
      }
      let open = isNumber ? SimpleType.integer : .string
      add(.enumDropped, name, "to \(open.rawValue)", shape.origin) {
        $0.shapes[index].kind = .simple(open)
      }
    case .list(let element, let isSparse):
      add(.sparse, name, isSparse ? "dropped" : "added", shape.origin) {
        $0.shapes[index].kind = .list(element: element, sparse: !isSparse)
      }
    case .map(let key, let value, let isSparse):
      add(.sparse, name, isSparse ? "dropped" : "added", shape.origin) {
        $0.shapes[index].kind = .map(key: key, value: value, sparse: !isSparse)
      }
    case .union(let members):
      add(.unionOpened, name, "to a structure", shape.origin) {
        $0.shapes[index].kind = .structure(members)
      }
    default: break
    }
  }
}

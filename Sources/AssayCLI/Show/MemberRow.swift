import AssayModel

/// A member, element, key or value in the listing of an operation, with all that constrains it: its
/// own constraints and those of the shapes it comes down to.
struct MemberRow {
  /// Depth below the input, output or error.
  var depth: Int
  /// The name: `filter`, `[]` for an element, `{key}` and `{}` for the key and value of a map.
  var name: String
  var type: String
  /// Where it travels, whether it must be there, and what constrains it.
  var rules: [String]
  var origin: Origin

  /// The members of a structure, depth first. A shape inside itself is listed once.
  static func rows(of shape: ShapeID, in contract: Contract) -> [MemberRow] {
    var walk = Walk(contract: contract)
    walk.addMembers(of: shape, depth: 0)
    return walk.rows
  }

  /// Rows listed at most: contracts may nest wide structures in each other without end in sight.
  static let limit = 10_000

  private struct Walk {
    let contract: Contract
    var rows: [MemberRow] = []
    var path: [ShapeID] = []

    mutating func addMembers(of shape: ShapeID, depth: Int) {
      let base = contract.base(of: shape)
      guard !path.contains(base) else { return }
      path.append(base)
      defer { path.removeLast() }
      switch contract[base].kind {
      case .structure(let members), .union(let members):
        for member in members { add(member, as: member.name, depth: depth) }
      case .list(let element, _):
        add(element, as: "[]", depth: depth)
      case .map(let key, let value, _):
        add(key, as: "{key}", depth: depth)
        add(value, as: "{}", depth: depth)
      case .simple, .refined, .enumeration, .intEnumeration: break
      }
    }

    mutating func add(_ member: Member, as name: String, depth: Int) {
      guard rows.count < MemberRow.limit else { return }
      let (type, inherited) = describe(member.target)
      var rules: [String] = []
      if member.location != .body {
        let wireName = member.wireName.map { " as \($0)" } ?? ""
        rules.append("in \(member.location.rawValue)\(wireName)")
      } else if let wireName = member.wireName {
        rules.append("as \(wireName)")
      }
      if member.required != nil { rules.append("required") }
      rules += ConstraintWording.pieces(member.constraints)
      rules += inherited
      if member.traits.isSensitive || contract[member.target].traits.isSensitive {
        rules.append("sensitive")
      }
      rows.append(
        MemberRow(depth: depth, name: name, type: type, rules: rules, origin: member.origin))
      addMembers(of: member.target, depth: depth + 1)
    }

    /// A shape's name or kind, and the constraints of it and of the shapes it refines.
    func describe(_ shape: ShapeID) -> (type: String, rules: [String]) {
      var rules: [String] = []
      var type: String?
      var current = shape
      for _ in 0..<contract.shapes.count {
        let found = contract[current]
        rules += ConstraintWording.pieces(found.constraints)
        if type == nil, !found.isAnonymous { type = found.name }
        guard case .refined(let next) = found.kind else { break }
        current = next
      }
      switch contract[current].kind {
      case .enumeration(let values), .intEnumeration(let values):
        rules.append(ConstraintWording.values(values))
        return (type ?? "enum", rules)
      case .list(_, let isSparse):
        if isSparse { rules.append("sparse") }
        return (type ?? "list", rules)
      case .map(_, _, let isSparse):
        if isSparse { rules.append("sparse") }
        return (type ?? "map", rules)
      case .structure: return (type ?? "structure", rules)
      case .union: return ((type.map { "\($0) (union)" }) ?? "union", rules)
      case .simple(let simple):
        // A named string tells both: `NextToken (string)`.
        guard let type, type != simple.rawValue else { return (simple.rawValue, rules) }
        return ("\(type) (\(simple.rawValue))", rules)
      case .refined: return (type ?? "", rules)
      }
    }
  }
}

internal import AssayModel

extension ContractValidator {
  /// Where a path leads.
  struct PathEnd {
    /// The shape of the values there.
    var target: ShapeID
    /// Whether there may be several: a step leads to every item of a list or map.
    var isPlural: Bool
  }

  /// A member by its name; large structures are indexed once.
  private mutating func member(
    _ name: String, of shape: ShapeID, among members: [Member]
  ) -> Member? {
    guard members.count > 16 else { return members.first { $0.name.isExactly(name) } }
    if memberIndexes[shape] == nil {
      memberIndexes[shape] = Dictionary(
        members.enumerated().map { (ExactString($1.name), $0) }, uniquingKeysWith: { a, _ in a })
    }
    return memberIndexes[shape]?[ExactString(name)].map { members[$0] }
  }

  /// Follows a path from a structure, or reports where it leads nowhere.
  mutating func resolve(
    _ path: MemberPath, from structure: ShapeID?, of what: String
  ) -> PathEnd? {
    guard let structure else {
      diagnostics.error(
        "path.nowhere", "the path \(quoted(path.description)) leads nowhere: there is no \(what)",
        at: path.origin)
      return nil
    }
    var end = PathEnd(target: structure, isPlural: false)
    var offset = 0
    for (position, step) in path.steps.enumerated() {
      guard !isUnknown(end.target) else { return nil }
      let current = base(end.target)
      switch step {
      case .each:
        let place = path.origin.inside(offset..<offset + 2)
        offset += 2
        switch current.kind {
        case .list(let element, _): end = PathEnd(target: element.target, isPlural: true)
        case .map(_, let value, _): end = PathEnd(target: value.target, isPlural: true)
        default:
          diagnostics.error(
            "path.nowhere", "`[]` leads to the items of a list; this is \(kindName(end.target))",
            at: place)
          return nil
        }
      case .member(let name):
        if position > 0 { offset += 1 }
        let place = path.origin.inside(offset..<offset + name.utf8.count)
        offset += name.utf8.count
        switch current.kind {
        case .structure(let members), .union(let members):
          guard let member = member(name, of: graph.base(of: end.target), among: members) else {
            let owner = position == 0 ? "the \(what)" : "this structure"
            diagnostics.error(
              "path.nowhere", "\(owner) has no member \(quoted(name))", at: place,
              notes: position == 0 ? [] : definition(of: end.target),
              suggestion: suggestions.nearest(
                to: name, among: members.map(\.name)))
            return nil
          }
          end.target = member.target
        case .map(_, let value, _):
          end.target = value.target
        case .list:
          diagnostics.error(
            "path.nowhere",
            "a list comes before \(quoted(name)); write `[]` behind it to mean "
              + "its items", at: place)
          return nil
        default:
          diagnostics.error(
            "path.nowhere", "\(kindName(end.target)) has no members, so no \(quoted(name))",
            at: place)
          return nil
        }
      }
    }
    return isUnknown(end.target) ? nil : end
  }
}

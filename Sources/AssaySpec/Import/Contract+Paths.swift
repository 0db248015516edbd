package import AssayModel

extension Contract {
  /// The shape that a path from a shape leads to; `nil` where it leads nowhere.
  package func shape(at path: MemberPath, from shape: ShapeID) -> ShapeID? {
    var current = base(of: shape)
    for step in path.steps {
      switch (step, self[current].kind) {
      case (.member(let name), .structure(let members)), (.member(let name), .union(let members)):
        guard let member = members.first(where: { $0.name.isExactly(name) }) else { return nil }
        current = base(of: member.target)
      case (.member, .map(_, let value, _)), (.each, .map(_, let value, _)):
        current = base(of: value.target)
      case (.each, .list(let element, _)):
        current = base(of: element.target)
      default:
        return nil
      }
    }
    return current
  }

  /// Whether a path from a shape leads to a member.
  package func hasMember(_ path: MemberPath, in shape: ShapeID) -> Bool {
    self.shape(at: path, from: shape) != nil
  }
}

package import AssayModel

/// Values that are known to exist where cases are run, such as the id of a store: what `--set`
/// gives. They stand in every case that is not about that very member.
package struct Bindings: Sendable, Hashable {
  /// Texts by the path of an input member.
  package private(set) var texts: [Entry] = []

  /// One value.
  package struct Entry: Sendable, Hashable {
    package var path: MemberPath
    package var text: String
  }

  /// Creates bindings without values.
  package init() {}

  /// Sets a value; `path` is a member of the input (`referenceStoreId`) or of a structure in it
  /// (`filter.status`).
  package mutating func set(_ path: MemberPath, to text: String) {
    texts.removeAll { $0.path == path }
    texts.append(Entry(path: path, text: text))
  }

  /// Sets the members that the operation has.
  func apply(to value: inout MessageValue?, _ model: OperationModel) {
    guard var message = value else { return }
    for entry in texts {
      guard case .member(let name)? = entry.path.steps.first,
        let place = model.input.places.first(where: {
          $0.member.name.isExactly(name) || $0.wire.isExactly(name)
        })
      else { continue }
      let rest = entry.path.steps.dropFirst()
      guard let inner = model.setting(rest, of: message[place.member.name], place.node, entry.text)
      else { continue }
      message[place.member.name] = inner
    }
    value = message
  }
}

extension OperationModel {
  /// A value with the place at a path set to a text, read as the place's type; `nil` where the path
  /// leads nowhere.
  func setting(
    _ steps: ArraySlice<MemberPath.Step>, of value: JSONValue?, _ node: Int, _ text: String
  ) -> JSONValue? {
    guard let step = steps.first else { return typed(text, node) }
    guard case .member(let name) = step,
      case .structure(let members) = blueprint[node].kind,
      let member = members.first(where: { $0.member.name.isExactly(name) })
    else { return nil }
    let object = value ?? .object([])
    guard let inner = setting(steps.dropFirst(), of: object[member.key], member.node, text) else {
      return nil
    }
    return object.setting(member.key, to: inner)
  }

  func typed(_ text: String, _ node: Int) -> JSONValue {
    switch blueprint[node].kind {
    case .integer, .fractional: blueprint[node].written(.number(text))
    case .boolean: .boolean(text == "true")
    case .timestamp: blueprint[node].format == .epochSeconds ? .number(text) : .string(text)
    default: .string(text)
    }
  }
}

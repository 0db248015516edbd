package import AssayModel

extension OperationModel {
  /// The values of an answer at a path of the output, in order; what is `null` or absent is none.
  package func values(of output: MessageValue, at path: MemberPath) -> [JSONValue] {
    values(output, self.output, path)
  }

  func values(
    _ message: MessageValue, _ layout: MessageLayout, _ path: MemberPath
  ) -> [JSONValue] {
    guard case .member(let name)? = path.steps.first,
      let place = layout.places.first(where: { $0.member.name.isExactly(name) }),
      let value = message[place.member.name]
    else { return [] }
    var found: [JSONValue] = []
    collect(value, place.node, path.steps.dropFirst(), into: &found)
    return found
  }

  /// The values at the end of some steps from a value on.
  func values(
    inside value: JSONValue, _ node: Int, _ steps: ArraySlice<MemberPath.Step>
  ) -> [JSONValue] {
    var found: [JSONValue] = []
    collect(value, node, steps, into: &found)
    return found
  }

  private func collect(
    _ value: JSONValue, _ node: Int, _ steps: ArraySlice<MemberPath.Step>,
    into found: inout [JSONValue]
  ) {
    guard let step = steps.first else {
      if value != .null { found.append(value) }
      return
    }
    let rest = steps.dropFirst()
    switch (step, blueprint[node].kind, value) {
    case (.each, .list(let element, _), .array(let items)):
      for item in items { collect(item, element, rest, into: &found) }
    case (.each, .map(_, let inner, _), .object(let entries)):
      for entry in entries { collect(entry.value, inner, rest, into: &found) }
    case (.member(let name), .structure(let members), .object),
      (.member(let name), .union(let members), .object):
      guard let member = members.first(where: { $0.member.name.isExactly(name) }),
        let inner = value[member.key]
      else { return }
      collect(inner, member.node, rest, into: &found)
    default: break
    }
  }

  /// The message with every value at a path replaced; what is missing on the way there is made,
  /// lists that are empty get one item. `change` is told which occurrence it is, from 0.
  func replacing(
    _ message: MessageValue, _ layout: MessageLayout, _ path: MemberPath,
    _ change: (Int, JSONValue?) -> JSONValue?
  ) -> MessageValue? {
    guard case .member(let name)? = path.steps.first,
      let place = layout.places.first(where: { $0.member.name.isExactly(name) })
    else { return nil }
    var message = message
    var occurrence = 0
    guard
      let value = replace(
        message[place.member.name], place.node, path.steps.dropFirst(), &occurrence, change)
    else { return nil }
    message[place.member.name] = value
    return message
  }

  private func replace(
    _ value: JSONValue?, _ node: Int, _ steps: ArraySlice<MemberPath.Step>,
    _ occurrence: inout Int, _ change: (Int, JSONValue?) -> JSONValue?
  ) -> JSONValue? {
    guard let step = steps.first else {
      occurrence += 1
      return change(occurrence - 1, value)
    }
    let rest = steps.dropFirst()
    switch (step, blueprint[node].kind) {
    case (.each, .list(let element, _)):
      var items: [JSONValue] = []
      if case .array(let old)? = value { items = old }
      if items.isEmpty, let item = maker.value(element, .typical) { items = [item] }
      return .array(items.compactMap { replace($0, element, rest, &occurrence, change) })
    case (.each, .map(let key, let inner, _)):
      var entries: [JSONValue.Entry] = []
      if case .object(let old)? = value { entries = old }
      if entries.isEmpty, case .string(let name)? = maker.value(key, .typical),
        let value = maker.value(inner, .typical)
      {
        entries = [.init(name, value)]
      }
      return .object(
        entries.compactMap { entry in
          replace(entry.value, inner, rest, &occurrence, change).map { .init(entry.key, $0) }
        })
    case (.member(let name), .structure(let members)):
      guard let member = members.first(where: { $0.member.name.isExactly(name) }) else {
        return nil
      }
      let object = value ?? .object(requiredEntries(members))
      guard let inner = replace(object[member.key], member.node, rest, &occurrence, change) else {
        return nil
      }
      return object.setting(member.key, to: inner)
    default: return nil
    }
  }

  private func requiredEntries(_ members: [MemberNode]) -> [JSONValue.Entry] {
    members.filter(\.isRequired).compactMap { member in
      maker.value(member.node, .plain).map { .init(member.key, $0) }
    }
  }

  /// The node at the end of a path of the input or output; `nil` where the path leads nowhere.
  func node(at path: MemberPath, _ layout: MessageLayout) -> Int? {
    guard case .member(let name)? = path.steps.first,
      let place = layout.places.first(where: { $0.member.name.isExactly(name) })
    else { return nil }
    var node = place.node
    for step in path.steps.dropFirst() {
      switch (step, blueprint[node].kind) {
      case (.each, .list(let element, _)): node = element
      case (.each, .map(_, let value, _)): node = value
      case (.member(let name), .structure(let members)), (.member(let name), .union(let members)):
        guard let member = members.first(where: { $0.member.name.isExactly(name) }) else {
          return nil
        }
        node = member.node
      default: return nil
      }
    }
    return node
  }
}

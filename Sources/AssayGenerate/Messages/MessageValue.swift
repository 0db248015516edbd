internal import AssayModel

/// The members of a message before they are put on the wire, by name.
///
/// A member's value is JSON wherever it travels; as a parameter it becomes its text. `raw` values
/// are put there as they are, without percent-encoding.
package struct MessageValue: Sendable, Hashable {
  /// Members in order.
  package var members: [JSONValue.Entry]

  /// Creates a message from members.
  package init(_ members: [JSONValue.Entry] = []) { self.members = members }

  /// The value of a member, by its name in the contract.
  package subscript(name: String) -> JSONValue? {
    get { members.first { $0.key.isExactly(name) }?.value }
    set {
      let place = members.firstIndex { $0.key.isExactly(name) }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(.init(name, value))
      case (nil, nil): break
      }
    }
  }
}

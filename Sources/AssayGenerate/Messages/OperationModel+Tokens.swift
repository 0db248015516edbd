package import AssayModel

// What a server that gives out tokens needs to know of an operation.
extension OperationModel {
  /// What values a place of a message takes, as far as tokens are concerned.
  package enum TokenKind: Sendable, Hashable {
    /// Strings of so many scalars at least, and at most.
    case string(length: ClosedRange<Int>)
    /// Whole numbers.
    case integer
  }

  /// The kind of the token that a request takes at a path; `nil` where it is none that can be made.
  package func tokenKind(atInput path: MemberPath) -> TokenKind? {
    guard let node = node(at: path, input) else { return nil }
    switch blueprint[node].kind {
    case .string:
      let low = blueprint[node].minimumLength
      let high = blueprint[node].maximumLength
      return low <= high ? .string(length: low...high) : nil
    case .integer: return .integer
    default: return nil
    }
  }

  /// Whether a text keeps all constraints of a string that goes out at one path and comes back at
  /// the other.
  package func acceptsToken(_ text: String, output: MemberPath, input: MemberPath) -> Bool {
    isString(text, node(at: output, self.output)) && isString(text, node(at: input, self.input))
  }

  private func isString(_ text: String, _ node: Int?) -> Bool {
    guard let node, case .string(let model) = blueprint[node].kind else { return false }
    return model.accepts(text)
  }

  /// How many items a list of the output may have; `nil` where there is no list.
  package func itemCounts(at path: MemberPath) -> ClosedRange<Int>? {
    guard let node = node(at: path, output), case .list = blueprint[node].kind else { return nil }
    let low = blueprint[node].minimumLength
    let high = blueprint[node].maximumLength
    return low <= high ? low...high : nil
  }

  /// The only list of the output's members; `nil` where there is none, or more than one.
  package var onlyList: MemberPath? {
    let lists = output.places.filter {
      if case .list = blueprint[$0.node].kind { $0.location == .body } else { false }
    }
    guard lists.count == 1 else { return nil }
    return MemberPath(steps: [.member(lists[0].member.name)])
  }

  /// The answer without what is at a path of structures.
  package func removing(_ path: MemberPath, from output: MessageValue) -> MessageValue {
    guard case .member(let first)? = path.steps.first else { return output }
    var output = output
    guard path.steps.count > 1 else {
      output[first] = nil
      return output
    }
    let parent = MemberPath(steps: path.steps.dropLast())
    guard case .member(let last)? = path.steps.last, let parentNode = node(at: parent, self.output),
      case .structure(let members) = blueprint[parentNode].kind,
      let member = members.first(where: { $0.member.name.isExactly(last) }),
      !values(of: output, at: parent).isEmpty
    else { return output }
    return replacing(in: output, at: parent) { $0?.removing(member.key) } ?? output
  }

  /// The answer that a document of members stands for; members are found by their names in the
  /// contract or on the wire, others are left out.
  package func output(of document: JSONValue) -> MessageValue {
    guard case .object(let entries) = document else { return MessageValue() }
    var message = MessageValue()
    for place in output.places {
      let found = entries.first {
        $0.key.isExactly(place.member.name) || $0.key.isExactly(place.wire)
      }
      if let found { message.members.append(.init(place.member.name, found.value)) }
    }
    return message
  }

  /// Names of the output's members, in the contract and on the wire.
  package var outputNames: [String] { output.places.flatMap { [$0.member.name, $0.wire] } }
}

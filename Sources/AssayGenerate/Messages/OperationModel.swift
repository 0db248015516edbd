package import AssayModel

/// Everything that messages of one operation are made of.
package struct OperationModel: Sendable {
  /// The contract.
  package let contract: Contract
  /// The operation.
  package let operation: Operation
  /// Its declared errors and the common ones, in the contract's order.
  package let errors: [ErrorShape]
  let blueprint: Blueprint
  let input: MessageLayout
  let output: MessageLayout
  let errorLayouts: [MessageLayout]
  let writer: MessageWriter
  let maker: ValueMaker

  /// Lays out an operation.
  package init(_ contract: Contract, _ operation: Operation) {
    var blueprint = Blueprint(contract)
    input = MessageLayout(operation.input, contract, into: &blueprint)
    output = MessageLayout(operation.output, contract, into: &blueprint)
    let declared = operation.errors.compactMap { contract.error(named: $0.name) }
    let common = contract.commonErrors.filter { error in
      !declared.contains { $0.name.isExactly(error.name) }
    }
    errors = declared + common
    errorLayouts = errors.map { MessageLayout($0.shape, contract, into: &blueprint) }
    self.contract = contract
    self.operation = operation
    self.blueprint = blueprint
    writer = MessageWriter(contract: contract, blueprint: blueprint)
    maker = ValueMaker(blueprint)
  }
}

// MARK: - Valid messages

extension OperationModel {
  /// Valid members of a request; `nil` where something required has no value that could be found.
  package func input(
    _ profile: ValueProfile, ordinal: Int = 0, bindings: Bindings = Bindings()
  ) -> MessageValue? {
    var value = members(input, profile, ordinal)
    if value != nil { bindings.apply(to: &value, self) }
    return value
  }

  /// Valid members of a successful answer.
  package func output(_ profile: ValueProfile, ordinal: Int = 0) -> MessageValue? {
    members(output, profile, ordinal)
  }

  /// Valid members of an error's answer.
  package func error(
    _ index: Int, _ profile: ValueProfile, ordinal: Int = 0
  ) -> MessageValue? {
    errorLayouts.indices.contains(index) ? members(errorLayouts[index], profile, ordinal) : nil
  }

  /// The request with some members.
  package func request(_ value: MessageValue) -> Case.Request {
    writer.request(value, operation, input).request
  }

  /// The successful answer with some members.
  package func response(_ value: MessageValue) -> Case.Response {
    writer.response(value, status: successStatus, output).response
  }

  /// The status of a successful answer without a member that states it.
  package var successStatus: Int { operation.http?.status ?? 200 }

  func members(
    _ layout: MessageLayout, _ profile: ValueProfile, _ ordinal: Int
  ) -> MessageValue? {
    var value = MessageValue()
    for place in layout.places {
      let isRequired = place.member.required != nil || place.location == .path
      guard isRequired || profile == .typical || profile == .largest else { continue }
      var made = maker.value(place.node, profile, ordinal: ordinal)
      if isRequired, let inner = made, !isThere(inner, place) {
        // What is empty is not there at all.
        made = maker.value(place.node, .typical, ordinal: ordinal)
      }
      if let inner = made, travels(inner, place) {
        value.members.append(.init(place.member.name, inner))
      } else if isRequired {
        return nil
      }
    }
    return value
  }

  /// Whether a value leaves a trace where it travels.
  func isThere(_ value: JSONValue, _ place: MessageLayout.Place) -> Bool {
    switch (place.location, value) {
    case (.query, .array(let items)), (.header, .array(let items)): !items.isEmpty
    case (.queryMap, .object(let entries)), (.headerMap, .object(let entries)): !entries.isEmpty
    case (.payload, .string(let text)): !text.isEmpty
    default: true
    }
  }

  /// Whether a value can travel where it must, and be told from no value there.
  func travels(_ value: JSONValue, _ place: MessageLayout.Place) -> Bool {
    guard isThere(value, place) else { return false }
    return switch place.location {
    case .path: !value.parameterText.isEmpty && value != .string(".") && value != .string("..")
    case .header: value.isHeaderSafe || blueprint[place.node].mediaType != nil
    case .headerMap: value.isHeaderSafe && value.hasHeaderNames
    case .status:
      if case .number(let text) = value, let status = Int(text) {
        (200...399).contains(status)
      } else {
        false
      }
    default: true
    }
  }
}

extension JSONValue {
  /// Whether the keys of a map can be parts of header names.
  fileprivate var hasHeaderNames: Bool {
    guard case .object(let entries) = self else { return false }
    return entries.allSatisfy { Medium.headerName.holds($0.key) }
  }

  /// Whether a header field can hold the value's texts: no control characters, no space at the ends.
  var isHeaderSafe: Bool {
    switch self {
    case .array(let items): items.allSatisfy(\.isHeaderSafe)
    case .object(let entries): entries.allSatisfy { $0.value.isHeaderSafe && !$0.key.isEmpty }
    default:
      parameterText.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        && parameterText.first != 0x20 && parameterText.last != 0x20
    }
  }
}

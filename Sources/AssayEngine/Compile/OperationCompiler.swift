internal import AssayModel

/// Turns operations into plans, one at a time, over a shared shape compiler.
struct OperationCompiler {
  let contract: Contract
  var shapes: ShapeCompiler
  var relations: [Relation] = []
  var slotCount = 0
  private var errorPlans: [String: ErrorPlan] = [:]

  init(_ contract: Contract, shapes: ShapeCompiler) {
    self.contract = contract
    self.shapes = shapes
  }

  private var wireProtocol: WireProtocol { contract.wireProtocol }

  // MARK: - Operations

  mutating func compile(_ operation: Operation) -> OperationPlan {
    let (inputTaps, outputTaps) = tapSpecs(operation)
    let input = structure(operation.input)
    let output = structure(operation.output)
    var labels: [ParameterPlan] = []
    let request = MessagePlan(
      message(input, isRequest: true, isErrorBody: false, taps: inputTaps, labels: &labels))
    var none: [ParameterPlan] = []
    let draft = message(
      output, isRequest: false, isErrorBody: false, taps: outputTaps, labels: &none)
    let response = MessagePlan(draft)
    let status = operation.http?.status ?? 200
    var errors: [ErrorPlan] = []
    for reference in operation.errors {
      if let error = contract.error(named: reference.name) { errors.append(plan(for: error)) }
    }
    for error in contract.commonErrors
    where !operation.errors.contains(where: { $0.name.utf8.elementsEqual(error.name.utf8) }) {
      errors.append(plan(for: error))
    }
    return OperationPlan(
      name: operation.name, request: request, response: response,
      success: draft.status == nil ? status...status : 200...399,
      statusOrigin: operation.http?.statusOrigin ?? operation.origin, errors: errors,
      queryLiterals: operation.http?.uri.query.map { Array($0.name.utf8) } ?? [],
      answerMediaType: answerMediaType(draft), origin: operation.origin,
      labels: place(labels, in: operation.http?.uri))
  }

  private func structure(_ id: ShapeID?) -> Shape? {
    guard let id else { return nil }
    let shape = contract[contract.base(of: id)]
    guard case .structure = shape.kind else { return nil }
    var named = shape
    if named.name.isEmpty { named.name = contract[id].name }
    return named
  }

  private func answerMediaType(_ message: MessageDraft) -> String? {
    switch message.body {
    case .document, .value, .text: message.mediaType
    case .bytes: message.mediaType
    case .ignored, .unsupported: nil
    }
  }

  private mutating func plan(for error: ErrorShape) -> ErrorPlan {
    if let found = errorPlans[error.name] { return found }
    var none: [ParameterPlan] = []
    let plan = ErrorPlan(
      error,
      message: MessagePlan(
        message(
          structure(error.shape), isRequest: false, isErrorBody: true, taps: [], labels: &none)))
    errorPlans[error.name] = plan
    return plan
  }

  // MARK: - Messages

  private mutating func message(
    _ shape: Shape?, isRequest: Bool, isErrorBody: Bool, taps: [TapSpec],
    labels: inout [ParameterPlan]
  ) -> MessageDraft {
    var message = MessageDraft()
    guard let shape else {
      ignoreBody(&message, hasJSONType: isRequest && wireProtocol.hasHTTPBindings)
      return message
    }
    var inBody: [Member] = []
    var payload: Member?
    let isBound = wireProtocol.hasHTTPBindings
    for member in shape.members {
      let location = isBound || member.location == .host ? member.location : .body
      switch location {
      case .body, .host: inBody.append(member)
      case .payload: payload = member
      case .path: labels.append(parameter(member, in: shape, at: location, taps))
      case .query: message.query.append(parameter(member, in: shape, at: location, taps))
      case .header: message.headers.append(parameter(member, in: shape, at: location, taps))
      case .status: message.status = parameter(member, in: shape, at: location, taps)
      case .queryMap: message.queryMap = map(member, in: shape, at: location)
      case .headerMap: message.headerMaps.append(map(member, in: shape, at: location))
      }
    }
    if !isBound, shape.members.contains(where: isEventStream) {
      message.body = .ignored(hasJSONType: false)
    } else if let payload {
      body(of: payload, in: shape, &message, taps)
    } else if !inBody.isEmpty || shape.members.isEmpty || !isBound {
      message.mediaType =
        isRequest ? wireProtocol.contentType : wireProtocol.answerContentType
      if wireProtocol.hasJSONBodies {
        let format = wireProtocol.timestampFormat(at: .body)
        message.body = .document(
          node: shapes.bodyNode(
            shape, members: inBody, format: format, isErrorBody: isErrorBody, taps: taps))
      } else {
        message.body = .unsupported(
          "bodies of \(wireProtocol.rawValue) are not checked yet")
      }
    } else {
      ignoreBody(&message, hasJSONType: isRequest)
    }
    return message
  }

  /// A body that is not looked at; `hasJSONType` says that it must not be of the protocol's type.
  private func ignoreBody(_ message: inout MessageDraft, hasJSONType: Bool) {
    message.body = .ignored(hasJSONType: hasJSONType)
    message.mediaType = hasJSONType ? wireProtocol.contentType : nil
  }

  /// Labels in the order of the template, each with its place there.
  private func place(_ labels: [ParameterPlan], in template: URITemplate?) -> [LabelPlan] {
    guard let template else { return [] }
    var placed: [LabelPlan] = []
    for (position, segment) in template.segments.enumerated() {
      let name: String
      var behind: Int?
      switch segment {
      case .literal: continue
      case .label(let label): name = label
      case .greedyLabel(let label):
        name = label
        behind = template.segments.count - position - 1
      }
      guard let label = labels.first(where: { $0.wireName.utf8.elementsEqual(name.utf8) }) else {
        continue
      }
      placed.append(LabelPlan(label, segment: position, behind: behind))
      // A greedy label is the last one; literals alone may follow it.
      if behind != nil { break }
    }
    return placed
  }

  /// Whether a member is a stream of events, which makes a body other than a document.
  private func isEventStream(_ member: Member) -> Bool {
    let base = contract[contract.base(of: member.target)]
    guard case .union = base.kind else { return false }
    return base.traits.isStreaming || member.traits.isStreaming
  }

  private mutating func body(
    of member: Member, in shape: Shape, _ message: inout MessageDraft, _ taps: [TapSpec]
  ) {
    let base = contract[contract.base(of: member.target)]
    let stated = member.traits.mediaType ?? contract[member.target].traits.mediaType
    let node = shapes.node(
      for: member, format: wireProtocol.timestampFormat(at: .payload),
      taps: below(member.name, taps))
    switch base.kind {
    case .simple(.string), .enumeration:
      message.mediaType = stated ?? "text/plain"
      message.body = .text(node: node, required: member.required)
    case .simple(.blob):
      message.mediaType = stated
      message.body = .bytes(node: node, required: member.required)
    case .union where base.traits.isStreaming || member.traits.isStreaming:
      message.mediaType = stated
      message.body = .ignored(hasJSONType: false)
    default:
      message.mediaType = stated ?? wireProtocol.contentType
      message.body =
        wireProtocol.hasJSONBodies
        ? .value(node: node, required: member.required)
        : .unsupported("bodies of \(wireProtocol.rawValue) are not checked yet")
    }
  }

  private mutating func parameter(
    _ member: Member, in shape: Shape, at location: Member.Location, _ taps: [TapSpec]
  ) -> ParameterPlan {
    let name = member.nameOnWire
    let target = contract[member.target]
    let base = contract[contract.base(of: member.target)]
    var isText = false
    if case .simple(.string) = base.kind { isText = true }
    let hasMediaType = member.traits.mediaType ?? target.traits.mediaType != nil
    return ParameterPlan(
      wireName: name,
      wire: location == .header ? Array(name.utf8).lowercasedASCII : Array(name.utf8),
      node: shapes.node(
        for: member, format: wireProtocol.timestampFormat(at: location),
        taps: below(member.name, taps)),
      isRequired: member.required != nil,
      origin: member.required.map(\.origin).flatMap { $0.isKnown ? $0 : nil } ?? member.origin,
      structName: shape.name.isEmpty ? "the operation" : shape.name,
      isBase64: location == .header && isText && hasMediaType && wireProtocol != .httpJson)
  }

  private mutating func map(
    _ member: Member, in shape: Shape, at location: Member.Location
  ) -> MapParameterPlan {
    MapParameterPlan(
      prefix: location == .headerMap
        ? Array((member.wireName ?? "").utf8).lowercasedASCII : [],
      node: shapes.node(for: member, format: wireProtocol.timestampFormat(at: location)),
      isRequired: member.required != nil, origin: member.required?.origin ?? member.origin,
      structName: shape.name, name: member.name)
  }

  private func below(_ name: String, _ taps: [TapSpec]) -> [TapSpec] {
    taps.compactMap { spec in
      guard case .member(let step)? = spec.steps.first, step.utf8.elementsEqual(name.utf8) else {
        return nil
      }
      return TapSpec(steps: spec.steps.dropFirst(), purpose: spec.purpose)
    }
  }

  // MARK: - Relations

  private mutating func tapSpecs(_ operation: Operation) -> (input: [TapSpec], output: [TapSpec]) {
    var input: [TapSpec] = []
    var output: [TapSpec] = []
    var slots: [[MemberPath]: Int] = [:]
    for relation in operation.relations {
      guard case .input(let right) = relation.operand else { continue }
      // A slot a path and purpose: a list taken item by item is not the list's own value.
      let takesItems = relation.comparison == .oneOf && right.steps.last != .each
      let key = takesItems ? [right, right] : [right]
      let slot: Int
      if let found = slots[key] {
        slot = found
      } else {
        slot = slotCount
        slotCount += 1
        slots[key] = slot
        input.append(
          TapSpec(
            steps: right.steps[...],
            purpose: takesItems ? .captureItems(slot: slot) : .capture(slot: slot)))
      }
      let comparison: TapCheck.Comparison =
        switch relation.comparison {
        case .equals: .equals
        case .atLeast: .atLeast
        case .atMost: .atMost
        case .oneOf: .oneOf
        }
      let index = relations.count
      relations.append(relation)
      switch relation.subject {
      case .every(let left):
        output.append(
          TapSpec(
            steps: left.steps[...],
            purpose: .check(slot: slot, relation: index, comparison)))
      case .count(let left):
        output.append(
          TapSpec(
            steps: left.steps[...],
            purpose: .count(slot: slot, relation: index, comparison)))
      }
    }
    return (input, output)
  }
}

extension [UInt8] {
  /// ASCII capitals made small.
  var lowercasedASCII: [UInt8] { map { $0 &- 65 < 26 ? $0 | 32 : $0 } }
}

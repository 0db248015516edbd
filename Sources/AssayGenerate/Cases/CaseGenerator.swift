package import AssayModel

/// Derives the conformance cases of an operation.
///
/// The same contract and options give the same cases, byte for byte, on every machine.
package struct CaseGenerator: Sendable {
  /// What messages of the operation are made of.
  package let model: OperationModel
  /// What is derived, and how.
  package let options: CaseOptions

  /// Prepares an operation.
  package init(_ contract: Contract, _ operation: Operation, options: CaseOptions = CaseOptions()) {
    model = OperationModel(contract, operation)
    self.options = options
  }

  /// The cases of every constraint, each broken alone.
  package func derive() -> CaseSet {
    var deriver = Deriver(model, options)
    if let reason = unsupported {
      deriver.omit("", reason, model.operation.origin)
      return deriver.set
    }
    let frames = frames(&deriver)
    for frame in frames where options.directions.contains(frame.direction) {
      deriver.derive(frame)
      if frame.kind == .request || frame.kind == .response { deriver.deriveCombinations(frame) }
    }
    if options.directions.contains(.response),
      let request = frames.first(where: { $0.kind == .request }),
      let answer = frames.first(where: { $0.kind == .response })
    {
      deriver.deriveRelations(request, answer)
    }
    return deriver.set
  }

  /// Random cases of the request or of the successful answer.
  package func explorer(_ direction: Case.Direction) -> Explorer {
    var deriver = Deriver(model, options)
    guard unsupported == nil,
      let frame = frames(&deriver).first(where: {
        $0.kind == (direction == .request ? .request : .response)
      })
    else { return Explorer(model, nil, []) }
    deriver.records = []
    for site in deriver.sites(of: frame) { deriver.derive(site, frame) }
    return Explorer(model, frame, deriver.records ?? [])
  }

  /// Why there are no cases for the operation's protocol.
  private var unsupported: String? {
    switch model.contract.wireProtocol {
    case .awsQuery, .ec2Query, .rpcv2Cbor:
      "cases of the protocol \(model.contract.wireProtocol.rawValue) cannot be written yet"
    default:
      model.contract.wireProtocol.hasHTTPBindings && model.operation.http == nil
        ? "the operation has no method and path" : nil
    }
  }

  /// The messages that cases vary.
  private func frames(_ deriver: inout Deriver) -> [Frame] {
    var frames: [Frame] = []
    if let base = model.input(.plain, bindings: options.bindings) {
      frames.append(
        Frame(
          kind: .request, layout: model.input, base: base, prefix: "",
          bound: options.boundMembers))
    } else {
      deriver.omit("request", "no sound request could be made", model.operation.origin)
    }
    if let base = model.output(.plain) {
      frames.append(
        Frame(kind: .response, layout: model.output, base: base, prefix: "response."))
    } else {
      deriver.omit("response", "no sound answer could be made", model.operation.origin)
    }
    guard model.contract.wireProtocol.hasJSONBodies else {
      deriver.omit("response", "errors that travel as XML cannot be written yet")
      return frames
    }
    for index in model.errors.indices {
      let name = model.errors[index].name
      guard let base = model.error(index, .plain) else {
        deriver.omit(
          "response.\(name)", "no sound answer could be made", model.errors[index].origin)
        continue
      }
      frames.append(
        Frame(
          kind: .error(index), layout: model.errorLayouts[index], base: base,
          prefix: "response.\(name)."))
    }
    return frames
  }
}

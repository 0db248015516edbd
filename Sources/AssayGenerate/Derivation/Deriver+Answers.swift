internal import AssayModel

extension Deriver {
  /// Derives what only answers have: status, error types, media types.
  mutating func deriveAnswer(_ frame: Frame) {
    switch frame.kind {
    case .request: break
    case .response:
      let wire = model.writer.response(frame.base, status: model.successStatus, frame.layout)
      addAnswerMediaTypes(frame, wire)
      if !frame.layout.places.contains(where: { $0.location == .status }) {
        addSuccessStatuses(frame, wire)
      }
    case .error(let index):
      let wire = model.errorWire(index, frame.base, form: .usual)
      addAnswerMediaTypes(frame, wire)
      addError(index, frame)
    }
  }

  mutating func addAnswer(
    _ frame: Frame, _ wire: WireResponse, _ name: String, _ constraint: ConstraintKind,
    _ part: Violation.Part, _ pointer: String, _ expectation: Case.Expectation,
    _ origin: Origin? = nil
  ) {
    let boundary = name.split(separator: "/").last.map(String.init) ?? name
    let subject = Case.Subject(
      part: part, pointer: pointer, path: "", constraint: constraint, boundary: boundary,
      source: location(origin ?? model.operation.origin))
    add(wire, frame, name, subject, expectation)
  }

  // MARK: - Success

  private func breach(_ constraint: ConstraintKind) -> Case.Breach {
    Case.Breach(part: .responseStatus, pointer: "", constraint: constraint)
  }

  /// The statuses that some error has.
  private var errorStatuses: Set<Int> { Set(model.errors.map(\.effectiveStatus)) }

  private mutating func addSuccessStatuses(_ frame: Frame, _ wire: WireResponse) {
    let origin = model.operation.http?.statusOrigin ?? model.operation.origin
    let right = model.successStatus
    addAnswer(frame, wire, "status/status/right", .status, .responseStatus, "", .valid, origin)
    for status in [200, 201, 202, 204, 206, 299, 301, 302, 304, 399]
    where status != right && !errorStatuses.contains(status) {
      var changed = wire
      changed.status = status
      addAnswer(
        frame, changed, "status/status/\(status)", .status, .responseStatus, "",
        invalid([breach(.status)], frame), origin)
    }
    // An error's status without an error.
    for status in [400, 404, 418, 500, 503, 599] {
      var changed = wire
      changed.status = status
      let isKnown = errorStatuses.contains(status)
      let isTyped = contract.wireProtocol != .httpJson
      // Told by status alone, an answer with a known status is that error, and checked as such.
      if !isTyped, isKnown { continue }
      var breaches = isKnown ? [] : [breach(.status)]
      if isTyped { breaches.append(breach(.errorType)) }
      addAnswer(
        frame, changed, "status/status/\(status)", .status, .responseStatus, "",
        invalid(breaches, frame), origin)
    }
  }

  /// The statuses of a member that states it.
  mutating func addStatuses(_ site: Site, _ node: ValueNode, _ frame: Frame) {
    for status in [200, 201, 299, 302, 399] where !errorStatuses.contains(status) {
      let value = JSONValue.number("\(status)")
      guard let kinds = judge.breaks(value, at: site.node) else { continue }
      let expectation = expectation(
        kinds.map { Variant.Break(constraint: $0) }, site.part, site.pointer, frame)
      let subject = Case.Subject(
        part: site.part, pointer: "", path: site.path, constraint: .status,
        boundary: "\(status)", source: location(site.memberOrigin))
      add(frame, site.embed(value), "status/status/\(status)", subject, expectation)
    }
  }

  // MARK: - Errors

  private mutating func addError(_ index: Int, _ frame: Frame) {
    let error = model.errors[index]
    let statusOrigin = error.statusOrigin.isKnown ? error.statusOrigin : error.origin
    let plain = model.errorWire(index, frame.base, form: .usual)
    addAnswer(
      frame, plain, "status/status/right", .status, .responseStatus, "", .valid, statusOrigin)
    if contract.wireProtocol == .httpJson {
      addUntypedError(error, plain, frame, statusOrigin)
      return
    }
    let name = error.typeOnWire
    let namespace =
      "com.example.\(contract.service.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }.map(String.init).joined())"
    let forms: [(String, ErrorForm)] = [
      ("header", .header(name)),
      ("header-with-url", .header("\(name):http://internal.example.com/doc/")),
      ("header-with-namespace", .header("\(namespace)#\(name)")),
      ("header-with-both", .header("\(namespace)#\(name):http://internal.example.com/doc/")),
      ("body-type", .bodyType(name)),
      ("body-type-with-namespace", .bodyType("\(namespace)#\(name)")),
      ("body-type-with-url", .bodyType("\(name):http://internal.example.com/doc/")),
      ("body-code", .bodyCode(name)),
      ("body-code-with-namespace", .bodyCode("\(namespace)#\(name)")),
    ]
    for (label, form) in forms {
      if case .bodyCode = form, frame.layout.places.contains(where: { $0.wire == "code" }) {
        continue
      }
      if !frame.layout.hasDocument, !Self.isHeader(form) { continue }
      addAnswer(
        frame, model.errorWire(index, frame.base, form: form), "status/errorType/\(label)",
        .errorType, .responseStatus, "", .valid, error.origin)
    }
    addAnswer(
      frame, model.errorWire(index, frame.base, form: .untyped), "status/errorType/missing",
      .errorType, .responseStatus, "", invalid([breach(.errorType)], frame), error.origin)
    for (label, type) in [
      ("undeclared", "AssayUndeclaredException"), ("case", StringVariants.swappingCase(name)),
      ("longer", name + "s"),
    ] {
      addAnswer(
        frame, model.errorWire(index, frame.base, form: .header(type)), "status/errorType/\(label)",
        .errorType, .responseStatus, "", invalid([breach(.errorType)], frame), error.origin)
    }
    addErrorStatuses(index, plain, frame, statusOrigin)
  }

  private static func isHeader(_ form: ErrorForm) -> Bool {
    if case .header = form { true } else { false }
  }

  /// The error with every other status that is declared, and with some that are not.
  private mutating func addErrorStatuses(
    _ index: Int, _ plain: WireResponse, _ frame: Frame, _ origin: Origin
  ) {
    let error = model.errors[index]
    let right = error.effectiveStatus
    // Another error of the same name on the wire may have the status.
    let alike = Set(
      model.errors.filter { $0.typeOnWire.isExactly(error.typeOnWire) }.map(\.effectiveStatus))
    let near = [right - 1, right + 1, 418, 599].filter { $0 >= 400 && $0 <= 599 }
    for status in errorStatuses.union(near).subtracting(alike).sorted()
    where status != model.successStatus {
      var changed = plain
      changed.status = status
      var breaches = [breach(.errorType)]
      if !errorStatuses.contains(status) { breaches.insert(breach(.status), at: 0) }
      addAnswer(
        frame, changed, "status/status/\(status)", .status, .responseStatus, "",
        invalid(breaches, frame), origin)
    }
  }

  private mutating func addUntypedError(
    _ error: ErrorShape, _ plain: WireResponse, _ frame: Frame, _ origin: Origin
  ) {
    for status in [error.effectiveStatus - 1, error.effectiveStatus + 1, 418]
    where status >= 400 && status <= 599 && !errorStatuses.contains(status) {
      var changed = plain
      changed.status = status
      addAnswer(
        frame, changed, "status/status/\(status)", .status, .responseStatus, "",
        invalid([breach(.status)], frame), origin)
    }
  }
}

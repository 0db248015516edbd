import AssayModel

/// Where something stands in an exchange.
struct Place {
  var part: Violation.Part
  var pointer: String
  var offset: Int?

  init(_ part: Violation.Part, _ pointer: String = "", offset: Int? = nil) {
    self.part = part
    self.pointer = pointer
    self.offset = offset
  }

  var isInResponse: Bool {
    switch part {
    case .requestPath, .requestQuery, .requestHeader, .requestBody: false
    case .responseStatus, .responseHeader, .responseBody: true
    }
  }

  /// A value inside this one.
  func child(_ name: String, offset: Int?) -> Place {
    Place(part, pointer + pointerToken(name), offset: offset)
  }

  /// The same place at another offset.
  func moved(to offset: Int?) -> Place {
    Place(part, pointer, offset: offset)
  }
}

/// What was found, in order.
struct Findings {
  var violations: [Violation] = []

  mutating func add(
    _ constraint: ConstraintKind, at place: Place, severity: Violation.Severity = .error
  ) {
    violations.append(
      Violation(
        part: place.part, pointer: place.pointer, constraint: constraint, severity: severity,
        expected: "", actual: "", offset: place.offset, message: ""))
  }

  mutating func add(_ constraint: ConstraintKind, at place: Place, policy: Policies.Level) {
    switch policy {
    case .error: add(constraint, at: place, severity: .error)
    case .warning: add(constraint, at: place, severity: .warning)
    case .allow: break
    }
  }
}

package import AssayModel

/// Sets two sources of one service side by side.
///
/// What only one of them speaks of, or what a source leaves open, is no disagreement: a page
/// describes one operation, a model all of them. Members are matched by their names on the wire.
package struct ContractComparison {
  let first: Contract
  let second: Contract
  let report: ImportReport
  /// What the two say differently, in the order of the first.
  package private(set) var disagreements: [Disagreement] = []
  /// Operations of one source only.
  package private(set) var onlyInFirst: [String] = []
  package private(set) var onlyInSecond: [String] = []
  /// Shapes that describe the same values.
  private(set) var pairs: [Pair: String] = [:]

  struct Pair: Hashable {
    var first: ShapeID
    var second: ShapeID
  }

  /// Compares two contracts; the report says what each of them leaves open.
  package init(_ first: Contract, _ second: Contract, report: ImportReport) {
    self.first = first
    self.second = second
    self.report = report
    compareServices()
    var others: [ExactString: Operation] = [:]
    for operation in second.operations { others[ExactString(operation.name)] = operation }
    for operation in first.operations {
      guard let other = others.removeValue(forKey: ExactString(operation.name)) else {
        onlyInFirst.append(operation.name)
        continue
      }
      compare(operation, other)
    }
    onlyInSecond = second.operations.map(\.name).filter { others[ExactString($0)] != nil }
    compareErrors()
  }

  /// Notes a difference.
  mutating func differ(
    _ subject: String, _ aspect: String, _ left: String?, _ leftOrigin: Origin, _ right: String?,
    _ rightOrigin: Origin
  ) {
    guard left != right else { return }
    disagreements.append(
      Disagreement(
        subject: subject, aspect: aspect,
        first: Disagreement.Side(left ?? "nothing", leftOrigin),
        second: Disagreement.Side(right ?? "nothing", rightOrigin)))
  }

  /// Whether two shapes are seen together for the first time.
  mutating func begin(_ left: ShapeID, _ right: ShapeID, _ subject: String) -> Bool {
    let pair = Pair(first: left, second: right)
    guard pairs[pair] == nil else { return false }
    pairs[pair] = subject
    return true
  }

  // MARK: Services

  private mutating func compareServices() {
    let origins = (
      first.operations.first?.origin ?? .none, second.operations.first?.origin ?? .none
    )
    differ(
      first.service, "protocol", first.wireProtocol.rawValue, origins.0,
      second.wireProtocol.rawValue, origins.1)
    if let left = first.targetPrefix, let right = second.targetPrefix {
      differ(first.service, "targetPrefix", left, origins.0, right, origins.1)
    }
  }

  // MARK: Operations

  private mutating func compare(_ left: Operation, _ right: Operation) {
    let name = left.name
    if let a = left.http, let b = right.http, first.wireProtocol.hasHTTPBindings {
      differ(name, "method", a.method, a.origin, b.method, b.origin)
      differ(name, "uri", Self.text(a.uri), a.uri.origin, Self.text(b.uri), b.uri.origin)
      differ(
        name, "status", String(a.status), a.statusOrigin, String(b.status), b.statusOrigin)
    }
    if let a = left.hostPrefix, let b = right.hostPrefix {
      differ(name, "hostPrefix", a, left.origin, b, right.origin)
    }
    compareStructures("\(name) input", left.input, left.origin, right.input, right.origin)
    compareStructures("\(name) output", left.output, left.origin, right.output, right.origin)
    compareErrorLists(left, right)
    if let a = left.pagination, let b = right.pagination {
      for (key, path) in [("input", \Pagination.input), ("output", \.output)] {
        differ(
          name, "pagination \(key)", a[keyPath: path].description, a[keyPath: path].origin,
          b[keyPath: path].description, b[keyPath: path].origin)
      }
      for (key, path) in [("limit", \Pagination.limit), ("items", \.items)] {
        guard let one = a[keyPath: path], let two = b[keyPath: path] else { continue }
        differ(
          name, "pagination \(key)", one.description, one.origin, two.description, two.origin)
      }
    }
  }

  /// The template with its query in order; a slash at its end says nothing.
  private static func text(_ uri: URITemplate) -> String {
    var text = ""
    for segment in uri.segments {
      switch segment {
      case .literal(let literal): text += "/\(literal)"
      case .label(let name): text += "/{\(name)}"
      case .greedyLabel(let name): text += "/{\(name)+}"
      }
    }
    let query = uri.query.map { literal in
      literal.value.map { "\(literal.name)=\($0)" } ?? literal.name
    }
    return (text.isEmpty ? "/" : text)
      + (query.isEmpty ? "" : "?" + query.sorted().joined(separator: "&"))
  }

  private mutating func compareErrorLists(_ left: Operation, _ right: Operation) {
    for (one, other, isFirst) in [(left, right, true), (right, left, false)] {
      for error in one.errors
      where !other.errors.contains(where: { $0.name.isExactly(error.name) }) {
        let sides = (
          Disagreement.Side(quoted(error.name), error.origin),
          Disagreement.Side("nothing", other.origin)
        )
        disagreements.append(
          Disagreement(
            subject: left.name, aspect: "errors", first: isFirst ? sides.0 : sides.1,
            second: isFirst ? sides.1 : sides.0))
      }
    }
  }

  // MARK: Errors

  private mutating func compareErrors() {
    for left in first.errors {
      guard let right = second.error(named: left.name) else { continue }
      if let a = left.status, let b = right.status {
        differ(
          left.name, "status", String(a), left.statusOrigin, String(b), right.statusOrigin)
      }
      let isOpen =
        report.isOpen(.members, at: left.origin) || report.isOpen(.members, at: right.origin)
      if let a = left.fault, let b = right.fault {
        differ(left.name, "fault", a.rawValue, left.origin, b.rawValue, right.origin)
      }
      guard !isOpen else { continue }
      differ(left.name, "code", left.typeOnWire, left.origin, right.typeOnWire, right.origin)
      differ(
        left.name, "retryable", left.retryable.rawValue, left.origin, right.retryable.rawValue,
        right.origin)
      compareStructures(left.name, left.shape, left.origin, right.shape, right.origin)
    }
  }
}

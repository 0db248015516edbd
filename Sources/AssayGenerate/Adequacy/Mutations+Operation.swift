internal import AssayModel

extension Mutations {
  mutating func addOperation() {
    guard let operation = contract.operations.first else { return }
    if let http = operation.http {
      let statesStatus =
        operation.output.map {
          contract[contract.base(of: $0)].members.contains { $0.location == .status }
        } ?? false
      for status in [http.status + 1, http.status == 200 ? 201 : 200] where !statesStatus {
        add(
          .statusChanged, operation.name, "\(http.status) to \(status)", http.statusOrigin
        ) { $0.operations[0].http?.status = status }
      }
      let method = http.method == "PUT" ? "POST" : "PUT"
      add(.routeChanged, operation.name, "\(http.method) to \(method)", http.origin) {
        $0.operations[0].http?.method = method
      }
      var uri = http.uri
      for index in uri.segments.indices.reversed() {
        guard case .literal(let text) = uri.segments[index] else { continue }
        uri.segments[index] = .literal(text + "x")
        let changed = uri
        add(.routeChanged, operation.name, "`\(text)` to `\(text)x`", http.origin) {
          $0.operations[0].http?.uri = changed
        }
        break
      }
    }
    for (index, relation) in operation.relations.enumerated() {
      add(.relationDropped, operation.name, "\(relation)", relation.origin) {
        _ = $0.operations[0].relations.remove(at: index)
      }
      let turned: Relation.Comparison =
        switch relation.comparison {
        case .atLeast: .atMost
        case .atMost: .atLeast
        case .equals: .oneOf
        case .oneOf: .equals
        }
      let isEqual = relation.comparison == .equals || relation.comparison == .oneOf
      add(
        .relationChanged, operation.name,
        "\(relation): \(relation.comparison.rawValue) to \(turned.rawValue)", relation.origin,
        excuse: isEqual ? "with one value on the right the two say the same" : nil
      ) { $0.operations[0].relations[index].comparison = turned }
    }
  }

  // MARK: - Errors

  mutating func addErrors() {
    let isTyped = contract.wireProtocol != .httpJson
    for index in contract.errors.indices {
      let error = contract.errors[index]
      let status = error.effectiveStatus
      let new = status == 499 || status == 599 ? status - 1 : status + 1
      let origin = error.statusOrigin.isKnown ? error.statusOrigin : error.origin
      add(.errorStatus, error.name, "\(status) to \(new)", origin) {
        $0.errors[index].status = new
      }
      guard isTyped else { continue }
      add(
        .errorRenamed, error.name, "`\(error.typeOnWire)` to `\(error.typeOnWire)X`", error.origin
      ) {
        $0.errors[index].code = error.typeOnWire + "X"
        $0.errors[index].name += "X"
        for place in $0.operations[0].errors.indices
        where $0.operations[0].errors[place].name.isExactly(error.name) {
          $0.operations[0].errors[place].name += "X"
        }
      }
    }
    guard let operation = contract.operations.first else { return }
    for (index, reference) in operation.errors.enumerated() {
      let error = contract.error(named: reference.name)
      add(
        .errorDropped, reference.name, "dropped", reference.origin,
        excuse: error?.isCommon == true
          ? "the error is common: any operation may answer with it" : nil
      ) { _ = $0.operations[0].errors.remove(at: index) }
    }
  }
}

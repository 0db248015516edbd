package import AssayEngine
package import AssayGenerate
package import AssayModel

extension MockData {
  /// What the data break of the contract, operation by operation. They are served all the same: a user
  /// may well want to see what a client makes of them.
  package func violations(
    _ plan: Plan, _ models: [OperationModel]
  ) -> [(operation: String, violations: [Violation])] {
    let scratch = Scratch(for: plan)
    return models.compactMap { model in
      guard let entry = entries[model.operation.name] else { return nil }
      var message = model.output(.smallest) ?? MessageValue()
      for member in entry.answer.members { message[member.key] = member.value }
      if let items = entry.items, let path = Pages.itemsPath(model) {
        message = model.replacing(in: message, at: path) { _ in .array(items) } ?? message
      }
      var exchange = Exchange()
      exchange.operation = exchange.append(model.operation.name)
      exchange.response = exchange.append(model.response(message))
      // How many items there are says nothing of a page, and a label of the path is filled in.
      let echoed = echoedNames(model)
      let found = plan.check(exchange, scratch: scratch).violations.filter { violation in
        let name = violation.pointer.split(separator: "/").last.map(String.init) ?? ""
        let isEchoed = violation.constraint == .required && echoed.contains(name)
        let isCount = violation.constraint == .length && isItems(violation.pointer, model)
        return !isEchoed && !isCount
      }
      return found.isEmpty ? nil : (model.operation.name, found)
    }
  }

  private func isItems(_ pointer: String, _ model: OperationModel) -> Bool {
    guard let path = Pages.itemsPath(model) else { return false }
    return pointer.split(separator: "/").count == path.steps.count
  }

  /// Names of members that a relation fills in from the request.
  private func echoedNames(_ model: OperationModel) -> Set<String> {
    Set(
      model.operation.relations.compactMap { relation in
        guard case .every(let path) = relation.subject, relation.comparison == .equals,
          case .member(let name)? = path.steps.last
        else { return nil }
        return name
      })
  }
}

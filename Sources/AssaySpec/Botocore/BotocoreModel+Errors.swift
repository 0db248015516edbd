internal import AssayModel

extension BotocoreModel {
  /// Reads the structure of an error, and what the error says besides.
  mutating func readError(_ entry: Mapping.Entry, _ id: ShapeID) {
    guard let definition = entry.value.mapping, let type = types[id.index] else { return }
    checkKeys(definition, type)
    guard type == .structure else {
      sink.error(
        "botocore.error", "an error is a structure; \(quoted(entry.key)) is of type `\(type.word)`",
        at: entry.keyOrigin)
      return
    }
    contract[id].kind = .structure(members(definition, at: entry))
    var error = ErrorShape(
      name: contract[id].name, statusOrigin: entry.keyOrigin, shape: id,
      traits: shapeTraits(definition), origin: entry.keyOrigin)
    for part in definition.entries {
      switch part.key {
      case "error": readDetails(part, of: &error)
      case "fault": if flag(part) { error.fault = .server }
      case "retryable": error.retryable = retryability(part)
      default: break
      }
    }
    contract.errors.append(error)
  }

  /// `error`: status, type on the wire, and whose fault it is.
  private mutating func readDetails(_ entry: Mapping.Entry, of error: inout ErrorShape) {
    guard let mapping = mapping(entry) else { return }
    for part in mapping.entries {
      switch part.key {
      case "httpStatusCode":
        guard let status = status(part) else { continue }
        error.status = status
        error.statusOrigin = part.value.origin
      case "code":
        if let code = text(part), !code.isExactly(error.name) { error.code = code }
      case "senderFault": if flag(part) { error.fault = .client }
      case "fault": if flag(part) { error.fault = .server }
      default: unknown(part, of: "`error`")
      }
    }
  }

  /// A status code; anything else is reported.
  mutating func status(_ entry: Mapping.Entry) -> Int? {
    guard let status = entry.value.integer, (100...599).contains(status) else {
      sink.error(
        "botocore.status",
        "expected a status code from 100 to 599 for \(quoted(entry.key)), found "
          + (entry.value.number.map(quoted) ?? entry.value.kindName), at: entry.value.origin)
      return nil
    }
    return status
  }

  private mutating func retryability(_ entry: Mapping.Entry) -> ErrorShape.Retryability {
    guard let mapping = mapping(entry) else { return .no }
    var result = ErrorShape.Retryability.yes
    for part in mapping.entries {
      switch part.key {
      case "throttling": if flag(part) { result = .throttling }
      default: unknown(part, of: "`retryable`")
      }
    }
    return result
  }

  /// The names of all errors that operations declare.
  func errorNames(_ operations: [Mapping.Entry]) -> Set<ExactString> {
    var names: Set<ExactString> = []
    for operation in operations {
      for error in operation.value["errors"]?.sequence ?? [] {
        if let name = error["shape"]?.string { names.insert(ExactString(name)) }
      }
    }
    return names
  }
}

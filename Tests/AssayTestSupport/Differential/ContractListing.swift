import AssayModel

/// A contract for people who read a failed test: only what its operations reach.
func listing(of contract: Contract) -> String {
  var lines = ["  protocol: \(contract.wireProtocol.rawValue)"]
  if let prefix = contract.targetPrefix { lines.append("  targetPrefix: \(prefix)") }
  if contract.policies != Policies() { lines.append("  policies: \(contract.policies)") }
  var waiting: [ShapeID] = []
  for operation in contract.operations {
    let http = operation.http.map { "\($0.method) \($0.uri.source) → \($0.status)" } ?? ""
    lines.append("  operation \(operation.name) \(http)")
    for (word, shape) in [("input", operation.input), ("output", operation.output)] {
      guard let shape else { continue }
      lines.append("    \(word): \(name(shape, contract))")
      waiting.append(shape)
    }
    if !operation.errors.isEmpty {
      lines.append("    errors: " + operation.errors.map(\.name).joined(separator: ", "))
    }
    lines += operation.relations.map { "    \($0)" }
  }
  for error in contract.errors {
    lines.append(
      "  error \(error.name) wire=\(error.typeOnWire) status=\(error.effectiveStatus)"
        + "\(error.isCommon ? " common" : "") \(name(error.shape, contract))")
    waiting.append(error.shape)
  }
  var seen: Set<ShapeID> = []
  while let id = waiting.popLast() {
    guard id.index >= Contract.builtInShapeCount, seen.insert(id).inserted else { continue }
    let shape = contract[id]
    lines.append("  \(name(id, contract)) = \(words(shape.constraints))")
    let members: [Member]
    switch shape.kind {
    case .simple(let type):
      lines[lines.count - 1] += type.rawValue
      continue
    case .refined(let next):
      lines[lines.count - 1] += "refined \(name(next, contract))"
      waiting.append(next)
      continue
    case .enumeration(let values), .intEnumeration(let values):
      lines[lines.count - 1] += "enum \(values.map(\.value))"
      continue
    case .list(let element, let sparse):
      lines[lines.count - 1] += sparse ? "sparse list" : "list"
      members = [element]
    case .map(let key, let value, let sparse):
      lines[lines.count - 1] += sparse ? "sparse map" : "map"
      members = [key, value]
    case .structure(let all):
      lines[lines.count - 1] += "structure"
      members = all
    case .union(let all):
      lines[lines.count - 1] += "union"
      members = all
    }
    for member in members {
      lines.append(
        "    \(member.name): \(name(member.target, contract)) \(words(member.constraints))"
          + (member.required == nil ? "" : "required ")
          + (member.location == .body ? "" : "in=\(member.location.rawValue) ")
          + (member.wireName.map { "as=\"\($0)\" " } ?? "")
          + (member.traits.mediaType.map { "mediaType=\($0)" } ?? ""))
      waiting.append(member.target)
    }
  }
  return lines.joined(separator: "\n") + "\n"
}

private func name(_ id: ShapeID, _ contract: Contract) -> String {
  contract[id].isAnonymous ? "#\(id.rawValue)" : contract[id].name
}

private func words(_ constraints: Constraints) -> String {
  var text = ""
  if let length = constraints.length {
    text += "length \(length.min.map(String.init) ?? "")..\(length.max.map(String.init) ?? "") "
  }
  if let range = constraints.range {
    text += "range \(range.min?.description ?? "")..\(range.max?.description ?? "") "
  }
  for pattern in constraints.patterns { text += "\(pattern.match) /\(pattern.source)/ " }
  if let allowed = constraints.allowed { text += "allowed \(allowed.values.map(\.value)) " }
  if constraints.uniqueItems != nil { text += "uniqueItems " }
  if let format = constraints.timestampFormat { text += "\(format.format.rawValue) " }
  return text
}

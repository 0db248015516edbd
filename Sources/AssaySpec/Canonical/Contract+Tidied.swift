internal import AssayModel

extension Contract {
  /// The contract without what says nothing: names on the wire that are the member's own, empty
  /// texts where none is meant, JSON texts in another form than the shortest.
  func tidied() -> Contract {
    var result = self
    if version?.isEmpty == true { result.version = nil }
    if targetPrefix?.isEmpty == true { result.targetPrefix = nil }
    for index in shapes.indices {
      result.shapes[index].kind = shapes[index].kind.tidied()
      result.shapes[index].constraints = shapes[index].constraints.tidied()
      result.shapes[index].traits = shapes[index].traits.tidied()
      // Values stand beside a type; a shape that is defined otherwise has none.
      switch shapes[index].kind {
      case .simple, .refined: break
      default: result.shapes[index].constraints.allowed = nil
      }
    }
    for index in operations.indices {
      result.operations[index].traits = operations[index].traits.described()
    }
    for index in errors.indices {
      let error = errors[index]
      if error.code.map({ $0.isExactly(error.name) || $0.isEmpty }) == true {
        result.errors[index].code = nil
      }
      result.errors[index].traits = error.traits.described()
      // An error and its structure have one documentation.
      if result.errors[index].traits == Traits(), let traits = error.shapeTraits(in: result) {
        result.errors[index].traits = traits
        result.shapes[error.shape.index].traits = Traits()
      }
    }
    return result
  }
}

extension ErrorShape {
  /// The traits of the error's structure, where the error could have them: it is nobody else's, and
  /// they are of the kind that errors have.
  fileprivate func shapeTraits(in contract: Contract) -> Traits? {
    let shape = contract[self.shape]
    guard shape.name.isEmpty || shape.name.isExactly(name),
      shape.traits == shape.traits.described()
    else { return nil }
    return shape.traits
  }
}

extension Shape.Kind {
  fileprivate func tidied() -> Shape.Kind {
    switch self {
    case .simple, .refined: return self
    case .enumeration(let values): return .enumeration(values.map { $0.tidied() })
    case .intEnumeration(let values): return .intEnumeration(values.map { $0.tidied() })
    case .list(let element, let sparse):
      return .list(element: element.tidied(as: "member"), sparse: sparse)
    case .map(let key, let value, let sparse):
      return .map(key: key.tidied(as: "key"), value: value.tidied(as: "value"), sparse: sparse)
    case .structure(let members): return .structure(members.map { $0.tidied() })
    case .union(let members): return .union(members.map { $0.tidied() })
    }
  }
}

extension EnumValue {
  fileprivate func tidied() -> EnumValue {
    var result = self
    if name.map({ $0.isExactly(value) }) == true { result.name = nil }
    return result
  }
}

extension Member {
  fileprivate func tidied() -> Member {
    var result = self
    if wireName.map({ $0.isExactly(name) }) == true { result.wireName = nil }
    result.defaultValue = defaultValue.map { shortestJSON($0) }
    result.constraints = constraints.tidied()
    result.traits = traits.tidied()
    return result
  }

  /// An element, which has a name by its role and no place.
  fileprivate func tidied(as role: String) -> Member {
    var result = self
    result.name = role
    result.location = .body
    result.required = nil
    result.defaultValue = nil
    return result.tidied()
  }
}

extension Constraints {
  fileprivate func tidied() -> Constraints {
    var result = self
    if let length, length.min == nil, length.max == nil { result.length = nil }
    if let range, range.min == nil, range.max == nil { result.range = nil }
    result.allowed?.values = allowed?.values.map { $0.tidied() } ?? []
    return result
  }
}

extension Traits {
  fileprivate func tidied() -> Traits {
    var result = self
    var seen = Set<ExactString>()
    result.other = other.compactMap { trait in
      guard seen.insert(ExactString(trait.name)).inserted else { return nil }
      return ExtensionTrait(name: trait.name, json: shortestJSON(trait.json))
    }
    return result
  }

  /// What operations and errors can have of traits.
  fileprivate func described() -> Traits {
    var result = Traits()
    result.documentation = documentation
    result.deprecated = deprecated
    result.other = other
    return result.tidied()
  }
}

/// A JSON text in its shortest form; what is not JSON becomes a JSON string.
private func shortestJSON(_ text: String) -> String {
  var reader = JSONDocumentReader(bytes: Array(text.utf8), file: 0, limits: DocumentLimits())
  return (reader.read() ?? Node(kind: .string(text))).jsonText
}

package import AssayModel

/// Checks what the parts of a contract mean together, whatever format it was read from.
///
/// Each check stands in a file of its own, as an extension of this type. A check reads the contract
/// and adds diagnostics; it relies on nothing that another check may have refused.
package struct ContractValidator {
  let contract: Contract
  let graph: ShapeGraph
  /// Finds places inside strings of the sources.
  let places: QuotedOffset
  /// Shapes that stand for what could not be read. What rests on them is not checked, so that one
  /// mistake is reported once.
  let unknown: Set<ShapeID>
  var diagnostics = DiagnosticSink()
  var suggestions = Suggester()
  /// Positions of members by name, of structures that paths lead through.
  var memberIndexes: [ShapeID: [ExactString: Int]] = [:]

  init(_ contract: Contract, sources: [SourceFile], unknown: Set<ShapeID>) {
    self.contract = contract
    graph = ShapeGraph(contract)
    places = QuotedOffset(sources: sources)
    self.unknown = unknown
  }

  /// All that is wrong with a contract. Where shapes are defined by themselves, only that: what
  /// they are is then unknown.
  ///
  /// - Parameters:
  ///   - contract: What is checked.
  ///   - sources: The files that the contract's origins count, for carets inside patterns.
  ///   - unknown: Shapes that stand for what could not be read.
  /// - Returns: What is wrong, in the order of the checks.
  package static func check(
    _ contract: Contract, sources: [SourceFile] = [], unknown: Set<ShapeID> = []
  ) -> DiagnosticSink {
    var validator = ContractValidator(contract, sources: sources, unknown: unknown)
    validator.checkRefinementCycles()
    guard !validator.diagnostics.hasErrors else { return validator.diagnostics }
    validator.checkInfiniteShapes()
    validator.checkConstraintTypes()
    validator.checkLengths()
    validator.checkRanges()
    validator.checkPatterns()
    validator.checkEnumerations()
    validator.checkUniqueItems()
    validator.checkMapKeys()
    validator.checkUnions()
    validator.checkTraits()
    validator.checkDefaults()
    validator.checkWireNames()
    validator.checkPlaces()
    validator.checkPayloads()
    validator.checkTemplates()
    validator.checkHostPrefixes()
    validator.checkBindings()
    validator.checkRoutes()
    validator.checkErrors()
    validator.checkPaginations()
    validator.checkRelations()
    return validator.diagnostics
  }
}

// MARK: - What constraints stand on

extension ContractValidator {
  /// A shape, member or element that constraints stand on.
  struct Carrier {
    var constraints: Constraints
    /// The shape itself, or the target of the member.
    var shape: ShapeID
    /// The shape that a member's constraints stand beside; nothing for constraints of the shape.
    var target: ShapeID?
    /// Constraints that apply besides: those of the shapes it comes down to.
    var inherited: [Constraints]
  }

  /// Calls a check with every carrier that has constraints.
  func forEachCarrier(_ body: (Carrier) -> Void) {
    for (index, shape) in contract.shapes.enumerated() {
      let id = ShapeID(index)
      if !isUnknown(id), !shape.constraints.isEmpty {
        body(
          Carrier(
            constraints: shape.constraints, shape: id,
            inherited: Array(graph.chain(from: id).dropFirst())))
      }
      for member in shape.allMembers where !member.constraints.isEmpty && !isUnknown(member.target)
      {
        body(
          Carrier(
            constraints: member.constraints, shape: member.target, target: member.target,
            inherited: graph.chain(from: member.target)))
      }
    }
  }

  /// What a shape comes down to.
  func base(_ id: ShapeID) -> Shape { contract[graph.base(of: id)] }

  /// Whether a shape comes down to one that could not be read.
  func isUnknown(_ id: ShapeID) -> Bool {
    !unknown.isEmpty && unknown.contains(graph.base(of: id))
  }

  /// The built-in type that a shape comes down to, where it is one; enumerations count as the type
  /// of their values.
  func simpleType(_ id: ShapeID) -> SimpleType? {
    switch base(id).kind {
    case .simple(let type): type
    case .enumeration: .string
    case .intEnumeration: .integer
    default: nil
    }
  }

  /// What a shape is, for messages: `a boolean`, `a list`.
  func kindName(_ id: ShapeID) -> String {
    switch base(id).kind {
    case .simple(let type):
      type == .integer ? "an integer" : "a \(type.rawValue)"
    case .refined: "a shape"
    case .enumeration: "an enumeration"
    case .intEnumeration: "an enumeration of integers"
    case .list: "a list"
    case .map: "a map"
    case .structure: "a structure"
    case .union: "a union"
    }
  }
}

extension Shape {
  /// Members of structures and unions, elements of lists, keys and values of maps.
  package var allMembers: [Member] {
    switch kind {
    case .structure(let members), .union(let members): members
    case .list(let element, _): [element]
    case .map(let key, let value, _): [key, value]
    default: []
    }
  }
}

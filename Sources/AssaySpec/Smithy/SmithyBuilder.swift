internal import AssayModel

/// Builds the contract of one service of a model, and reports all that is wrong with it on the way.
///
/// A value that is wrong is reported and left out, or replaced by the nearest harmless one;
/// building never stops.
struct SmithyBuilder {
  let model: SmithyModel
  let service: SmithyShape
  let closure: SmithyClosure
  var contract: Contract
  var diagnostics = DiagnosticSink()
  var report: ImportReport
  /// Identifiers of the shapes that the contract has, by shape and variant.
  var ids: [Variant: ShapeID] = [:]
  /// Identifiers of variants that are like another one.
  var aliases: [Variant: ShapeID] = [:]
  /// Kinds of enumerations that members without their target's constraints have, by position.
  var copiedEnumerations: [Int: Shape.Kind] = [:]
  /// The roles that the structures of the closure have, by position in the model.
  var roles: [Int: Set<SmithyBinding.Role>] = [:]
  /// Positions of the structures that are errors of some operation.
  var errorPositions: Set<Int> = []
  /// Names of the operations that were read.
  var operationNames: Set<ExactString> = []
  /// A shape whose copies would never end, while copies are made.
  var tooDeep: SmithyShape?
  /// The shape that stands for `smithy.api#Unit` in a union, once one asks for it.
  var unit: ShapeID?

  /// A shape as it is in one role. Only structures with HTTP bindings differ by role.
  struct Variant: Hashable {
    var position: Int
    var role: SmithyBinding.Role
  }

  init(
    model: SmithyModel, service: SmithyShape, wireProtocol: WireProtocol, report: ImportReport
  ) {
    self.report = report
    self.model = model
    self.service = service
    closure = SmithyClosure(of: service, in: model)
    contract = Contract(service: "", wireProtocol: wireProtocol)
    diagnostics.add(contentsOf: closure.diagnostics)
  }

  /// The contract. It is complete only where no error was reported.
  mutating func build() -> Contract {
    readService()
    discoverShapes()
    declareShapes()
    for operation in closure.operations { readOperation(operation) }
    fillShapes()
    readErrors()
    reportWhatIsLeft()
    return contract
  }

  // MARK: - Service

  private mutating func readService() {
    let local = service.localName
    let traits = service.traits
    contract.service =
      traits[TraitID.awsService].flatMap { $0.value["sdkId"]?.string }.flatMap {
        $0.isEmpty ? nil : $0
      } ?? local
    if SmithyProtocols.namesService(contract.wireProtocol), !local.isExactly(contract.service) {
      contract.targetPrefix = local
    }
    if let version = service.properties["version"] {
      contract.version = text(version, "`version`")
      if contract.version?.isEmpty == true { contract.version = nil }
    }
    contract.documentation = traits[TraitID.documentation].flatMap { documentation($0) }
    if contract.wireProtocol == .restJson1 { contract.policies.requestOffset = .error }
    for trait in traits.entries {
      switch trait.id {
      case TraitID.documentation, TraitID.paginated, TraitID.awsService: break
      case _ where SmithyProtocols.known.contains { $0.trait == trait.id }: break
      default: leave(trait, "a contract keeps no traits of the service")
      }
    }
  }

  /// Says which parts of the model the contract does not have.
  private mutating func reportWhatIsLeft() {
    let inside = Set(roles.keys)
    let outside = model.shapes.indices.filter { position in
      model.shapes[position].type.isData && !inside.contains(position)
        && !model.shapes[position].traits.has(TraitID.mixin)
        && !model.shapes[position].traits.has("smithy.api#trait")
    }
    for position in outside {
      report.add(
        .ignored, "shapes", "no operation of the service leads to them",
        at: model.shapes[position].origin)
    }
    if model.metadataCount > 0 {
      report.add(
        .ignored, "metadata", "constrains no message", count: model.metadataCount)
    }
  }
}

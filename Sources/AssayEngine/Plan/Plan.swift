package import AssayModel
internal import AssayPattern

/// A contract compiled for checking: flat, immutable, shared by all tasks.
///
/// A plan is made once and never changes; what a check needs to write to is the caller's
/// ``Scratch``. See ``Node`` for what a compiled shape looks like.
package final class Plan: Sendable {
  /// The contract the plan was compiled from.
  package let contract: Contract
  /// What was asked for beside the contract.
  package let options: Options

  private let storage: PlanStorage
  let infos: [NodeInfo]
  let structInfos: [StructInfo]
  let memberInfos: [MemberInfo]
  /// Width of the integer type of each node.
  let widths: [ClosedRange<Int64>]
  let patterns: PatternTable
  let relations: [Relation]
  let slotCount: Int
  let orderCount: Int
  let operations: [OperationPlan]
  let router: Router
  let refusals: RefusalRules
  /// Whether requests have parameters in path, query and headers.
  let isHTTPBound: Bool
  /// Whether a request may say what answers it takes.
  let looksAtAccept: Bool
  private let namesByBytes: [[UInt8]: Int]

  var tables: PlanTables { storage.tables }

  /// What a plan is compiled for, beside the contract.
  package struct Options: Sendable, Hashable {
    /// Bounds on what a check may spend.
    package var limits = Limits()
    /// Every warning is an error.
    package var isStrict = false
    /// Secrets are shown in violations.
    package var showsSecrets = false
    /// Patterns that a table answers are not put to PCRE2; off where the two are compared.
    package var usesTables = true

    /// Creates the options that hold where nobody states others.
    package init() {}
  }

  /// The half of an exchange that a bare body is.
  package enum Direction: Sendable {
    case request, response
  }

  /// Compiles a contract. Patterns that PCRE2 cannot express become checks that say
  /// `undetermined`; the loader has reported them.
  package init(_ contract: Contract, options: Options = Options()) {
    self.contract = contract
    self.options = options
    let patterns = PatternTable(contract, limits: options.limits)
    var compiler = OperationCompiler(
      contract, shapes: ShapeCompiler(contract, patterns: patterns, usesTables: options.usesTables))
    operations = contract.operations.map { compiler.compile($0) }
    let builder = compiler.shapes.builder
    storage = PlanStorage(compiler.shapes)
    infos = builder.infos
    structInfos = builder.structInfos
    memberInfos = builder.memberInfos
    widths = compiler.shapes.widths
    self.patterns = patterns
    relations = compiler.relations
    slotCount = compiler.slotCount
    orderCount = builder.orderCount
    router = Router(contract)
    refusals = RefusalRules(contract)
    isHTTPBound = contract.wireProtocol.hasHTTPBindings
    looksAtAccept = contract.wireProtocol == .restJson1
    namesByBytes = Dictionary(
      contract.operations.enumerated().map { (Array($1.name.utf8), $0) }
    ) { first, _ in first }
  }

  /// Index of an operation by name, compared scalar by scalar.
  package func operationIndex(named name: String) -> Int? {
    namesByBytes[Array(name.utf8)]
  }

  func operationIndex(_ name: Bytes) -> Int? {
    namesByBytes[name.array]
  }

  func formatName(_ format: Node.Format) -> String {
    switch format {
    case .dateTime, .none: TimestampFormat.dateTime.rawValue
    case .httpDate: TimestampFormat.httpDate.rawValue
    case .epochSeconds: TimestampFormat.epochSeconds.rawValue
    }
  }

  func patternFailure(_ index: Int) -> String? { patterns.failure(index) }
}

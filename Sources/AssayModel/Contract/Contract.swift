/// What the operations of a service may be asked and may answer: values, no behaviour.
///
/// ``shapes`` begins with the built-in types in the order of the cases of ``SimpleType``; named and
/// inline (anonymous) shapes follow in the order of the source.
public struct Contract: Sendable, Hashable {
  /// Name of the service.
  public var service: String
  /// Version of the service's interface, where the source states one.
  public var version: String?
  /// What is said about the service.
  public var documentation: String?
  /// How its messages travel.
  public var wireProtocol: WireProtocol
  /// Name that `X-Amz-Target` and RPC paths begin with; ``service`` where the source states none.
  public var targetPrefix: String?
  /// Rules in force.
  public var policies: Policies
  /// All shapes, the built-in ones first.
  public var shapes: [Shape]
  /// The operations, in the order of the source.
  public var operations: [Operation]
  /// The errors, in the order of the source.
  public var errors: [ErrorShape]
  /// Carried over, not interpreted: `x-…` keys at the top of the contract's files.
  public var extensions: [ExtensionTrait]
  /// The files it was read from.
  public var sources: SourceTable

  /// Creates a contract that has the built-in shapes and nothing else.
  public init(service: String, wireProtocol: WireProtocol = .restJson1) {
    self.service = service
    self.wireProtocol = wireProtocol
    policies = Policies()
    shapes = SimpleType.allCases.map { Shape(name: $0.rawValue, kind: .simple($0)) }
    operations = []
    errors = []
    extensions = []
    sources = SourceTable()
  }

  /// How many shapes of every contract are built in.
  public static var builtInShapeCount: Int { SimpleType.allCases.count }

  /// The shape with an identifier of this contract.
  public subscript(_ id: ShapeID) -> Shape {
    get { shapes[id.index] }
    set { shapes[id.index] = newValue }
  }

  /// Adds a shape and returns its identifier.
  public mutating func add(_ shape: Shape) -> ShapeID {
    shapes.append(shape)
    return ShapeID(shapes.count - 1)
  }

  /// The operation with a name, compared scalar by scalar.
  public func operation(named name: String) -> Operation? {
    operations.first { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }
  }

  /// The error with a name, compared scalar by scalar.
  public func error(named name: String) -> ErrorShape? {
    errors.first { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }
  }

  /// Errors that any operation may answer with.
  public var commonErrors: [ErrorShape] { errors.filter(\.isCommon) }

  /// The shape that a refined shape comes down to: never itself of kind `refined`.
  ///
  /// Cycles of refinements, which the loader reports, end at the shape they start from.
  public func base(of id: ShapeID) -> ShapeID {
    var current = id
    for _ in 0..<shapes.count {
      guard case .refined(let next) = shapes[current.index].kind else { return current }
      current = next
    }
    return id
  }
}

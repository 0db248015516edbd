/// One operation of a service.
public struct Operation: Sendable, Hashable {
  /// Name, unique in the contract.
  public var name: String
  /// Method, URI and status of success; `nil` where the protocol needs none.
  public var http: HTTPBinding?
  /// The structure of what goes in; `nil` when nothing does.
  public var input: ShapeID?
  /// The structure of what comes out; `nil` when nothing does.
  public var output: ShapeID?
  /// Names of the declared errors, with the place of each.
  public var errors: [ErrorReference]
  /// How the operation is paginated.
  public var pagination: Pagination?
  /// What ties the answer to the question.
  public var relations: [Relation]
  /// Prefix of the host name, labels in braces.
  public var hostPrefix: String?
  /// Has no effect on the service's state.
  public var isReadonly: Bool
  /// Safe to repeat.
  public var isIdempotent: Bool
  /// What is said about it.
  public var traits: Traits
  /// Where it is defined.
  public var origin: Origin

  /// Creates an operation.
  public init(
    name: String, http: HTTPBinding? = nil, input: ShapeID? = nil, output: ShapeID? = nil,
    errors: [ErrorReference] = [], pagination: Pagination? = nil, relations: [Relation] = [],
    hostPrefix: String? = nil, isReadonly: Bool = false, isIdempotent: Bool = false,
    traits: Traits = Traits(), origin: Origin = .none
  ) {
    self.name = name
    self.http = http
    self.input = input
    self.output = output
    self.errors = errors
    self.pagination = pagination
    self.relations = relations
    self.hostPrefix = hostPrefix
    self.isReadonly = isReadonly
    self.isIdempotent = isIdempotent
    self.traits = traits
    self.origin = origin
  }
}

/// Method, URI and success status of an operation.
public struct HTTPBinding: Sendable, Hashable {
  /// Method, in capitals.
  public var method: String
  /// URI template.
  public var uri: URITemplate
  /// Status of a successful answer; 200 where none is stated.
  public var status: Int
  /// Where it is stated.
  public var origin: Origin
  /// Where the status is stated, or the binding where it is not.
  public var statusOrigin: Origin

  /// Creates a binding.
  public init(
    method: String, uri: URITemplate, status: Int = 200, origin: Origin = .none,
    statusOrigin: Origin? = nil
  ) {
    self.method = method
    self.uri = uri
    self.status = status
    self.origin = origin
    self.statusOrigin = statusOrigin ?? origin
  }
}

/// The name of an error in an operation's list.
public struct ErrorReference: Sendable, Hashable {
  /// Name in ``Contract/errors``.
  public var name: String
  /// Where it is listed.
  public var origin: Origin

  /// Creates a reference.
  public init(name: String, origin: Origin = .none) {
    self.name = name
    self.origin = origin
  }
}

/// How an operation is paginated. Source: Smithy 2.0, `paginated` trait.
public struct Pagination: Sendable, Hashable {
  /// Input member that takes the token.
  public var input: MemberPath
  /// Output member that gives the next token.
  public var output: MemberPath
  /// Input member that limits the size of a page.
  public var limit: MemberPath?
  /// Output member that holds the items.
  public var items: MemberPath?
  /// Where it is stated.
  public var origin: Origin

  /// Creates a pagination.
  public init(
    input: MemberPath, output: MemberPath, limit: MemberPath? = nil, items: MemberPath? = nil,
    origin: Origin = .none
  ) {
    self.input = input
    self.output = output
    self.limit = limit
    self.items = items
    self.origin = origin
  }
}

/// An error that operations may answer with.
public struct ErrorShape: Sendable, Hashable {
  /// Whose fault an error is.
  public enum Fault: String, Sendable, Hashable, CaseIterable {
    /// The request was wrong.
    case client
    /// The service failed.
    case server
  }

  /// Whether trying again may help.
  public enum Retryability: String, Sendable, Hashable {
    /// Trying again does not help.
    case no
    /// Trying again may help.
    case yes
    /// Trying again may help, after a pause.
    case throttling
  }

  /// Name, unique in the contract; also the type on the wire unless `code` is given.
  public var name: String
  /// Type on the wire where it differs from the name (botocore `error.code`, `awsQueryError`).
  public var code: String?
  /// HTTP status; `nil` when the source states none.
  public var status: Int?
  /// Where the status is stated.
  public var statusOrigin: Origin
  /// Whose fault it is.
  public var fault: Fault?
  /// Whether trying again may help.
  public var retryable: Retryability
  /// Any operation may answer with it, without listing it.
  public var isCommon: Bool
  /// The structure of its body and headers.
  public var shape: ShapeID
  /// What is said about it.
  public var traits: Traits
  /// Where it is defined.
  public var origin: Origin

  /// Creates an error.
  public init(
    name: String, code: String? = nil, status: Int? = nil, statusOrigin: Origin = .none,
    fault: Fault? = nil, retryable: Retryability = .no, isCommon: Bool = false, shape: ShapeID,
    traits: Traits = Traits(), origin: Origin = .none
  ) {
    self.name = name
    self.code = code
    self.status = status
    self.statusOrigin = statusOrigin
    self.fault = fault
    self.retryable = retryable
    self.isCommon = isCommon
    self.shape = shape
    self.traits = traits
    self.origin = origin
  }

  /// The type on the wire.
  public var typeOnWire: String { code ?? name }

  /// The status an answer with this error has: the stated one, else 400 or 500 by fault
  /// (Smithy 2.0, `error` trait).
  public var effectiveStatus: Int { status ?? (fault == .server ? 500 : 400) }
}

/// A mistake, a doubt or a hint about a contract file, with its place.
///
/// Wording: lower case, no full stop, names in backticks, what was expected *and* what was found.
public struct Diagnostic: Sendable, Hashable {
  /// How much a diagnostic matters.
  public enum Severity: String, Sendable, Hashable, Comparable {
    /// Advice that can be silenced.
    case hint
    /// Something that loads but is probably not meant.
    case warning
    /// A mistake: the contract cannot be used.
    case error

    private var rank: Int {
      switch self {
      case .hint: 0
      case .warning: 1
      case .error: 2
      }
    }

    /// `hint < warning < error`.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  /// A further place that helps to understand a diagnostic.
  public struct Note: Sendable, Hashable {
    /// What is to be seen there.
    public var message: String
    /// Where.
    public var origin: Origin
    /// Where again, for equality and for files that are not in the contract's table.
    public var location: SourceLocation?

    /// Creates a note.
    public init(message: String, origin: Origin, location: SourceLocation? = nil) {
      self.message = message
      self.origin = origin
      self.location = location
    }
  }

  /// A stable name, dotted, such as `length.inverted`.
  public var id: String
  /// How much it matters.
  public var severity: Severity
  /// One clause for a person.
  public var message: String
  /// The place the caret points to; `Origin.file` indexes the loader's sources.
  public var origin: Origin
  /// Further places.
  public var notes: [Note]
  /// A likely correction, such as the nearest known name.
  public var suggestion: String?

  /// Creates a diagnostic.
  public init(
    id: String, severity: Severity, message: String, origin: Origin, notes: [Note] = [],
    suggestion: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.origin = origin
    self.notes = notes
    self.suggestion = suggestion
  }
}

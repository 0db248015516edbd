package import AssayModel

/// What an import made of its document besides the contract: what was decided, what was left out
/// and why, what the document leaves open.
///
/// What is wrong with the document is not here but among the diagnostics. The same remark made at
/// many places is one remark with a count and the first places.
package struct ImportReport: Sendable {
  /// What a remark says.
  package enum Kind: Int, Sendable, CaseIterable {
    /// The document left a choice, and this one was made.
    case decided
    /// It was written in another syntax and is kept with the same meaning.
    case translated
    /// It constrains, and cannot be kept or cannot be checked.
    case unsupported
    /// The document does not say it, so nothing is checked.
    case open
    /// It is known and constrains nothing that a contract speaks of.
    case ignored
    /// It is not known, so nobody can say whether it constrains.
    case unknown
  }

  /// One remark.
  package struct Remark: Sendable {
    /// What it says.
    package var kind: Kind
    /// What it is about: a key, a pattern, a member.
    package var subject: String
    /// Why, in one clause.
    package var reason: String
    /// At how many places it was made.
    package var count: Int
    /// The first of them.
    package var origins: [Origin]
  }

  /// Different remarks kept; hostile documents could make any number.
  package static let limit = 2_000
  /// Places kept of one remark.
  package static let originLimit = 3

  /// The remarks, each in the order it was first made.
  package private(set) var remarks: [Remark] = []
  /// Different remarks beyond those kept.
  package private(set) var omitted = 0
  private var positions: [Key: Int] = [:]
  private var open: Set<OpenFact> = []

  private struct Key: Hashable {
    var kind: Kind
    var subject: ExactString
    var reason: String
  }

  /// Something that a document does not say of a member, so that another one may.
  package enum Facet: Hashable, Sendable {
    /// Of what type it is; what stands in the contract accepts anything that fits the sketch.
    case type
    /// Whether it is always there.
    case required
    /// What constrains it.
    case constraints
    /// What members it has.
    case members
    /// Whether the items of a list differ; noted of whole files, whose format cannot say it.
    case uniqueItems
  }

  private struct OpenFact: Hashable {
    var file: UInt32
    var line: UInt32
    var column: UInt32
    var facet: Facet
  }

  /// Creates an empty report.
  package init() {}

  /// Makes a remark, or counts it where it was made before.
  package mutating func add(
    _ kind: Kind, _ subject: String, _ reason: String, at origin: Origin = .none, count: Int = 1
  ) {
    let key = Key(kind: kind, subject: ExactString(subject), reason: reason)
    if let position = positions[key] {
      let (sum, overflow) = remarks[position].count.addingReportingOverflow(count)
      remarks[position].count = overflow ? Int.max : sum
      if origin.isKnown, remarks[position].origins.count < Self.originLimit {
        remarks[position].origins.append(origin)
      }
      return
    }
    guard remarks.count < Self.limit else {
      omitted += 1
      return
    }
    positions[key] = remarks.count
    remarks.append(
      Remark(
        kind: kind, subject: subject, reason: reason, count: count,
        origins: origin.isKnown ? [origin] : []))
  }

  /// Takes all remarks of another report.
  package mutating func add(contentsOf other: ImportReport) {
    for remark in other.remarks {
      add(
        remark.kind, remark.subject, remark.reason, at: remark.origins.first ?? .none,
        count: remark.count)
    }
    omitted += other.omitted
    open.formUnion(other.open)
  }

  /// Notes that the document does not say something of what is defined at a place.
  package mutating func leaveOpen(_ facet: Facet, at origin: Origin) {
    open.insert(
      OpenFact(file: origin.file, line: origin.line, column: origin.column, facet: facet))
  }

  /// Notes that the format of a file cannot say something.
  package mutating func leaveOpen(_ facet: Facet, inFile file: UInt32) {
    open.insert(OpenFact(file: file, line: 0, column: 0, facet: facet))
  }

  /// Whether the format of the file that an origin is in cannot say something.
  package func isOpen(_ facet: Facet, inFileOf origin: Origin) -> Bool {
    open.contains(OpenFact(file: origin.file, line: 0, column: 0, facet: facet))
  }

  /// Whether the document does not say something of what is defined at a place.
  package func isOpen(_ facet: Facet, at origin: Origin) -> Bool {
    open.contains(
      OpenFact(file: origin.file, line: origin.line, column: origin.column, facet: facet))
  }

  /// The remarks of one kind.
  package func remarks(of kind: Kind) -> [Remark] { remarks.filter { $0.kind == kind } }
}

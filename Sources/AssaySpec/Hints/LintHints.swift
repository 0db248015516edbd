package import AssayModel

/// Advice about a contract that is sound: what a person who writes one should look at again.
///
/// Every hint has an identifier that `x-assay-allow` silences, with a reason: on the shape, member,
/// operation or error itself, or at the top of a file for all of the contract.
package struct LintHints: Sendable {
  /// The identifiers, and what each says.
  package static let all: [(id: String, meaning: String)] = [
    ("string.unbounded", "a string of an operation has no greatest length"),
    ("pattern.impossible", "no string matches the pattern and has the length"),
    ("pattern.exponential", "a string can make the pattern try exponentially many ways"),
    ("enum.lookAlike", "two values of an enumeration are easily taken for one another"),
    ("error.noStatus", "an error does not state its status"),
  ]
  /// How many hints of one identifier are kept; all are counted.
  package static let shownLimit = 3

  /// The hints that are shown, in the order of the files.
  package private(set) var shown: [Diagnostic] = []
  /// How many there are of each identifier, in the order of ``all``; none where there are none.
  package var counts: [(id: String, count: Int)] {
    Self.all.compactMap { entry in found[entry.id].map { (entry.id, $0) } }
  }
  /// How many there are.
  package var total: Int { found.values.reduce(0, +) }
  /// How many were silenced.
  package private(set) var silenced = 0
  /// What is wrong with the silencing itself.
  package private(set) var mistakes: [Diagnostic] = []

  private var found: [String: Int] = [:]

  /// Looks a contract over.
  package init(_ contract: Contract) {
    var finder = HintFinder(contract)
    finder.findUnboundedStrings()
    finder.findPatterns()
    finder.findLookAlikes()
    finder.findErrorsWithoutStatus()
    mistakes = finder.mistakes
    silenced = finder.silenced
    var kept: [String: Int] = [:]
    for hint in finder.hints {
      found[hint.id, default: 0] += 1
    }
    let ordered = finder.hints.enumerated().sorted { left, right in
      let (a, b) = (left.element.origin, right.element.origin)
      return (a.file, a.line, a.column, UInt32(clamping: left.offset))
        < (b.file, b.line, b.column, UInt32(clamping: right.offset))
    }
    for (_, hint) in ordered where kept[hint.id, default: 0] < Self.shownLimit {
      kept[hint.id, default: 0] += 1
      shown.append(hint)
    }
  }
}

/// Finds hints. Each kind stands in a file of its own.
struct HintFinder {
  let contract: Contract
  private(set) var hints: [Diagnostic] = []
  private(set) var mistakes: [Diagnostic] = []
  private(set) var silenced = 0
  private var everywhere: Set<String> = []

  init(_ contract: Contract) {
    self.contract = contract
    everywhere = allowances(contract.extensions, at: .none)
    for operation in contract.operations { _ = allowances(operation.traits, at: operation.origin) }
    for error in contract.errors { _ = allowances(error.traits, at: error.origin) }
    for shape in contract.shapes {
      _ = allowances(shape.traits, at: shape.origin)
      for member in shape.allMembers { _ = allowances(member.traits, at: member.origin) }
    }
    isReading = false
  }

  /// Mistakes are told once: when all silencing is read at the start.
  private var isReading = true

  /// Takes a hint, unless one of the things that it is about allows it.
  mutating func add(_ id: String, _ message: String, at origin: Origin, about: [Traits]) {
    let isSilenced =
      everywhere.contains(id) || about.contains { allowances($0, at: origin).contains(id) }
    if isSilenced {
      silenced += 1
    } else {
      hints.append(Diagnostic(id: id, severity: .hint, message: message, origin: origin))
    }
  }

  private mutating func allowances(_ traits: Traits, at origin: Origin) -> Set<String> {
    traits.other.isEmpty ? [] : allowances(traits.other, at: origin)
  }

  /// What `x-assay-allow: { id: reason }` silences.
  private mutating func allowances(
    _ extensions: [ExtensionTrait], at origin: Origin
  ) -> Set<String> {
    var ids: Set<String> = []
    for trait in extensions where trait.name.isExactly("x-assay-allow") {
      guard let entries = Self.entries(of: trait.json) else {
        complain("allow.kind", "`x-assay-allow` is a mapping from hints to reasons", at: origin)
        continue
      }
      for (id, reason) in entries {
        guard LintHints.all.contains(where: { $0.id.isExactly(id) }) else {
          let nearest = Suggestion.nearest(to: id, among: LintHints.all.map(\.id))
          complain(
            "allow.unknown", "there is no hint \(quoted(id))", at: origin, suggestion: nearest)
          continue
        }
        guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
          complain("allow.reason", "\(quoted(id)) is silenced without a reason", at: origin)
          continue
        }
        ids.insert(id)
      }
    }
    return ids
  }

  private mutating func complain(
    _ id: String, _ message: String, at origin: Origin, suggestion: String? = nil
  ) {
    guard isReading else { return }
    mistakes.append(
      Diagnostic(
        id: id, severity: .warning, message: message, origin: origin, suggestion: suggestion))
  }

  /// Keys and texts of a JSON object; a value that is no text is `nil`.
  private static func entries(of json: String) -> [(String, String?)]? {
    var diagnostics = DiagnosticSink()
    let source = SourceFile(path: "", bytes: Array(json.utf8))
    guard
      let document = DocumentReader.read(
        source, file: 0, limits: DocumentLimits(), diagnostics: &diagnostics),
      case .mapping(let mapping) = document.root.kind
    else { return nil }
    return mapping.entries.map { ($0.key, $0.value.string) }
  }
}

import AssayModel
import AssayReport
import AssaySpec

/// Which cases are wanted, by identifier, and which of the wishes came true.
struct CaseSelection {
  private let includes: [Glob]
  private let excludes: [Glob]
  private let cases: [String]
  private var wasUsed: [Bool]
  private var wasFound: [Bool]

  init(include: [String], exclude: [String], cases: [String]) {
    includes = include.map { Glob($0) }
    excludes = exclude.map { Glob($0) }
    self.cases = cases
    wasUsed = Array(repeating: false, count: include.count)
    wasFound = Array(repeating: false, count: cases.count)
  }

  /// Whether everything is wanted.
  var isEverything: Bool { includes.isEmpty && excludes.isEmpty && cases.isEmpty }

  /// Whether a case is wanted.
  mutating func takes(_ id: String) -> Bool {
    guard !isEverything else { return true }
    var isWanted = includes.isEmpty && cases.isEmpty
    for (index, wanted) in cases.enumerated() where wanted.utf8.elementsEqual(id.utf8) {
      wasFound[index] = true
      isWanted = true
    }
    for (index, glob) in includes.enumerated() where glob.matches(id.utf8) {
      wasUsed[index] = true
      isWanted = true
    }
    return isWanted && !excludes.contains { $0.matches(id.utf8) }
  }

  /// Whether cases of an operation can be wanted at all: their identifiers begin with its name.
  func mayTake(_ operation: String) -> Bool {
    guard includes.isEmpty, !cases.isEmpty else { return true }
    return cases.contains { $0.utf8.starts(with: operation.utf8 + Array("/".utf8)) }
  }

  /// Fails where something that was asked for is not there. `ids` are those that are.
  func requireEverythingFound(among ids: () -> [String]) throws(CommandFailure) {
    if let index = wasFound.firstIndex(of: false) {
      let wanted = cases[index]
      throw .usage("there is no case `\(wanted)`\(Self.suggestion(wanted, ids()))")
    }
    if let index = wasUsed.firstIndex(of: false) {
      let wanted = includes[index].text
      let hint = wanted.utf8.contains(UInt8(ascii: "*")) ? "" : Self.suggestion(wanted, ids())
      throw .usage("no case matches `\(wanted)`\(hint)")
    }
  }

  /// What was probably meant: an identifier that is near, or else one that begins the same way.
  static func suggestion(_ wanted: String, _ ids: [String]) -> String {
    if let nearest = Suggestion.nearest(to: wanted, among: ids) {
      return "; did you mean `\(nearest)`?"
    }
    func shared(_ id: String) -> Int { zip(id.utf8, wanted.utf8).prefix { $0 == $1 }.count }
    guard let alike = ids.max(by: { shared($0) < shared($1) }), shared(alike) > 8 else { return "" }
    return "; one that begins alike is `\(alike)`"
  }
}

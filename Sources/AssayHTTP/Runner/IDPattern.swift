/// A pattern for the identifiers of cases: `*` stands for anything, `?` for one character.
package struct IDPattern: Sendable, Hashable {
  private let pattern: [UInt8]

  package init(_ text: String) { pattern = Array(text.utf8) }

  /// Whether all of a text fits.
  package func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var (at, place) = (0, 0)
    // Where to go back to: behind the last star, and one byte further than it took before.
    var back: (pattern: Int, text: Int)?
    while place < bytes.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        back = (at + 1, place)
        at += 1
      } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == bytes[place]
      {
        at += 1
        place += 1
      } else if let (start, taken) = back {
        back = (start, taken + 1)
        at = start
        place = taken + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

/// Which cases are run.
package struct CaseFilter: Sendable {
  /// Identifiers of cases that are run.
  package var ids: Set<String> = []
  /// Cases that fit are run. Where there are neither these nor ``ids``, all are.
  package var include: [IDPattern] = []
  /// None may fit.
  package var exclude: [IDPattern] = []

  package init() {}

  /// Whether a case is run.
  package func takes(_ id: String) -> Bool {
    let isWanted =
      ids.isEmpty && include.isEmpty || ids.contains(id) || include.contains { $0.matches(id) }
    return isWanted && !exclude.contains { $0.matches(id) }
  }

  /// Whether random cases, whose identifiers nobody knows beforehand, are run: where nothing says
  /// which cases are wanted.
  package var takesRandom: Bool { ids.isEmpty && include.isEmpty }
}

internal import Assay
public import AssayModel

/// The coverage of a contract, summed over all tests of the process so far.
///
/// Everything counts that `expectConforms` and its like have checked, in parallel tests too. A check
/// that is under way at this moment is not counted yet.
public func coverage(of contract: Contract) -> Coverage {
  Coverage(summing: Checkers.all(of: contract).map(\.coverage))
}

extension Coverage {
  /// Creates the coverage of everything that some coverages of one contract saw.
  init(summing parts: [Coverage]) {
    struct Key: Hashable {
      var source: SourceLocation?
      var operation: String
      var part: Violation.Part
      var path: String
      var constraint: ConstraintKind
    }
    var entries: [Coverage.Entry] = []
    var places: [Key: Int] = [:]
    for entry in parts.flatMap(\.entries) {
      let key = Key(
        source: entry.source, operation: entry.operation, part: entry.part, path: entry.path,
        constraint: entry.constraint)
      if let place = places[key] {
        entries[place].satisfied = entries[place].satisfied || entry.satisfied
        entries[place].violated = entries[place].violated || entry.violated
      } else {
        places[key] = entries.count
        entries.append(entry)
      }
    }
    self.init(entries: entries)
  }
}

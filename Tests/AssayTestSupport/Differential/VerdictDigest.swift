package import AssayModel

/// What two verdicts must agree in: no wording, no order.
package struct VerdictDigest: Equatable, CustomStringConvertible {
  /// One line a violation, sorted; the part behind the limit is only counted.
  package var lines: [String]
  /// Outcome, operation, refusal.
  package var head: String

  /// The digest of a verdict.
  package init(_ verdict: Verdict) {
    let refusal = verdict.refusal.map { "\($0.status) \($0.type)" } ?? "none"
    head =
      "\(verdict.outcome) operation=\(verdict.operation ?? "none") refusal=\(refusal) "
      + "omitted=\(verdict.omittedViolations)"
    let all = verdict.violations.map { violation in
      let offset = violation.offset.map { " @\($0)" } ?? ""
      return "\(violation.part.rawValue) \"\(violation.pointer)\" "
        + "\(violation.constraint.rawValue) \(violation.severity.rawValue)\(offset)"
    }
    // Which violations are kept depends on their order, which is free.
    lines = verdict.omittedViolations == 0 ? all.sorted() : ["\(all.count) kept"]
  }

  package static func == (left: VerdictDigest, right: VerdictDigest) -> Bool {
    left.head.utf8.elementsEqual(right.head.utf8)
      && left.lines.count == right.lines.count
      && zip(left.lines, right.lines).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
  }

  /// What differs, without pointers and offsets: the kind of a disagreement.
  package func difference(from other: VerdictDigest) -> String {
    func kinds(_ lines: [String], without others: [String]) -> [String] {
      var rest = others
      var kinds: Set<String> = []
      for line in lines {
        if let index = rest.firstIndex(where: { $0.utf8.elementsEqual(line.utf8) }) {
          rest.remove(at: index)
        } else {
          let words = line.split(separator: "\"")
          let offset = line.contains(" @") ? " @" : ""
          kinds.insert(
            "\(words.first ?? "")\((words.last ?? "").split(separator: "@").first ?? "")\(offset)")
        }
      }
      return kinds.sorted()
    }
    let isHead = head == other.head ? "" : "head; "
    return isHead + "only here: \(kinds(lines, without: other.lines)); "
      + "only there: \(kinds(other.lines, without: lines))"
  }

  package var description: String {
    ([head] + lines).map { "  " + readable(Array($0.utf8)) }.joined(separator: "\n")
  }
}

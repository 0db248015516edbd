package import AssayModel
internal import AssayPattern

/// What an import tells the person who ran it: what was carried over, what was translated, what
/// could not be and why, with places.
package struct ImportReportText {
  private let contract: Contract
  private let report: ImportReport
  private let sources: SourceTable
  private let compiler = PatternCompiler()

  /// Prepares the report of a contract.
  package init(_ contract: Contract, _ report: ImportReport, sources: [SourceFile]) {
    self.contract = contract
    self.report = report
    self.sources = SourceTable(paths: sources.map(\.path))
  }

  /// The lines.
  package var lines: [String] {
    var lines = [carried, patterns]
    lines += translations
    lines += unsupportedPatterns
    let titles: [(ImportReport.Kind, String)] = [
      (.decided, "decided"), (.unsupported, "not carried over"), (.open, "left open"),
      (.unknown, "not known"), (.ignored, "left out, since it constrains nothing"),
    ]
    for (kind, title) in titles {
      let remarks = report.remarks(of: kind)
      guard !remarks.isEmpty else { continue }
      lines.append("\(title):")
      lines += remarks.map { "  " + line($0) }
    }
    if report.omitted > 0 { lines.append("and \(report.omitted) more remarks") }
    return lines
  }

  private var carried: String {
    let counts = ContractStatistics(contract)
    let parts = [
      (counts.operations, "operation"), (counts.shapes, "shape"), (counts.members, "member"),
      (counts.errors, "error"), (counts.required, "required member"), (counts.length, "length"),
      (counts.range, "range"), (counts.pattern, "pattern"), (counts.enumeration, "enumeration"),
      (counts.uniqueItems, "unique list"),
    ]
    return "carried over: "
      + parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
      .joined(separator: ", ")
  }

  private var patterns: String {
    let counts = ContractStatistics(contract)
    return "patterns: \(counts.compiledPatterns) as written, \(counts.translatedPatterns) "
      + "translated, \(counts.unsupportedPatterns) not supported"
  }

  private func line(_ remark: ImportReport.Remark) -> String {
    var text = "\(remark.subject): \(remark.reason)"
    if remark.count > 1 { text += " (\(remark.count) times)" }
    let places = remark.origins.compactMap { sources.location(of: $0)?.description }
    if let first = places.first { text += ", \(first)" }
    if places.count > 1, remark.count <= ImportReport.originLimit {
      text += ", " + places.dropFirst().joined(separator: ", ")
    }
    return text
  }

  // MARK: Patterns

  /// Each distinct pattern once, with how often it is used and where first.
  private func distinctPatterns() -> [(pattern: PatternConstraint, count: Int)] {
    var positions: [ExactString: Int] = [:]
    var result: [(PatternConstraint, Int)] = []
    for shape in contract.shapes {
      for constraints in [shape.constraints] + shape.allMembers.map(\.constraints) {
        for pattern in constraints.patterns {
          if let position = positions[ExactString(pattern.source)] {
            result[position].1 += 1
          } else {
            positions[ExactString(pattern.source)] = result.count
            result.append((pattern, 1))
          }
        }
      }
    }
    return result
  }

  /// What was rewritten, each kind of rewriting once, with the first patterns it was needed in.
  private var translations: [String] {
    var positions: [ExactString: Int] = [:]
    var kinds: [(note: String, count: Int, examples: [String])] = []
    for (pattern, count) in distinctPatterns() {
      guard case .success(let compiled) = compiler.compile(pattern) else { continue }
      var seen: Set<ExactString> = []
      for note in compiled.translation.notes where seen.insert(ExactString(note.text)).inserted {
        let position = positions[ExactString(note.text)] ?? kinds.count
        if position == kinds.count {
          positions[ExactString(note.text)] = position
          kinds.append((note.text, 0, []))
        }
        kinds[position].count += count
        if kinds[position].examples.count < ImportReport.originLimit {
          kinds[position].examples.append(quoted(pattern.source) + place(pattern, 1))
        }
      }
    }
    guard !kinds.isEmpty else { return [] }
    return ["translated patterns, their meaning kept:"]
      + kinds.flatMap { kind in
        ["  \(kind.note)" + (kind.count > 1 ? " (\(kind.count) times)" : "")]
          + kind.examples.map { "    \($0)" }
      }
  }

  private var unsupportedPatterns: [String] {
    var lines: [String] = []
    for (pattern, count) in distinctPatterns() {
      guard case .failure(let error) = compiler.compile(pattern) else { continue }
      lines.append("  \(quoted(pattern.source)): \(error.message)\(place(pattern, count))")
    }
    return lines.isEmpty
      ? [] : ["patterns that are kept, and whose checks are undetermined:"] + lines
  }

  private func place(_ pattern: PatternConstraint, _ count: Int) -> String {
    let times = count > 1 ? " (\(count) times)" : ""
    return times + (sources.location(of: pattern.origin).map { ", \($0)" } ?? "")
  }
}

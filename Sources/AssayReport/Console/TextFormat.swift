import AssayModel

/// `--format text`: for people. Violations by the contract's lines, each with a count and its first
/// examples, then what it all came to. With `--all`, a line for every exchange comes before.
struct TextFormat: Format {
  let options: ReportOptions

  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    fragment.groups.add(result)
    guard options.showsAll else { return }
    let colour = Colour(isOn: options.usesColour)
    let outcome = result.verdict.outcome
    var line = colour.paint(outcome.rawValue, outcome == .pass ? .good : .error)
    line += " " + ExchangeName(result).text
    let count = result.verdict.violations.count + result.verdict.omittedViolations
    if count > 0 { line += ": " + Wording.counted(count, "violation") }
    fragment.bytes.append(contentsOf: line.utf8)
    fragment.bytes.append(UInt8(ascii: "\n"))
  }

  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    var page = TextPage(options: options)
    if options.showsAll, summary.exchanges > 0 { page.text = "\n" }
    for group in whole.groups.sorted { page.add(group) }
    page.addRest(ungrouped: whole.groups.ungrouped, omitted: whole.groups.omitted)
    let isFine =
      summary.pass == summary.exchanges && !summary.isInterrupted && errors.isEmpty
    if !options.isQuiet || !isFine { page.add(summary, errors) }
    return Array(page.text.utf8)
  }
}

/// How an exchange is called where people read: `exchange 17 (id a7) POST /stores/1/jobs`.
struct ExchangeName {
  let text: String

  init(_ result: ExchangeResult) {
    self.init(
      index: result.index, id: result.id, title: result.title,
      operation: result.verdict.operation)
  }

  init(_ example: ViolationGroups.Example) {
    self.init(
      index: example.index, id: example.id, title: example.title, operation: example.operation)
  }

  /// Leaves the query of a target out, where presigned URLs carry their secrets, and the user in
  /// front of a host.
  private static func shown(_ title: String) -> String {
    let shown = title.prefix { $0 != "?" && $0 != "#" }
    guard let scheme = shown.firstRange(of: "://") else { return Wording.visible(String(shown)) }
    let rest = shown[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    let host = authority.lastIndex(of: "@").map { authority[$0...].dropFirst() } ?? authority
    let path = rest[authority.endIndex...]
    return Wording.visible("\(shown[..<scheme.upperBound])\(host)\(path)")
  }

  private init(index: Int, id: String?, title: String?, operation: String?) {
    var text = "exchange \(index)"
    if let id, !id.isEmpty { text += " (id \(Wording.visible(id)))" }
    if let title {
      text += " " + Self.shown(title)
    } else if let operation {
      text += " \(operation)"
    }
    self.text = text
  }
}

/// The lines of a text report.
private struct TextPage {
  let options: ReportOptions
  let colour: Colour
  var text = ""

  init(options: ReportOptions) {
    self.options = options
    colour = Colour(isOn: options.usesColour)
  }

  mutating func add(_ group: ViolationGroups.Group) {
    let key = group.key
    var head = ""
    if let source = key.source {
      head += colour.paint(Wording.visible(source.description) + ":", .bold) + " "
    }
    head += colour.paint(
      "\(key.severity.rawValue):", key.severity == .error ? .error : .warning)
    head += " \(key.constraint.rawValue) of \(key.part.rawValue)"
    if let operation = key.operation { head += " of \(operation)" }
    head += ", " + Wording.counted(group.count, "violation")
    text += head + "\n"
    for example in group.examples {
      let violation = example.violation
      var place = "  " + ExchangeName(example).text
      if !violation.pointer.isEmpty {
        place += ", \(violation.part.rawValue) \(Wording.visible(violation.pointer))"
      }
      if let offset = violation.offset { place += ", byte \(offset)" }
      text += colour.paint(place, .faint) + "\n"
      text += "    " + Wording.visible(violation.message) + "\n"
    }
    let rest = group.count - group.examples.count
    if rest > 0, !group.examples.isEmpty {
      text += colour.paint("  and \(Wording.grouped(rest)) more", .faint) + "\n"
    }
    text += "\n"
  }

  mutating func addRest(ungrouped: Int, omitted: Int) {
    if ungrouped > 0 {
      text += "and \(Wording.counted(ungrouped, "violation")) of further kinds\n\n"
    }
    if omitted > 0 {
      text +=
        "and \(Wording.counted(omitted, "violation")) beyond the limit for one exchange\n\n"
    }
  }

  mutating func add(_ summary: Summary, _ errors: [InputError]) {
    if summary.isInterrupted { text += colour.paint("interrupted", .warning) + " after " }
    text += Wording.counted(summary.exchanges, "exchange")
    let counts: [(Int, String, Colour.Role)] = [
      (summary.pass, "pass", .good), (summary.fail, "fail", .error),
      (summary.unmatched, "unmatched", .error), (summary.undetermined, "undetermined", .warning),
    ]
    for (index, (count, name, role)) in counts.enumerated() {
      // Pass and fail are always named; the others where there are any.
      guard index < 2 || count > 0 else { continue }
      let piece = "\(Wording.grouped(count)) \(name)"
      text += (index == 0 ? ": " : ", ") + (count > 0 ? colour.paint(piece, role) : piece)
    }
    text += "\n"
    let violations = ConstraintKind.allCases.compactMap { constraint -> String? in
      guard let count = summary.violations[constraint], count > 0 else { return nil }
      return "\(Wording.grouped(count)) \(constraint.rawValue)"
    }
    if !violations.isEmpty { text += "violations: " + violations.joined(separator: ", ") + "\n" }
    if let coverage = summary.coverage, coverage.total > 0 {
      text += "coverage: \(Wording.grouped(coverage.total - coverage.unexercised)) of "
      text += "\(Wording.counted(coverage.total, "constraint")) exercised"
      text += ", \(Wording.grouped(coverage.violated)) broken\n"
    }
    if !errors.isEmpty {
      text += "\(Wording.counted(errors.count, "input")) could not be read to the end\n"
    }
  }
}

import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport

/// `assay test --format text`: a paragraph for each cause, then what it all came to.
struct TestPage {
  private let report: RunReport
  private let sources: [SourceFile]
  private let colour: Colour
  private let isQuiet: Bool
  private var text = ""

  init(_ report: RunReport, sources: [SourceFile], usesColour: Bool, isQuiet: Bool) {
    self.report = report
    self.sources = sources
    self.isQuiet = isQuiet
    colour = Colour(isOn: usesColour)
  }

  /// The page.
  static func render(
    _ report: RunReport, sources: [SourceFile], usesColour: Bool, isQuiet: Bool
  ) -> String {
    var page = TestPage(report, sources: sources, usesColour: usesColour, isQuiet: isQuiet)
    for failure in report.failures { page.add(failure) }
    if !isQuiet || !report.failures.isEmpty || report.unfinished != nil { page.addSummary() }
    return page.text
  }

  // MARK: - Failures

  private mutating func add(_ failure: FailureGroup) {
    let subject = failure.item.subject
    let source = Self.source(of: failure)
    if let source { text += colour.paint(Wording.visible("\(source)") + ": ", .bold) }
    text += colour.paint("\(failure.judgement.kind?.rawValue ?? "failure"):", .error)
    text += " " + Wording.visible(Self.title(subject, failure.item.operation))
    text += ", \(Wording.counted(failure.count, "case"))"
    if failure.isKnown { text += ", as before" }
    text += "\n"
    add("", Wording.visible(failure.judgement.reason))
    add("case", Wording.visible(failure.item.id))
    add("expected", Wording.visible(failure.judgement.expected))
    add("answer", Self.answer(failure))
    for violation in failure.judgement.violations.prefix(5) {
      add(
        "",
        "\(violation.part.rawValue) \(Wording.visible(violation.pointer)): "
          + Wording.visible(violation.message))
    }
    if let source, let line = line(of: source) { add("contract", line) }
    add("again", Self.cut(failure.command, to: 2000, failure.file))
    let others = failure.ids.filter { $0 != failure.item.id }
    if !others.isEmpty {
      let shown = others.prefix(5).map { Wording.visible($0) }.joined(separator: " ")
      let rest = failure.count - 1 - min(others.count, 5)
      add("also", shown + (rest > 0 ? " and \(Wording.grouped(rest)) more" : ""))
    }
    text += "\n"
  }

  private mutating func add(_ label: String, _ value: String) {
    guard !value.isEmpty else { return }
    let padded = label + String(repeating: " ", count: max(0, 9 - label.count))
    text += "  " + colour.paint(padded, .faint) + value + "\n"
  }

  /// The line of the contract that a failure is about: that of the broken answer, where it is one.
  static func source(of failure: FailureGroup) -> SourceLocation? {
    failure.judgement.violations.first?.source ?? failure.item.subject.source
  }

  /// What a case is about, for a person.
  static func title(_ subject: Case.Subject, _ operation: String) -> String {
    guard subject.constraint != nil else {
      let kind = subject.boundary.isEmpty ? "a sound request" : "\(subject.boundary)"
      return "\(kind) of \(operation)"
    }
    var title = subject.constraint?.rawValue ?? ""
    title += " of \(subject.part.rawValue)"
    if !subject.path.isEmpty { title += " \(subject.path)" }
    return title + " of \(operation)"
  }

  private static func answer(_ failure: FailureGroup) -> String {
    guard let answer = failure.answer else { return failure.judgement.actual }
    let response = answer.response
    var text = failure.judgement.actual
    for field in response.headers
    where String(decoding: field.name, as: UTF8.self).lowercased() == "content-type" {
      text += ", " + String(decoding: field.value, as: UTF8.self)
    }
    guard let body = response.body else { return Wording.visible(text + ", no body") }
    text += ", \(Wording.counted(body.count, "byte")): "
    text += cut(String(decoding: body.prefix(600), as: UTF8.self), to: 300, nil)
    return Wording.visible(text)
  }

  private static func cut(_ text: String, to limit: Int, _ file: String?) -> String {
    guard text.utf8.count > limit else { return text }
    var end = text.utf8.index(text.startIndex, offsetBy: limit)
    while end.samePosition(in: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
    return text[..<end] + "…" + (file.map { " (whole in \($0))" } ?? "")
  }

  private func line(of source: SourceLocation) -> String? {
    guard let file = sources.first(where: { $0.path == source.file }), source.line > 0 else {
      return nil
    }
    var number = 1
    for line in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if number == source.line {
        let text = String(decoding: line.drop { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
        return Wording.visible(Self.cut(text, to: 160, nil))
      }
      number += 1
    }
    return nil
  }

  // MARK: - Summary

  private mutating func addSummary() {
    for (reason, ids) in report.skipped {
      text += colour.paint("skipped:", .warning)
      text += " \(Wording.counted(ids.count, "case")), \(Wording.visible(reason)): "
      text += ids.prefix(3).map { Wording.visible($0) }.joined(separator: " ")
      text += ids.count > 3 ? " …\n" : "\n"
    }
    for remark in report.remarks {
      text += colour.paint("note:", .hint) + " \(Wording.visible(remark))\n"
    }
    if !report.fixed.isEmpty {
      text += colour.paint("note:", .hint)
      text += " \(Wording.counted(report.fixed.count, "failure")) of before no longer there\n"
    }
    if let reason = report.unfinished {
      text += colour.paint("not finished:", .error) + " \(Wording.visible(reason))\n"
    }
    addCoverage()
    let skipped = report.skippedCount
    text += "\(Wording.counted(report.cases, "case")): "
    text += colour.paint("\(Wording.grouped(report.pass)) pass", .good) + ", "
    let fail = "\(Wording.grouped(report.fail)) fail"
    text += report.fail > 0 ? colour.paint(fail, .error) : fail
    text += ", \(Wording.grouped(skipped)) skipped"
    if report.random > 0 { text += "; \(Wording.grouped(report.random)) of them at random" }
    text += "; \(Wording.counted(report.requests, "request")) in \(Self.seconds(report.seconds))"
    if report.seconds > 0.001, report.requests > 0 {
      text += ", \(Wording.grouped(Int(Double(report.requests) / report.seconds)))/s"
    }
    text += "\n"
    if !report.failures.isEmpty {
      text += colour.paint(Wording.counted(report.failures.count, "cause"), .error) + "\n"
    }
  }

  private mutating func addCoverage() {
    let coverage = report.coverage
    guard coverage.total > 0, report.cases > 0 else { return }
    let own = coverage.total - coverage.ofAnswers
    text += "coverage: \(Wording.grouped(coverage.both)) of "
    text += "\(Wording.counted(own, "constraint")) of requests in both polarities"
    if coverage.ofAnswers > 0 {
      text += "; \(Wording.grouped(coverage.satisfiedByAnswers)) of "
      text += "\(Wording.counted(coverage.ofAnswers, "constraint")) of answers seen to hold"
    }
    text += "\n"
    let missing = coverage.entries.filter { !$0.isExercised }
    guard !isQuiet, !report.isPartial, report.unfinished == nil else { return }
    let limit = 40
    for entry in missing.prefix(limit) {
      let polarity =
        entry.isOfAnswers
        ? "not seen"
        : entry.satisfied ? "never broken" : entry.violated ? "never satisfied" : "not exercised"
      var line = "  "
      if let source = entry.source { line += "\(source): " }
      line += "\(entry.constraint.rawValue) of \(entry.path.isEmpty ? "the whole" : entry.path) "
      line += polarity
      if let reason = entry.reason { line += ": \(reason)" }
      text += colour.paint(Wording.visible(line), .faint) + "\n"
    }
    if missing.count > limit {
      text += "  and \(Wording.counted(missing.count - limit, "constraint")) more\n"
    }
    if !report.omissions.isEmpty {
      text += "no cases could be made for \(Wording.counted(report.omissions.count, "place")): "
      text += report.omissions.prefix(3).map { Wording.visible("\($0)") }.joined(separator: "; ")
      text += report.omissions.count > 3 ? "; …\n" : "\n"
    }
  }

  private static func seconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}

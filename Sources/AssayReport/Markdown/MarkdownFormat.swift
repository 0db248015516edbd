import AssayModel

/// `--format markdown`: a page with a table of what was broken, for a job's summary or a comment.
struct MarkdownFormat: Format {
  let options: ReportOptions

  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    fragment.groups.add(result)
  }

  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    var text = "## Assay: "
    text += Self.verdict(summary, errors)
    text += "\n\n"
    text += "| exchanges | pass | fail | unmatched | undetermined |\n|---:|---:|---:|---:|---:|\n"
    let counts = [
      summary.exchanges, summary.pass, summary.fail, summary.unmatched, summary.undetermined,
    ]
    text += "| " + counts.map(Wording.grouped).joined(separator: " | ") + " |\n"
    let groups = whole.groups.sorted
    if !groups.isEmpty {
      text += "\n| count | severity | constraint | contract | first example |\n"
      text += "|---:|---|---|---|---|\n"
    }
    for group in groups {
      let place = group.key.source.map { Self.cell("\($0)") } ?? group.key.operation ?? ""
      let example =
        group.examples.first.map {
          Self.cell("\(ExchangeName($0).text): \($0.violation.message)")
        } ?? ""
      text += "| \(Wording.grouped(group.count)) | \(group.key.severity.rawValue) "
      text += "| \(group.key.constraint.rawValue) | \(place) | \(example) |\n"
    }
    let rest = whole.groups.ungrouped + whole.groups.omitted
    if rest > 0 { text += "\nAnd \(Wording.counted(rest, "violation")) more.\n" }
    for error in errors { text += "\n`\(error.path)`: \(Wording.visible(error.message))\n" }
    return Array(text.utf8)
  }

  private static func verdict(_ summary: Summary, _ errors: [InputError]) -> String {
    if summary.isInterrupted { return "interrupted" }
    if !errors.isEmpty { return "not finished" }
    if summary.fail + summary.unmatched > 0 { return "the contract is broken" }
    return summary.undetermined > 0 ? "not everything could be checked" : "everything conforms"
  }

  /// A text as a table's cell: nothing of it is taken for markup.
  private static func cell(_ text: String) -> String {
    var shown = ""
    for character in Wording.visible(text) {
      switch character {
      case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "#", "~", "&", "@": shown += "\\"
      default: break
      }
      shown.append(character)
    }
    return shown
  }
}

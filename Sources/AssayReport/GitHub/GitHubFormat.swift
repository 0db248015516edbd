import AssayModel

/// `--format github`: workflow commands, by which GitHub Actions shows each group of violations
/// beside the line of the contract that was broken.
struct GitHubFormat: Format {
  let options: ReportOptions

  func render(_ result: ExchangeResult, into fragment: inout ReportFragment) {
    fragment.groups.add(result)
  }

  func closing(_ whole: ReportFragment, _ errors: [InputError], _ summary: Summary) -> [UInt8] {
    var text = ""
    for group in whole.groups.sorted {
      let key = group.key
      var properties: [String] = []
      if let source = key.source {
        properties = [
          "file=\(Self.property(source.file))", "line=\(source.line)", "col=\(source.column)",
        ]
      }
      properties.append("title=\(key.constraint.rawValue) of \(key.part.rawValue)")
      var message = Wording.counted(group.count, "violation")
      if let example = group.examples.first {
        message += "; first in \(ExchangeName(example).text): \(example.violation.message)"
      }
      text += "::\(key.severity.rawValue) \(properties.joined(separator: ","))::"
      text += Self.data(message) + "\n"
    }
    for error in errors {
      text += "::error title=input::" + Self.data("\(error.path): \(error.message)") + "\n"
    }
    text += "::notice title=assay check::\(Wording.counted(summary.exchanges, "exchange")): "
    text += "\(Wording.grouped(summary.pass)) pass, \(Wording.grouped(summary.fail)) fail, "
    text += "\(Wording.grouped(summary.unmatched)) unmatched, "
    text += "\(Wording.grouped(summary.undetermined)) undetermined\n"
    return Array(text.utf8)
  }

  /// Text behind `::`. Line breaks are visible already, so that only `%` is left to escape.
  private static func data(_ text: String) -> String {
    Wording.visible(text).split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: "%25")
  }

  /// Text of a property, in which `:` and `,` have a meaning too.
  private static func property(_ text: String) -> String {
    var shown = ""
    for character in data(text) {
      switch character {
      case ":": shown += "%3A"
      case ",": shown += "%2C"
      default: shown.append(character)
      }
    }
    return shown
  }
}

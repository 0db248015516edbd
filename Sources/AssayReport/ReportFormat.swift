/// The formats of `assay check`. The raw value is the name on the command line.
package enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// For people: grouped by the contract's lines.
  case text
  /// One JSON document.
  case json
  /// One JSON object a line.
  case ndjson
  /// JUnit's XML, as build servers read it.
  case junit
  /// A Markdown page, as for a job's summary or a comment on a change.
  case markdown
  /// Workflow commands that GitHub Actions shows beside the contract's lines.
  case github
}

/// How a report is to look.
package struct ReportOptions: Sendable, Hashable {
  /// Exchanges that pass are reported too.
  package var showsAll = false
  /// What is fine is not spoken of: without violations, nothing is written for people.
  package var isQuiet = false
  /// Text for people may be coloured.
  package var usesColour = false
  /// Examples shown of a group of violations.
  package var exampleLimit = 3

  /// Creates the options that hold where nobody states others.
  package init() {}
}

internal import AssayModel

/// Reads pages of an AWS API reference, saved as text: an operation's, those of further operations,
/// and those of the data types they use.
enum AWSReferenceLoader {
  /// Whether a file is such a page, by its headings.
  @Sendable static func recognizes(_ source: SourceFile) -> Bool {
    guard source.bytes.count <= ReferencePage.limit, mayBePage(source.bytes) else { return false }
    let page = ReferencePage(source, file: 0)
    return page.isOperation || page.isDataType
  }

  /// Every page has at least one of these words; most files have neither.
  private static func mayBePage(_ bytes: [UInt8]) -> Bool {
    if DocumentReader.format(of: SourceFile(path: "", bytes: bytes)) == .json { return false }
    return PageText.contains(bytes, "Request") || PageText.contains(bytes, "Contents")
  }

  /// Reads the pages among some files.
  @Sendable static func read(_ roots: [UInt32], _ session: inout LoadSession) -> Contract? {
    let pages = roots.filter { recognizes(session.sources[Int($0)]) }
      .map { ReferencePage(session.sources[Int($0)], file: $0) }
    guard var builder = ReferenceBuilder(pages) else { return nil }
    let contract = builder.build()
    session.diagnostics.add(contentsOf: builder.sink)
    session.report.add(contentsOf: builder.report)
    return contract
  }
}

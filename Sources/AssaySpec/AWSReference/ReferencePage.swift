internal import AssayModel

/// A page of an AWS API reference, taken apart: of an operation, or of a data type.
struct ReferencePage {
  let file: UInt32
  let text: PageText
  let sections: PageSections
  let title: PageTitle
  /// The syntax of the request and of the answer, where the page has them.
  let request: PageSyntax?
  let response: PageSyntax?
  /// The service, as the addresses of the page call it: `omics`.
  let addressedService: String?

  /// The largest page that is looked at; real ones have some tens of thousands of bytes.
  static let limit = 1 << 20

  init(_ source: SourceFile, file: UInt32) {
    self.file = file
    text = PageText(source, file: file)
    sections = PageSections(text)
    title = PageTitle(text, to: sections.firstHeading)
    addressedService = Self.addressedService(source.bytes)
    let text = text
    request = sections.ranges[.requestSyntax].map { PageSyntax(text, $0) }
    response = sections.ranges[.responseSyntax].map { PageSyntax(text, $0) }
  }

  /// The first part of an address of the documentation.
  private static func addressedService(_ bytes: [UInt8]) -> String? {
    let host = Array("docs.aws.amazon.com/".utf8)
    guard let first = host.first else { return nil }
    for start in bytes.indices where bytes[start] == first && bytes[start...].starts(with: host) {
      let path = bytes[(start + host.count)...].prefix(200)
      let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      guard parts.count > 2, !parts[0].isEmpty,
        parts[0].allSatisfy({ PageText.isNameByte($0) && $0 != UInt8(ascii: ".") }),
        !parts[0].elementsEqual("goto".utf8), parts[1].elementsEqual("latest".utf8)
      else { continue }
      return String(decoding: parts[0], as: UTF8.self)
    }
    return nil
  }

  /// Whether it describes an operation.
  var isOperation: Bool {
    let hasRequest =
      sections.ranges[.requestSyntax] != nil || sections.ranges[.requestParameters] != nil
    return hasRequest
      && (sections.ranges[.responseElements] != nil || sections.ranges[.errors] != nil
        || sections.ranges[.responseSyntax] != nil)
  }

  /// Whether it describes a data type.
  var isDataType: Bool {
    !isOperation && sections.ranges[.contents] != nil && sections.ranges[.seeAlso] != nil
  }

  /// Names that a description may begin with, from the parameters and the body of a syntax.
  static func names(_ syntax: PageSyntax?) -> [String]? {
    guard let syntax else { return nil }
    var names = (syntax.body?.members ?? []).map(\.name)
    if let payload = syntax.payload { names.append(payload.name) }
    return Array(names.prefix(1_000))
  }
}

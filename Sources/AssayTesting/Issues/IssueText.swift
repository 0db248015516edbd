internal import Assay
internal import AssayModel
internal import AssayReport

/// A violation as the issue of a test shows it.
///
///     length: response.body /importJobs/0/id: has 3 characters, not 10...36
///       {"importJobs":[{"id":"123","status":"COMPLETED"}]}
///                            ^^^^^
///       omics.yaml:41:20: id: { type: string, length: 10..36 }
struct IssueText {
  let checker: Checker
  /// The bodies, where they are known.
  var requestBody: [UInt8]?
  var responseBody: [UInt8]?
  /// The operation that the exchange belongs to.
  var operation: String?

  /// Creates the texts of an exchange.
  init(_ exchange: Exchange, _ verdict: Verdict, _ checker: Checker) {
    self.checker = checker
    operation = verdict.operation
    requestBody = Self.bytes(of: exchange.request?.body, exchange)
    responseBody = Self.bytes(of: exchange.response?.body, exchange)
  }

  private static func bytes(of body: Exchange.Body?, _ exchange: Exchange) -> [UInt8]? {
    guard case .bytes(let range)? = body else { return nil }
    return Array(exchange[range])
  }

  /// The text of a violation, without a line feed at its end.
  func text(of violation: Violation) -> String {
    var text = "\(violation.constraint.rawValue): \(violation.part.rawValue)"
    if !violation.pointer.isEmpty { text += " \(Wording.visible(violation.pointer))" }
    text += ": \(Wording.visible(violation.message))"
    if let excerpt = excerpt(of: violation) {
      text += "\n  \(excerpt.text)\n  \(excerpt.underline)"
    }
    if let source = violation.source { text += "\n  \(Self.text(of: source))" }
    return text
  }

  /// A place in the contract, with its line where the file can be read.
  static func text(of source: SourceLocation) -> String {
    guard let line = ContractLines.line(at: source) else { return "\(source)" }
    return "\(source): \(Wording.visible(line))"
  }

  private func excerpt(of violation: Violation) -> BodyExcerpt? {
    let isRequest = violation.part == .requestBody
    guard isRequest || violation.part == .responseBody, let offset = violation.offset,
      let body = isRequest ? requestBody : responseBody
    else { return nil }
    var secrets: [Range<Int>] = []
    if !checker.showsSecrets {
      guard let name = operation, let operation = checker.contract.operation(named: name) else {
        return nil
      }
      secrets =
        SecretRanges(in: body, of: operation, checker.contract, isRequest: isRequest).ranges
    }
    return BodyExcerpt(of: body, at: offset, hiding: secrets)
  }
}

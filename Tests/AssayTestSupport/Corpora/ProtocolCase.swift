package import AssayModel
package import AssaySpec
import Foundation

/// One protocol test: a message, and what a conforming party makes of it.
package struct ProtocolCase: Sendable {
  /// What the message is.
  package enum Kind: String, Sendable {
    case request, response, malformedRequest, eventStream
  }

  /// Name, unique in its file.
  package var id: String
  /// What the message is.
  package var kind: Kind
  /// Path of the model in the corpora.
  package var model: String
  /// Which model of a file that holds several.
  package var modelKey: String?
  /// Name of the operation, without namespace.
  package var operation: String
  /// The message.
  package var exchange: Exchange
  /// Whether the contract is kept.
  package var isValid: Bool
  /// How the request is refused.
  package var refusal: Verdict.Refusal?
  /// Pointers to the values that are wrong, where the answer lists them.
  package var fields: [String]

  /// Reads a row; `nil` where it has not the form of one.
  package init?(_ row: Node) {
    guard let id = row["id"]?.string, let kind = row["kind"]?.string.flatMap(Kind.init),
      let model = row["model"]?.string, let operation = row["operation"]?.string,
      let valid = row["expected"]?["valid"]?.bool
    else { return nil }
    self.id = id
    self.kind = kind
    self.model = model
    modelKey = row["modelKey"]?.string
    self.operation = operation.split(separator: "#").last.map(String.init) ?? operation
    isValid = valid
    let expected = row["expected"]
    if let status = expected?["code"]?.integer, let type = expected?["errorType"]?.string {
      refusal = Verdict.Refusal(status: status, type: type)
    }
    fields = (expected?["fieldList"]?.sequence ?? []).compactMap { $0["path"]?.string }
    exchange = Exchange()
    switch kind {
    case .request, .malformedRequest: exchange = Self.request(row)
    case .response: exchange = Self.response(row, operation: self.operation)
    case .eventStream: break
    }
  }

  /// The rows of a file.
  package static func read(_ path: String) throws -> [ProtocolCase] {
    let rows = try Corpora.document(path).root["cases"]?.sequence ?? []
    return try rows.map { row in
      guard let test = ProtocolCase(row) else {
        throw Corpora.Missing(description: "\(path): no case in \(row.jsonText.prefix(100))")
      }
      return test
    }
  }

  private static func headers(_ row: Node) -> [(name: String, value: String)] {
    (row["headers"]?.mapping?.entries ?? []).map { ($0.key, $0.value.scalarText ?? "") }
  }

  /// The body: base64 where the media type is a binary one.
  private static func body(_ row: Node) -> [UInt8]? {
    guard let text = row["body"]?.string else { return nil }
    if row["bodyMediaType"]?.string == "application/cbor" || row["protocol"]?.string == "rpcv2Cbor",
      let data = Data(base64Encoded: text)
    {
      return [UInt8](data)
    }
    return [UInt8](text.utf8)
  }

  private static func request(_ row: Node) -> Exchange {
    Exchange(
      request: HTTPRequest(
        method: row["method"]?.string ?? "", target: row["target"]?.string ?? "",
        headers: headers(row), body: body(row)))
  }

  private static func response(_ row: Node, operation: String) -> Exchange {
    Exchange(
      response: HTTPResponse(
        status: row["code"]?.integer ?? 200, headers: headers(row), body: body(row)),
      operation: operation)
  }
}

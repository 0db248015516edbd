import Assay
import AssayTesting
import Synchronization
import Testing

/// Contracts that the tests hold messages against.
enum Samples {
  static func accounts() throws -> Contract {
    try Contract(
      text: """
        assay: 1
        service: Accounts
        protocol: restJson1
        operations:
          GetAccount:
            http: { method: GET, uri: "/accounts/{id}" }
            input:
              id: { type: AccountID, in: path, required: true }
              depth: { type: integer, range: 1..10, in: query }
            output:
              id: { type: AccountID, required: true }
              token: { type: string, sensitive: true }
              owner: { type: Owner }
              secrets: { type: Secrets }
            errors: [ValidationException, NotFound]
        shapes:
          AccountID: { type: string, length: 3..8, pattern: '[0-9]+' }
          Owner:
            members:
              name: { type: string, length: 1..20 }
              pin: { type: Pin }
          Pin: { type: string, sensitive: true }
          Secrets: { map: { key: { type: string }, value: { type: Pin } } }
        errors:
          ValidationException: { status: 400, members: { message: { type: string } } }
          NotFound: { status: 404, members: { message: { type: string } } }
        """, named: "accounts.yaml")
  }

  static func response(_ body: String) -> HTTPResponse { response(200, body) }

  static func response(_ status: Int, _ body: String, type: String? = nil) -> HTTPResponse {
    var headers = [(name: "content-type", value: "application/json")]
    if let type { headers.append((name: "x-amzn-errortype", value: type)) }
    return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
  }
}

/// What a piece of code recorded.
struct Recorded: Sendable {
  var text: String
  var line: Int?
  var file: String?
  var isError: Bool
}

/// Runs code and returns the issues that it recorded, in order, instead of failing by them.
func issues(in body: () throws -> Void) rethrows -> [Recorded] {
  let found = Mutex<[Recorded]>([])
  try withKnownIssue(isIntermittent: true) {
    try body()
  } matching: { issue in
    let text = issue.comments.map(\.rawValue).joined(separator: "\n")
    found.withLock {
      $0.append(
        Recorded(
          text: text, line: issue.sourceLocation?.line, file: issue.sourceLocation?.fileName,
          isError: issue.severity == .error))
    }
    return true
  }
  return found.withLock { $0 }
}

/// How errors, timestamps and bodies travel.
public enum WireProtocol: String, Sendable, Hashable, CaseIterable {
  /// AWS restJson1: HTTP bindings, JSON bodies, `x-amzn-errortype`.
  case restJson1
  /// AWS restXml: HTTP bindings, XML bodies.
  case restXml
  /// AWS JSON 1.0: `POST /` with `X-Amz-Target`.
  case awsJson1_0
  /// AWS JSON 1.1: `POST /` with `X-Amz-Target`.
  case awsJson1_1
  /// AWS Query: form-encoded requests, XML answers.
  case awsQuery
  /// Amazon EC2's variant of Query.
  case ec2Query
  /// Smithy RPC v2 with CBOR bodies.
  case rpcv2Cbor
  /// Smithy RPC v2 with JSON bodies.
  case rpcv2Json
  /// Plain JSON over HTTP; errors are told by status alone.
  case httpJson = "http-json"

  /// Whether documents travel as JSON, so that bodies can be checked.
  public var hasJSONBodies: Bool {
    switch self {
    case .restJson1, .awsJson1_0, .awsJson1_1, .rpcv2Json, .httpJson: true
    case .restXml, .awsQuery, .ec2Query, .rpcv2Cbor: false
    }
  }

  /// Whether an operation is named by method and URI (or by a header, a parameter or a fixed path).
  public var hasHTTPBindings: Bool {
    switch self {
    case .restJson1, .restXml, .httpJson: true
    default: false
    }
  }

  /// Whether `bigInteger` and `bigDecimal` travel as JSON strings, so that no reader rounds them.
  public var quotesBigNumbers: Bool { self == .rpcv2Json }

  /// Media type of a document body.
  public var contentType: String {
    switch self {
    case .restJson1, .httpJson, .rpcv2Json: "application/json"
    case .restXml: "application/xml"
    case .awsJson1_0: "application/x-amz-json-1.0"
    case .awsJson1_1: "application/x-amz-json-1.1"
    case .awsQuery, .ec2Query: "application/x-www-form-urlencoded"
    case .rpcv2Cbor: "application/cbor"
    }
  }

  /// Media type of an answer's document body: XML answers form-encoded requests.
  public var answerContentType: String {
    switch self {
    case .awsQuery, .ec2Query: "text/xml"
    default: contentType
    }
  }

  /// The format of a timestamp that states none, by the place it travels in.
  public func timestampFormat(at location: Member.Location) -> TimestampFormat {
    switch location {
    case .header, .headerMap: .httpDate
    case .path, .query, .queryMap, .host: .dateTime
    case .body, .payload, .status:
      switch self {
      case .restXml, .awsQuery, .ec2Query: .dateTime
      default: .epochSeconds
      }
    }
  }
}

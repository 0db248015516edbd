internal import AssayModel

/// An operation compiled: what its messages may be and what they may hold.
struct OperationPlan: Sendable {
  var name: String
  var request: MessagePlan
  var response: MessagePlan
  /// Statuses of success.
  var success: ClosedRange<Int>
  /// Where the status is stated.
  var statusOrigin: Origin
  /// Declared errors, then common ones.
  var errors: [ErrorPlan]
  /// Query parameters that the URI template fixes.
  var queryLiterals: [[UInt8]]
  /// What a successful answer's media type is, for `Accept`; `nil` where anything goes.
  var answerMediaType: String?
  var origin: Origin
  /// How many labels the URI has: 0 where there is no HTTP binding.
  var labels: [ParameterPlan]
}

/// A message: parameters and body.
struct MessagePlan: Sendable {
  var query: [ParameterPlan] = []
  var queryMap: MapParameterPlan?
  var headers: [ParameterPlan] = []
  var headerMaps: [MapParameterPlan] = []
  var status: ParameterPlan?
  var body = BodyPlan.ignored(hasJSONType: false)
  /// Media type that a body must have; `nil` where any will do.
  var mediaType: String?
}

/// A parameter: a label, a query parameter or a header.
struct ParameterPlan: Sendable {
  /// Name as the contract writes it.
  var wireName: String
  /// Name to compare with: as it is, or in lower case for headers.
  var wire: [UInt8]
  var node: Int
  var isRequired: Bool
  var origin: Origin
  /// Name of the structure it is a member of, for messages.
  var structName: String
  /// The text is base64 of the value (strings with a media type in headers).
  var isBase64: Bool
}

/// A map of parameters.
struct MapParameterPlan: Sendable {
  /// Prefix of the names, in lower case; empty for a query map.
  var prefix: [UInt8]
  var node: Int
  var isRequired: Bool
  var origin: Origin
  var structName: String
  var name: String
}

/// The body of a message.
enum BodyPlan: Sendable {
  /// Not looked at. A request with the protocol's JSON type has a body it should not have.
  case ignored(hasJSONType: Bool)
  /// A JSON object of members.
  case document(node: Int)
  /// One JSON value.
  case value(node: Int, required: Marker?)
  /// UTF-8 text.
  case text(node: Int, required: Marker?)
  /// Bytes.
  case bytes(node: Int, required: Marker?)
  /// Not checkable yet; the text says why.
  case unsupported(String)
}

/// An error compiled.
struct ErrorPlan: Sendable {
  var name: String
  /// Type on the wire.
  var wire: [UInt8]
  var nameBytes: [UInt8]
  var status: Int
  var message: MessagePlan
  var origin: Origin
  var statusOrigin: Origin

  /// The type on the wire as text.
  var type: String { String(decoding: wire, as: UTF8.self) }
}

internal import AssayModel

/// An operation compiled: what its messages may be and what they may hold.
final class OperationPlan: Sendable {
  let name: String
  let request: MessagePlan
  let response: MessagePlan
  /// Statuses of success.
  let success: ClosedRange<Int>
  /// Where the status is stated.
  let statusOrigin: Origin
  /// Declared errors, then common ones.
  let errors: [ErrorPlan]
  /// Query parameters that the URI template fixes.
  let queryLiterals: [[UInt8]]
  /// What a successful answer's media type is, for `Accept`; `nil` where anything goes.
  let answerMediaType: String?
  let origin: Origin
  /// Where the labels of the URI stand: none where there is no HTTP binding.
  let labels: [LabelPlan]

  init(
    name: String, request: MessagePlan, response: MessagePlan, success: ClosedRange<Int>,
    statusOrigin: Origin, errors: [ErrorPlan], queryLiterals: [[UInt8]], answerMediaType: String?,
    origin: Origin, labels: [LabelPlan]
  ) {
    self.name = name
    self.request = request
    self.response = response
    self.success = success
    self.statusOrigin = statusOrigin
    self.errors = errors
    self.queryLiterals = queryLiterals
    self.answerMediaType = answerMediaType
    self.origin = origin
    self.labels = labels
  }
}

/// A message: parameters and body.
final class MessagePlan: Sendable {
  let query: ParameterTable
  let queryMap: MapParameterPlan?
  let headers: ParameterTable
  let headerMaps: [MapParameterPlan]
  /// The status as a value, of an answer that has it as a member; one parameter or none.
  let status: ParameterTable
  let body: BodyPlan
  /// Media type that a body must have, or of which there must be none where bodies are ignored;
  /// `nil` where any will do.
  let mediaType: MediaTypePlan?

  init(_ draft: MessageDraft) {
    query = ParameterTable(draft.query)
    queryMap = draft.queryMap
    headers = ParameterTable(draft.headers)
    headerMaps = draft.headerMaps
    status = ParameterTable(draft.status.map { [$0] } ?? [])
    body = draft.body
    mediaType = draft.mediaType.map { MediaTypePlan($0) }
  }
}

/// A message while it is compiled.
struct MessageDraft {
  var query: [ParameterPlan] = []
  var queryMap: MapParameterPlan?
  var headers: [ParameterPlan] = []
  var headerMaps: [MapParameterPlan] = []
  var status: ParameterPlan?
  var body = BodyPlan.ignored(hasJSONType: false)
  var mediaType: String?
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
final class ErrorPlan: Sendable {
  let name: String
  /// Type on the wire.
  let wire: [UInt8]
  let nameBytes: [UInt8]
  let status: Int
  let message: MessagePlan
  let origin: Origin
  let statusOrigin: Origin

  init(_ error: ErrorShape, message: MessagePlan) {
    name = error.name
    wire = Array(error.typeOnWire.utf8)
    nameBytes = Array(error.name.utf8)
    status = error.effectiveStatus
    self.message = message
    origin = error.origin
    statusOrigin = error.statusOrigin.isKnown ? error.statusOrigin : error.origin
  }

  /// The type on the wire as text.
  var type: String { String(decoding: wire, as: UTF8.self) }
}

import AssayJSON
import AssayModel

extension EntryDraft {
  /// Reads an entry.
  mutating func readEntry(_ reader: inout JSONReader) throws(JSONError) {
    var place = order.begin()
    while true {
      switch try next(&place, &reader, .entry) {
      case .end: return flush(&reader)
      case .request: try readRequest(&reader, place)
      case .response: try readResponse(&reader, place)
      case .operation: operation = try text(&reader, place)
      case .id: id = try text(&reader, place)
      case .comment: comment = try textIfAny(&reader, place)
      default: try skip(&reader, place)
      }
    }
  }

  private mutating func readRequest(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    guard try hasValue(&reader, at, orElse: .expectedObject) else { return }
    if hasRequest {
      request.removeAll()
      query = -1
    }
    hasRequest = true
    var place = order.inside(at)
    while true {
      switch try next(&place, &reader, .request) {
      case .end: return
      case .method: method = try text(&reader, place)
      case .url: url = try text(&reader, place)
      case .headers: try readHeaders(&reader, place, isRequest: true)
      case .queryString: query = try skipList(&reader, place)
      case .postData: try readBody(&reader, place, isRequest: true)
      case .bodySize: request.bodySize = try integer(&reader, place)
      default: try skip(&reader, place)
      }
    }
  }

  private mutating func readResponse(
    _ reader: inout JSONReader, _ at: MemberOrder.Place
  ) throws(JSONError) {
    guard try hasValue(&reader, at, orElse: .expectedObject) else { return }
    if hasResponse { response.removeAll() }
    hasResponse = true
    var place = order.inside(at)
    while true {
      switch try next(&place, &reader, .response) {
      case .end: return
      case .status: status = try integer(&reader, place) ?? 0
      case .headers: try readHeaders(&reader, place, isRequest: false)
      case .content: try readBody(&reader, place, isRequest: false)
      case .bodySize: response.bodySize = try integer(&reader, place)
      default: try skip(&reader, place)
      }
    }
  }

  /// Reads `postData` or `content`.
  private mutating func readBody(
    _ reader: inout JSONReader, _ at: MemberOrder.Place, isRequest: Bool
  ) throws(JSONError) {
    guard try hasValue(&reader, at, orElse: .expectedObject) else { return }
    var body = BodyDraft()
    var place = order.inside(at)
    reading: while true {
      switch try next(&place, &reader, isRequest ? .requestBody : .responseBody) {
      case .end: break reading
      case .text: body.text = try text(&reader, place)
      case .mimeType: body.mimeType = try text(&reader, place)
      case .size: body.size = try integer(&reader, place)
      case .encoding: body.isBase64 = try isBase64(&reader, place)
      case .params: body.params = try skipList(&reader, place)
      default: try skip(&reader, place)
      }
    }
    if isRequest { request.body = body } else { response.body = body }
  }

  // MARK: - Header fields

  private mutating func readHeaders(
    _ reader: inout JSONReader, _ at: MemberOrder.Place, isRequest: Bool
  ) throws(JSONError) {
    guard try hasValue(&reader, at, orElse: .expectedArray) else { return }
    var headers: [Exchange.HeaderField] = []
    if isRequest { swap(&headers, &request.headers) } else { swap(&headers, &response.headers) }
    if !headers.isEmpty { headers.removeAll(keepingCapacity: true) }
    var name = ByteRange.empty
    var value = ByteRange.empty
    var place = order.inside(at)
    while true {
      let member = try nextInList(&place, &reader, isLoose: false)
      if place.opens || member == .end {
        if name.count > 0 { headers.append(Exchange.HeaderField(name: name, value: value)) }
        if member == .end { break }
        name = .empty
        value = .empty
      }
      switch member {
      case .name: name = try text(&reader, place) ?? .empty
      case .value: value = try text(&reader, place) ?? .empty
      default: try skip(&reader, place)
      }
    }
    if isRequest { request.headers = headers } else { response.headers = headers }
  }

  /// Reads an object with a `name` and a `value`.
  mutating func readPair(
    _ reader: inout JSONReader
  ) throws(JSONError) -> (name: ByteRange?, value: ByteRange?) {
    var name: ByteRange?
    var value: ByteRange?
    var place = MemberOrder.Place.unknown
    while true {
      switch try next(&place, &reader, .pair) {
      case .end: return (name, value)
      case .name: name = try text(&reader, place)
      case .value: value = try text(&reader, place)
      default: try skip(&reader, place)
      }
    }
  }
}

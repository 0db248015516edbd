import AssayJSON

/// What the members of an entry are to the reader.
enum EntryMember: UInt8, CaseIterable {
  /// The object or list is over.
  case end
  /// Members that are skipped.
  case other
  case request, response, operation, id, comment
  case method, url, headers, queryString, postData
  case status, content, bodySize
  case text, mimeType, size, encoding, params
  case name, value

  /// The member of a raw value that came from one.
  @inline(__always)
  static func of(_ place: MemberOrder.Place) -> EntryMember {
    // The compiler's own `init(rawValue:)` goes through all cases.
    guard place.role <= EntryMember.value.rawValue else { return .other }
    // SAFETY: the raw values go from 0 to that of the last case without a gap.
    return unsafe unsafeBitCast(place.role, to: EntryMember.self)
  }
}

/// Objects of an entry, by the members they have.
enum EntryLevel {
  case entry, request, response, requestBody, responseBody
  /// An element of a list of names with values.
  case pair
  /// An object that is skipped.
  case skipped

  /// What a member of this level is.
  @inline(__always)
  func member(_ name: JSONString, _ reader: borrowing JSONReader) -> EntryMember {
    for (known, member) in members where reader.isName(name, known) { return member }
    return .other
  }

  private var members: [(StaticString, EntryMember)] {
    switch self {
    case .entry: EntryLevel.ofEntry
    case .request: EntryLevel.ofRequest
    case .response: EntryLevel.ofResponse
    case .requestBody: EntryLevel.ofRequestBody
    case .responseBody: EntryLevel.ofResponseBody
    case .pair: EntryLevel.ofPair
    case .skipped: []
    }
  }

  private static let ofEntry: [(StaticString, EntryMember)] = [
    ("request", .request), ("response", .response), ("_operation", .operation), ("_id", .id),
    ("comment", .comment),
  ]
  private static let ofRequest: [(StaticString, EntryMember)] = [
    ("method", .method), ("url", .url), ("headers", .headers), ("queryString", .queryString),
    ("postData", .postData), ("bodySize", .bodySize),
  ]
  private static let ofResponse: [(StaticString, EntryMember)] = [
    ("status", .status), ("headers", .headers), ("content", .content), ("bodySize", .bodySize),
  ]
  private static let ofResponseBody: [(StaticString, EntryMember)] = [
    ("text", .text), ("mimeType", .mimeType), ("size", .size), ("encoding", .encoding),
  ]
  private static let ofRequestBody = ofResponseBody + [("params", .params)]
  private static let ofPair: [(StaticString, EntryMember)] = [("name", .name), ("value", .value)]
}

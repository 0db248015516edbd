import AssayModel

/// What is known of a message while its entry is read, members coming in any order.
struct MessageDraft {
  var headers: [Exchange.HeaderField] = []
  var notes = HeaderNotes()
  var body = BodyDraft()
  /// Size of the body, as it travelled, as stated.
  var bodySize: Int?

  /// Empties the draft and keeps its memory.
  mutating func removeAll() {
    if !headers.isEmpty { headers.removeAll(keepingCapacity: true) }
    notes = HeaderNotes()
    body = BodyDraft()
    bodySize = nil
  }
}

/// What `postData` or `content` says.
struct BodyDraft {
  /// Text of the body, escapes undone.
  var text: ByteRange?
  var isBase64 = false
  var mimeType: ByteRange?
  /// Size of the body, decoded, as stated.
  var size: Int?
  /// Where `params` begins in the entry; negative where it is not there.
  var params = -1
}

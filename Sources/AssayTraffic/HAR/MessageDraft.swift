import AssayModel

/// What is known of a message while its entry is read, members coming in any order.
struct MessageDraft {
  var headers: [Exchange.HeaderField] = []
  var hasContentType = false
  var hasContentCoding = false
  /// Value of `Content-Length`, where it is a number.
  var contentLength: Int?
  /// Text of the body, escapes undone.
  var text: ByteRange?
  var isBase64 = false
  var mimeType: ByteRange?
  /// Size of the body, decoded, as stated.
  var size: Int?
  /// Size of the body, as it travelled, as stated.
  var bodySize: Int?

  /// Empties the draft and keeps its memory.
  mutating func removeAll() {
    headers.removeAll(keepingCapacity: true)
    hasContentType = false
    hasContentCoding = false
    contentLength = nil
    removeBody()
    bodySize = nil
  }

  /// Forgets what was said of the body.
  mutating func removeBody() {
    text = nil
    isBase64 = false
    mimeType = nil
    size = nil
  }
}

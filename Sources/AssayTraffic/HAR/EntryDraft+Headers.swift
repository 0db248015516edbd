import AssayModel

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What the header fields of a message say beside what they are.
struct HeaderNotes {
  var hasContentType = false
  var hasContentCoding = false
  /// Value of `Content-Length`, where it is a number.
  var contentLength: Int?
  /// Values of `:method` and `:path`.
  var pseudoMethod: ByteRange?
  var pseudoPath: ByteRange?

  init() {}

  /// Looks at header fields whose bytes are there. Pseudo-header fields are taken out, and values
  /// are cut to what is not white space.
  init(_ headers: inout [Exchange.HeaderField], in bytes: Span<UInt8>) {
    var kept = 0
    for place in headers.indices {
      var field = headers[place]
      if bytes[field.name.start] == UInt8(ascii: ":") {
        if field.name.count == 7, EntryDraft.says(":method", at: field.name.start, in: bytes) {
          pseudoMethod = field.value
        }
        if field.name.count == 5, EntryDraft.says(":path", at: field.name.start, in: bytes) {
          pseudoPath = field.value
        }
        continue
      }
      field.value = HeaderNotes.trimmed(field.value, in: bytes)
      headers[kept] = field
      kept &+= 1
      note(field, in: bytes)
    }
    if kept < headers.count { headers.removeLast(headers.count - kept) }
  }

  /// Notes what a header field says of the body.
  private mutating func note(_ field: Exchange.HeaderField, in bytes: Span<UInt8>) {
    let start = field.name.start
    switch field.name.count {
    case 12 where EntryDraft.says("content-type", at: start, in: bytes): hasContentType = true
    case 14 where EntryDraft.says("content-length", at: start, in: bytes):
      contentLength = EntryDraft.decimal(bytes.extracting(field.value.start..<field.value.end))
    case 16 where EntryDraft.says("content-encoding", at: start, in: bytes):
      hasContentCoding = true
    default: break
    }
  }

  /// A value without white space around it.
  @inline(__always)
  private static func trimmed(_ range: ByteRange, in bytes: Span<UInt8>) -> ByteRange {
    guard range.count > 0, bytes[range.start] <= 0x20 || bytes[range.end &- 1] <= 0x20 else {
      return range
    }
    var range = range
    while range.count > 0, bytes[range.start].isWhitespace {
      range.start &+= 1
      range.count &-= 1
    }
    while range.count > 0, bytes[range.end &- 1].isWhitespace { range.count &-= 1 }
    return range
  }
}

extension EntryDraft {
  /// Looks at the header fields and the URL once their bytes are there.
  mutating func settle() {
    var headers: [Exchange.HeaderField] = []
    swap(&headers, &request.headers)
    request.notes = HeaderNotes(&headers, in: bytes.span)
    swap(&headers, &request.headers)
    swap(&headers, &response.headers)
    response.notes = HeaderNotes(&headers, in: bytes.span)
    swap(&headers, &response.headers)
    pseudoMethod = response.notes.pseudoMethod ?? request.notes.pseudoMethod
    pseudoPath = response.notes.pseudoPath ?? request.notes.pseudoPath
    // A fragment is not sent.
    if let range = url, let end = first(UInt8(ascii: "#"), in: range) { url?.count = end }
  }

  /// Whether the URL has a query.
  var hasQuery: Bool {
    guard let url else { return false }
    return first(UInt8(ascii: "?"), in: url) != nil
  }

  /// Where a byte stands first in a range, counted from its start.
  private func first(_ byte: UInt8, in range: ByteRange) -> Int? {
    guard range.count > 0, range.start >= 0, range.end <= bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { bytes in
      // SAFETY: the guard has shown that the range lies in the bytes.
      guard let base = unsafe bytes.baseAddress.map({ unsafe $0 + range.start }),
        let found = unsafe memchr(base, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}

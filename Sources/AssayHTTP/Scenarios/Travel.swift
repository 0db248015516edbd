/// How a sound answer travels: ways that HTTP/1.1 (RFC 9112) leaves to the server, all of which mean
/// the same.
enum Travel: String, Sendable, Hashable, CaseIterable {
  case plain
  case chunked
  case chunkedBytes = "chunked-bytes"
  case chunkedUneven = "chunked-uneven"
  case chunkExtensions = "chunk-extensions"
  case chunkSizesPadded = "chunk-sizes-padded"
  case trailers
  case gzip
  case gzipChunked = "gzip-chunked"
  case untilClose = "until-close"
  case connectionClose = "connection-close"
  case http10 = "http-1.0"
  case headersLower = "headers-lower-case"
  case headersUpper = "headers-upper-case"
  case headersMixed = "headers-mixed-case"
  case spacesAroundValues = "spaces-around-values"
  case noSpaces = "no-spaces"
  case emptyReason = "empty-reason"
  case oddReason = "odd-reason"
  case manyHeaders = "many-headers"
  case longHeader = "long-header"
  case charset
  case charsetQuoted = "charset-quoted"
  case mediaTypeUpper = "media-type-upper-case"
  case interim100 = "interim-100"
  case interim103 = "interim-103"
  case splitHead = "split-head"
  case splitCharacters = "split-characters"
  case slowSteady = "slow-but-steady"
  case oneByte = "one-byte-at-a-time"

  /// One clause for a person.
  var title: String {
    switch self {
    case .plain: "a length, and the body in one piece"
    case .chunked: "the body in one chunk"
    case .chunkedBytes: "a chunk for every byte"
    case .chunkedUneven: "chunks of 1, 2, 3, 5, 8 … bytes, in the middle of characters"
    case .chunkExtensions: "chunks with extensions"
    case .chunkSizesPadded: "chunk sizes with leading zeros, in capitals"
    case .trailers: "fields behind the last chunk"
    case .gzip: "compressed by gzip, where the client accepts it"
    case .gzipChunked: "compressed by gzip and in chunks, where the client accepts it"
    case .untilClose: "a body that ends with the connection"
    case .connectionClose: "a connection that closes behind the answer"
    case .http10: "an answer of HTTP/1.0"
    case .headersLower: "names of fields in small letters"
    case .headersUpper: "names of fields in capitals"
    case .headersMixed: "names of fields in mixed letters"
    case .spacesAroundValues: "spaces and tabs around the values of fields"
    case .noSpaces: "no space behind the colon of a field"
    case .emptyReason: "an empty reason phrase"
    case .oddReason: "another reason phrase than usual"
    case .manyHeaders: "60 fields that nobody asked for"
    case .longHeader: "a field of 6,000 characters"
    case .charset: "a media type with `charset=utf-8`"
    case .charsetQuoted: "a media type with `charset=\"UTF-8\"`, spaces around the semicolon"
    case .mediaTypeUpper: "a media type in capitals"
    case .interim100: "an interim answer 100 first"
    case .interim103: "an interim answer 103 first"
    case .splitHead: "the head in several packets"
    case .splitCharacters: "packets that end in the middle of characters"
    case .slowSteady: "a body that takes a second, in steady pieces"
    case .oneByte: "one byte at a time, head and body"
    }
  }

  /// Whether the client may have no use for it, because it did not say that it accepts it.
  var needsAcceptance: Bool { self == .gzip || self == .gzipChunked }

  var framing: MessageFrame.Framing {
    switch self {
    case .chunked: .chunked([])
    case .chunkedBytes: .chunked([1])
    case .chunkedUneven, .chunkExtensions, .chunkSizesPadded, .trailers, .gzipChunked:
      .chunked([1, 2, 3, 5, 8, 13, 21])
    case .untilClose, .http10: .untilClose
    default: .length
    }
  }
}

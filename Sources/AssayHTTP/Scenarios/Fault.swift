import AssayGenerate

/// How a connection or an answer breaks on its way.
enum Fault: String, Sendable, Hashable, CaseIterable {
  case closeBeforeHead = "close/before-head"
  case closeInStatusLine = "close/in-status-line"
  case closeInHead = "close/in-head"
  case closeAfterHead = "close/after-head"
  case closeInBody = "close/in-body"
  case closeBeforeLastByte = "close/before-last-byte"
  case lengthTooGreat = "length/too-great"
  case lengthTooSmall = "length/too-small"
  case lengthHuge = "length/huge"
  case lengthWord = "length/not-a-number"
  case lengthNegative = "length/negative"
  case lengthTwice = "length/two-different"
  case bytesAfterBody = "length/bytes-behind-body"
  case chunkSizeWord = "chunk/size-not-a-number"
  case chunkSizeNegative = "chunk/size-negative"
  case chunkSizeHuge = "chunk/size-huge"
  case chunkTooShort = "chunk/shorter-than-its-size"
  case chunkUnended = "chunk/without-line-end"
  case chunkCut = "chunk/closed-inside"
  case chunkLastMissing = "chunk/last-missing"
  case resetBeforeHead = "reset/before-head"
  case resetInHead = "reset/in-head"
  case resetInBody = "reset/in-body"
  case garbage = "garbage/text"
  case garbageBinary = "garbage/binary"
  case garbageBanner = "garbage/banner"
  case statusWord = "status-line/code-not-a-number"
  case statusLong = "status-line/code-too-long"
  case statusMissing = "status-line/code-missing"
  case versionUnknown = "status-line/version-unknown"
  case headerWithoutColon = "header/without-colon"
  case headerControl = "header/control-characters"
  case endlessHeaders = "endless/headers"
  case endlessHeaderLine = "endless/header-line"
  case endlessInterim = "endless/interim-answers"
  case stallBeforeHead = "stall/before-head"
  case stallInHead = "stall/in-head"
  case stallAfterHead = "stall/after-head"
  case stallInBody = "stall/in-body"
  case gzipBroken = "gzip/broken"
  case gzipCut = "gzip/cut"

  /// Whether a client may, with good reason, still understand the answer.
  var isMild: Bool {
    switch self {
    case .lengthWord, .lengthNegative, .lengthTwice, .bytesAfterBody, .versionUnknown,
      .headerWithoutColon, .headerControl, .statusLong, .chunkUnended:
      true
    default: false
    }
  }

  /// Whether the answer is a part of the sound one, so that a client has to notice that it is one.
  var isCut: Bool {
    switch self {
    case .closeInBody, .closeBeforeLastByte, .lengthTooGreat, .resetInBody, .stallInBody,
      .chunkLastMissing:
      true
    default: false
    }
  }

  /// One clause for a person.
  var title: String {
    switch self {
    case .closeBeforeHead: "the connection closes without an answer"
    case .closeInStatusLine: "the connection closes inside the status line"
    case .closeInHead: "the connection closes inside the head"
    case .closeAfterHead: "the connection closes behind the head"
    case .closeInBody: "the connection closes inside the body"
    case .closeBeforeLastByte: "the connection closes before the body's last byte"
    case .lengthTooGreat: "the body is shorter than announced"
    case .lengthTooSmall: "the body is longer than announced"
    case .lengthHuge: "a length of 10¹⁸ bytes is announced"
    case .lengthWord: "the announced length is no number"
    case .lengthNegative: "the announced length is negative"
    case .lengthTwice: "two different lengths are announced"
    case .bytesAfterBody: "there are bytes behind the body"
    case .chunkSizeWord: "the size of a chunk is no number"
    case .chunkSizeNegative: "the size of a chunk is negative"
    case .chunkSizeHuge: "the size of a chunk has 20 digits"
    case .chunkTooShort: "a chunk is shorter than its size"
    case .chunkUnended: "a chunk does not end with a line break"
    case .chunkCut: "the connection closes inside a chunk"
    case .chunkLastMissing: "the connection closes before the last chunk"
    case .resetBeforeHead: "the connection is reset before the head"
    case .resetInHead: "the connection is reset inside the head"
    case .resetInBody: "the connection is reset inside the body"
    case .garbage: "a text that is not HTTP"
    case .garbageBinary: "bytes that are not HTTP"
    case .garbageBanner: "the greeting of a server that is not an HTTP server"
    case .statusWord: "a status code that is no number"
    case .statusLong: "a status code of four digits"
    case .statusMissing: "a status line without a code"
    case .versionUnknown: "a version of HTTP that does not exist"
    case .headerWithoutColon: "a field without a colon"
    case .headerControl: "a field with control characters"
    case .endlessHeaders: "a head that does not end"
    case .endlessHeaderLine: "a field that does not end"
    case .endlessInterim: "interim answers that do not end"
    case .stallBeforeHead: "nothing is answered, and the connection stays open"
    case .stallInHead: "the answer stops inside the head, and the connection stays open"
    case .stallAfterHead: "the answer stops behind the head, and the connection stays open"
    case .stallInBody: "the answer stops inside the body, and the connection stays open"
    case .gzipBroken: "bytes that are called gzip and are not"
    case .gzipCut: "compressed by gzip, and cut"
    }
  }
}

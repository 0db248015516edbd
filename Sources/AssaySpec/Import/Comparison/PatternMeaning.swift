internal import AssayModel

/// Patterns in a form that tells whether two sources mean the same: as what the whole string must
/// match, without anchors that say nothing then.
///
/// botocore drops the anchors of Smithy's patterns and puts `.*` where there were none.
enum PatternMeaning {
  /// The whole-string form of a pattern.
  static func whole(_ pattern: PatternConstraint) -> String {
    var text = Array(pattern.source.utf8)[...]
    // Anchors inside alternatives are part of those.
    guard !hasTopLevelBar(text) else {
      return pattern.match == .whole ? pattern.source : ".*(?:\(pattern.source)).*"
    }
    var startsOpen = pattern.match == .search
    var endsOpen = pattern.match == .search
    if text.first == UInt8(ascii: "^") {
      text = text.dropFirst()
      startsOpen = false
    }
    if text.last == UInt8(ascii: "$"), !isEscaped(text) {
      text = text.dropLast()
      endsOpen = false
    }
    var core = String(decoding: text, as: UTF8.self)
    if startsOpen, !core.hasPrefix(".*") { core = ".*" + core }
    if endsOpen, !core.hasSuffix(".*") { core += ".*" }
    return core
  }

  /// Whether the last byte stands behind an odd number of backslashes.
  private static func isEscaped(_ text: ArraySlice<UInt8>) -> Bool {
    var count = 0
    for byte in text.dropLast().reversed() {
      guard byte == UInt8(ascii: "\\") else { break }
      count += 1
    }
    return count % 2 == 1
  }

  /// Whether a bar stands outside of groups and classes.
  private static func hasTopLevelBar(_ text: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var classDepth = 0
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): classDepth += 1
      case UInt8(ascii: "]"): classDepth = max(0, classDepth - 1)
      case UInt8(ascii: "(") where classDepth == 0: depth += 1
      case UInt8(ascii: ")") where classDepth == 0: depth -= 1
      case UInt8(ascii: "|") where classDepth == 0 && depth == 0: return true
      default: break
      }
      index += 1
    }
    return false
  }
}

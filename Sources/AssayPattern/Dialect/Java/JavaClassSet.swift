/// A set of scalars as Java builds it, before it is written as PCRE2's.
indirect enum JavaClassSet: Hashable, Sendable {
  /// Scalars in rising or any order; `text` is how one item wrote them, where that can be kept.
  case ranges([ClosedRange<UInt32>], text: String?)
  /// Something that PCRE2 has a name for in a class: `\p{L}` and `\P{L}`, `\w` and `\W`.
  case named(String, not: String)
  case union([JavaClassSet])
  case intersection(JavaClassSet, JavaClassSet)
  case complement(JavaClassSet)

  static let empty = JavaClassSet.ranges([], text: nil)

  /// The set without the outermost complement, where that has a simpler form.
  var simplified: JavaClassSet {
    guard case .complement(let inner) = self else { return self }
    switch inner.simplified {
    case .ranges(let ranges, _): return .ranges(JavaClassText.complement(ranges), text: nil)
    case .named(let name, let other): return .named(other, not: name)
    case .complement(let inner): return inner.simplified
    case .union(let members) where members.count == 1:
      return JavaClassSet.complement(members[0]).simplified
    case let other: return .complement(other)
    }
  }
}

/// Writes sets of scalars in PCRE2's syntax.
enum JavaClassText {
  /// One piece between the brackets of a class.
  private struct Piece {
    var text: String
    var isRange: Bool
  }

  /// PCRE2 source that matches exactly one scalar, one of the set.
  static func source(_ set: JavaClassSet) -> String {
    if case .complement(let inner) = set, let pieces = pieces(inner) {
      return bracketed(pieces, isNegated: true)
    }
    let set = set.simplified
    if let pieces = pieces(set) { return bracketed(pieces, isNegated: false) }
    switch set {
    case .complement(let inner):
      return "(?:(?!\(source(inner)))(?s:.))"
    case .intersection(let left, let right):
      return "(?:(?=\(source(left)))\(source(right)))"
    case .union(let members):
      // What fits into one class does, the rest stands beside it.
      var plain: [JavaClassSet] = []
      var others: [String] = []
      for member in members {
        if pieces(member.simplified) != nil {
          plain.append(member)
        } else {
          others.append(source(member))
        }
      }
      if !plain.isEmpty { others.insert(source(.union(plain)), at: 0) }
      return "(?:\(others.joined(separator: "|")))"
    case .ranges, .named:
      return bracketed([], isNegated: false)
    }
  }

  /// The set as pieces of one class, when it is a plain union.
  private static func pieces(_ set: JavaClassSet) -> [Piece]? {
    switch set.simplified {
    case .ranges(let ranges, let text?):
      return [Piece(text: text, isRange: ranges.first.map { $0.count > 1 } ?? false)]
    case .ranges(let ranges, nil):
      return ranges.map { Piece(text: range($0), isRange: $0.count > 1) }
    case .named(let name, _):
      return [Piece(text: name, isRange: false)]
    case .union(let members):
      var all: [Piece] = []
      for member in members {
        guard let some = pieces(member) else { return nil }
        all += some
      }
      return all
    case .complement, .intersection:
      return nil
    }
  }

  private static func bracketed(_ pieces: [Piece], isNegated: Bool) -> String {
    guard !pieces.isEmpty else { return isNegated ? "(?s:.)" : "(?!)" }
    var text = isNegated ? "[^" : "["
    for (index, piece) in pieces.enumerated() {
      switch piece.text {
      case "-":
        // A `-` stands for itself at either end and behind a range.
        let isPlain = index == 0 || index == pieces.count - 1 || pieces[index - 1].isRange
        text += isPlain ? "-" : #"\-"#
      case "^": text += index == 0 && !isNegated ? #"\^"# : "^"
      case "]": text += index == 0 ? "]" : #"\]"#
      case ":", ".", "=":
        // `[:` and its like open a POSIX name when the class ends in `:]`.
        let isLast = pieces.count > 1 && pieces[pieces.count - 1].text == piece.text
        text += index == 0 && isLast ? "\\" + piece.text : piece.text
      default: text += piece.text
      }
    }
    return text + "]"
  }

  /// A range for a class, readable where it is ASCII.
  static func range(_ range: ClosedRange<UInt32>) -> String {
    let (low, high) = (scalar(range.lowerBound), scalar(range.upperBound))
    return range.count == 1 ? low : range.count == 2 ? low + high : "\(low)-\(high)"
  }

  /// A scalar that can be misread neither in a class nor outside.
  static func scalar(_ value: UInt32) -> String {
    switch value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F:
      return String(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: value))))
    case 0x21...0x7E:
      return "\\" + String(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: value))))
    case 0x09: return #"\t"#
    case 0x0A: return #"\n"#
    case 0x0D: return #"\r"#
    default: return number(value)
    }
  }

  /// A scalar by its number.
  static func number(_ value: UInt32) -> String {
    #"\x{\#(String(value, radix: 16, uppercase: true))}"#
  }

  /// All scalars that are in none of the ranges.
  static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10_FFFF { result.append(next...0x10_FFFF) }
    // A range must not end among the surrogates; they are in no text.
    return result.compactMap(withoutSurrogates)
  }

  /// The range with ends that are scalars; `nil` when nothing is left.
  static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> ClosedRange<UInt32>? {
    var (low, high) = (range.lowerBound, range.upperBound)
    if low & ~0x7FF == 0xD800 { low = 0xE000 }
    if high & ~0x7FF == 0xD800 { high = 0xD7FF }
    return low <= high ? low...high : nil
  }
}

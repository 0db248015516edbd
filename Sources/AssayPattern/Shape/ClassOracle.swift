private import CPCRE2
internal import Synchronization

/// Asks PCRE2 which scalars a class contains.
final class ClassOracle: Sendable {
  /// `(?:CLASS)++`: one match is one run of scalars that are in the class.
  private let runs: Program
  private let all = Mutex<[ClosedRange<UInt32>]?>(nil)

  init?(_ source: String) {
    do throws(Program.Failure) {
      runs = try Program("(?:\(source))++", .justInTime)
    } catch {
      return nil
    }
  }

  /// Verdicts on `count` scalars from `first` on, 64 to a word; surrogates get none.
  ///
  /// - Precondition: `count` is a multiple of 64.
  func words(from first: UInt32, count: UInt32) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: Int(count / 64))
    forEachRun(in: first...(first + count - 1)) { run in
      for scalar in run {
        let place = Int(scalar - first)
        words[place >> 6] |= 1 << UInt64(place & 63)
      }
    }
    return words
  }

  /// The class over all scalars.
  var scalars: [ClosedRange<UInt32>] {
    all.withLock { known in
      if let known { return known }
      var ranges: [ClosedRange<UInt32>] = []
      // Chunks keep the subject small; the surrogates lie between two of them.
      var first: UInt32 = 0
      while first < 0x11_0000 {
        let last = first == 0xC000 ? 0xD7FF : first | 0x3FFF
        forEachRun(in: first...last) { run in
          if let before = ranges.last, before.upperBound + 1 == run.lowerBound {
            ranges[ranges.count - 1] = before.lowerBound...run.upperBound
          } else {
            ranges.append(run)
          }
        }
        first = last == 0xD7FF ? 0xE000 : last + 1
      }
      known = ranges
      return ranges
    }
  }

  /// Calls `body` with each run of scalars in `range` that are in the class, in rising order.
  private func forEachRun(
    in range: ClosedRange<UInt32>, _ body: (ClosedRange<UInt32>) -> Void
  ) {
    let subject = Subjects.utf8(of: range)
    guard !subject.isEmpty else { return }
    let scratch = MatchScratch()
    var offset = 0
    unsafe subject.withUnsafeBufferPointer { bytes in
      // SAFETY: the subject is valid UTF-8 and not empty; the offsets of a match lie on scalars.
      guard let base = bytes.baseAddress else { return }
      while offset < bytes.count {
        let result =
          unsafe runs.isJustInTime
          ? pcre2_jit_match_8(
            runs.code, base, bytes.count, offset, 0, scratch.data, scratch.context)
          : pcre2_match_8(
            runs.code, base, bytes.count, offset, PCRE2_NO_UTF_CHECK, scratch.data,
            scratch.context)
        guard result > 0, let ends = unsafe pcre2_get_ovector_pointer_8(scratch.data),
          unsafe ends[1] > ends[0], unsafe ends[1] <= bytes.count
        else { return }
        let (start, end) = unsafe (ends[0], ends[1])
        unsafe body(Subjects.scalar(bytes, at: start)...Subjects.scalar(bytes, before: end))
        offset = end
      }
    }
  }
}

/// Subjects that hold each scalar of a range once.
enum Subjects {
  static func utf8(of range: ClosedRange<UInt32>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count * 4)
    for value in range where value & 0x1F_F800 != 0xD800 {
      switch value {
      case ..<0x80:
        bytes.append(UInt8(truncatingIfNeeded: value))
        continue
      case ..<0x800:
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      case ..<0x10000:
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      default:
        bytes.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18 & 7))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      }
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
    return bytes
  }

  /// The scalar that starts at `index`.
  @unsafe
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
    // SAFETY: `index` is the start of a scalar of valid UTF-8.
    let first = unsafe UInt32(bytes[index])
    guard first >= 0x80 else { return first }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(length))
    for place in (index + 1)..<(index + length) {
      value = unsafe value << 6 | UInt32(bytes[place] & 0x3F)
    }
    return value
  }

  /// The scalar that ends before `end`.
  @unsafe
  static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> UInt32 {
    var index = end - 1
    while unsafe index > 0 && bytes[index] & 0xC0 == 0x80 { index -= 1 }
    return unsafe scalar(bytes, at: index)
  }
}

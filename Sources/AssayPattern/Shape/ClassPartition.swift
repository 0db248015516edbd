private import CPCRE2

/// Sorts all 1,112,064 scalars into classes that share none, in one pass: the general categories of
/// Unicode take some milliseconds together, and as much each when asked one by one.
///
/// - Parameter classes: classes in PCRE2's syntax, at most 99; of two that share a scalar the first
///   has it.
/// - Returns: ranges in rising order for each class, which neither touch nor overlap; `nil` when a
///   text does not compile.
package func partition(intoClasses classes: [String]) -> [[ClosedRange<UInt32>]]? {
  guard !classes.isEmpty, classes.count < 100 else { return nil }
  let program: Program
  do throws(Program.Failure) {
    // One match is one run of a class, and the number of its group says of which.
    program = try Program(
      classes.map { "((?:\($0))++)" }.joined(separator: "|"),
      [.justInTime, .plainStart])
  } catch {
    return nil
  }
  // SAFETY: freed below; PCRE2 writes one pair of offsets for each group and one for the match.
  guard let data = unsafe pcre2_match_data_create_8(UInt32(classes.count + 1), nil) else {
    return nil
  }
  defer { unsafe pcre2_match_data_free_8(data) }
  var sorted = [[ClosedRange<UInt32>]](repeating: [], count: classes.count)
  // The surrogates, which are no scalars, lie between two of the chunks.
  var first: UInt32 = 0
  while first < 0x11_0000 {
    let last = first == 0xC000 ? 0xD7FF : first | 0x3FFF
    let subject = Subjects.utf8(of: first...last)
    unsafe subject.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      var offset = 0
      while offset < bytes.count {
        // SAFETY: the subject is valid UTF-8, and offsets of matches lie on scalars.
        let result = unsafe pcre2_match_8(
          program.code, base, bytes.count, offset, PCRE2_NO_UTF_CHECK, data, nil)
        guard result > 1, Int(result) <= classes.count + 1,
          let ends = unsafe pcre2_get_ovector_pointer_8(data),
          unsafe ends[1] > ends[0], unsafe ends[1] <= bytes.count
        else { return }
        let (start, end) = unsafe (ends[0], ends[1])
        let run = unsafe Subjects.scalar(bytes, at: start)...Subjects.scalar(bytes, before: end)
        let group = Int(result) - 2
        if let before = sorted[group].last, before.upperBound + 1 == run.lowerBound {
          sorted[group][sorted[group].count - 1] = before.lowerBound...run.upperBound
        } else {
          sorted[group].append(run)
        }
        offset = end
      }
    }
    first = last == 0xD7FF ? 0xE000 : last + 1
  }
  return sorted
}

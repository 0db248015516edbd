#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The moment of a signature, in UTC.
package struct SigningTime: Sendable, Hashable {
  /// `20150830T123600Z`.
  package var stamp: String
  /// `20150830`.
  package var date: String { String(stamp.prefix(8)) }

  /// A moment as signatures write it: `20150830T123600Z`.
  package init(stamp: String) { self.stamp = stamp }

  /// Seconds since 1970.
  package init(seconds: Int) {
    let days = Self.floored(seconds, 86_400)
    let rest = seconds - days * 86_400
    // Days to the civil calendar, eras of 400 years beginning in March.
    let shifted = days + 719_468
    let era = Self.floored(shifted, 146_097)
    let day = shifted - era * 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let civilMonth = month < 10 ? month + 3 : month - 9
    let civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0)
    stamp =
      Self.digits(civilYear, 4) + Self.digits(civilMonth, 2)
      + Self.digits(dayOfYear - (153 * month + 2) / 5 + 1, 2) + "T"
      + Self.digits(rest / 3600, 2) + Self.digits(rest / 60 % 60, 2) + Self.digits(rest % 60, 2)
      + "Z"
  }

  /// Now.
  package static var now: SigningTime {
    SigningTime(seconds: Int(time(nil)))
  }

  private static func floored(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(max(0, number))
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}

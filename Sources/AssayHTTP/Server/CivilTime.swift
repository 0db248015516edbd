/// Date and time of day in UTC.
package struct CivilTime: Sendable, Hashable {
  package var year: Int64
  package var month: Int64
  package var day: Int64
  package var hour: Int64
  package var minute: Int64
  package var second: Int64

  /// The time that many seconds after the beginning of 1970 (H. Hinnant, "chrono-compatible low-level
  /// date algorithms").
  package init(secondsSince1970 seconds: Int64) {
    let days = Int64((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds &- days &* 86_400
    (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// RFC 3339, with milliseconds.
  package func text(milliseconds: Int64) -> String {
    let fraction = String(1_000 + milliseconds % 1_000).dropFirst()
    return "\(year)-\(Self.two(month))-\(Self.two(day))T\(Self.two(hour)):\(Self.two(minute)):"
      + "\(Self.two(second)).\(fraction)Z"
  }

  package static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

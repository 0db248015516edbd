internal import AssayModel

/// Timestamps as texts.
enum TimestampText {
  /// 2024-05-06T07:08:09Z: no number in it could be taken for another.
  static let typical: Int64 = 1_714_979_289

  /// The instant in a format, as it stands in a body.
  static func value(_ seconds: Int64, _ format: TimestampFormat) -> JSONValue {
    format == .epochSeconds ? .number("\(seconds)") : .string(text(seconds, format))
  }

  /// The instant in a format.
  static func text(_ seconds: Int64, _ format: TimestampFormat) -> String {
    let (days, second) = split(seconds)
    let date = civil(days)
    let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    switch format {
    case .epochSeconds: return "\(seconds)"
    case .dateTime:
      return "\(four(date.year))-\(two(date.month))-\(two(date.day))T\(time)Z"
    case .httpDate:
      let weekday = weekdays[Int((days % 7 + 11) % 7)]
      let month = months[Int(date.month - 1)]
      return "\(weekday), \(two(date.day)) \(month) \(four(date.year)) \(time) GMT"
    }
  }

  private static func split(_ seconds: Int64) -> (days: Int64, second: Int64) {
    var days = seconds / 86_400
    var second = seconds % 86_400
    if second < 0 {
      second += 86_400
      days -= 1
    }
    return (days, second)
  }

  /// The date of a day, counted from 1970-01-01 (H. Hinnant, "chrono-compatible low-level date
  /// algorithms").
  private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func four(_ number: Int64) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

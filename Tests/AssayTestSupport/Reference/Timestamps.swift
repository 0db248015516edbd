package import AssayModel

/// An instant: seconds since 1970-01-01T00:00:00Z, with whether it was written with an offset.
package struct ReferenceInstant: Sendable, Equatable {
  /// Whole seconds, rounded down.
  package var seconds: Int
  /// Decimal digits of the rest.
  package var fraction: [UInt8] = []
  /// Whether the text has an offset other than `Z`.
  package var hasOffset = false

  /// The instant as one number.
  package var numeral: Numeral? {
    var whole = seconds
    var digits = fraction
    while digits.last == 0 { digits.removeLast() }
    if whole < 0, !digits.isEmpty {
      // -5 + 0.25 is -4.75.
      whole += 1
      digits = digits.map { 9 - $0 }
      digits[digits.count - 1] += 1
    }
    let sign = seconds < 0 ? "-" : ""
    let tail = digits.isEmpty ? "" : "." + digits.map { String($0) }.joined()
    return Numeral(sign + String(whole.magnitude) + tail)
  }
}

/// Reads timestamps in one of the two text formats; `nil` where the text is none.
package func readTimestamp(_ text: [UInt8], as format: TimestampFormat) -> ReferenceInstant? {
  var scanner = TimestampScanner(text: text)
  switch format {
  case .dateTime: return scanner.dateTime()
  case .httpDate: return scanner.httpDate()
  case .epochSeconds: return nil
  }
}

private struct TimestampScanner {
  var text: [UInt8]
  var index = 0

  init(text: [UInt8]) { self.text = text }

  /// RFC 3339, section 5.6.
  mutating func dateTime() -> ReferenceInstant? {
    guard let year = digits(4), accept("-"), let month = digits(2), accept("-"),
      let day = digits(2), accept("T") || accept("t"), let time = clock()
    else { return nil }
    var hasOffset = false
    var offset = 0
    if !accept("Z"), !accept("z") {
      let isNegative = accept("-")
      guard isNegative || accept("+") else { return nil }
      guard let hours = digits(2), hours <= 23, accept(":"), let minutes = digits(2), minutes <= 59
      else { return nil }
      hasOffset = true
      offset = (hours * 60 + minutes) * (isNegative ? -60 : 60)
    }
    guard index == text.count, let days = dayNumber(year, month, day) else { return nil }
    return ReferenceInstant(
      seconds: days * 86_400 + time.seconds - offset, fraction: time.fraction,
      hasOffset: hasOffset)
  }

  /// RFC 9110, section 5.6.7, IMF-fixdate.
  mutating func httpDate() -> ReferenceInstant? {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard let weekday = word(of: weekdays), accept(","), accept(" "), let day = digits(2),
      accept(" "), let month = word(of: months), accept(" "), let year = digits(4), accept(" "),
      let time = clock(), accept(" "), accept("G"), accept("M"), accept("T"), index == text.count,
      let days = dayNumber(year, month + 1, day)
    else { return nil }
    // 1970-01-01 was a Thursday.
    guard ((days + 3) % 7 + 7) % 7 == weekday else { return nil }
    return ReferenceInstant(seconds: days * 86_400 + time.seconds, fraction: time.fraction)
  }

  private mutating func clock() -> (seconds: Int, fraction: [UInt8])? {
    guard let hour = digits(2), hour <= 23, accept(":"), let minute = digits(2), minute <= 59,
      accept(":"), let second = digits(2), second <= 60
    else { return nil }
    var fraction: [UInt8] = []
    if accept(".") {
      while index < text.count, (48...57).contains(text[index]) {
        fraction.append(text[index] - 48)
        index += 1
      }
      guard !fraction.isEmpty else { return nil }
    }
    return (hour * 3_600 + minute * 60 + second, fraction)
  }

  private mutating func digits(_ count: Int) -> Int? {
    guard index + count <= text.count else { return nil }
    var value = 0
    for _ in 0..<count {
      guard (48...57).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index]) - 48
      index += 1
    }
    return value
  }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard index < text.count, UInt32(text[index]) == character.value else { return false }
    index += 1
    return true
  }

  private mutating func word(of words: [String]) -> Int? {
    for (position, word) in words.enumerated() where text.dropFirst(index).starts(with: word.utf8) {
      index += word.utf8.count
      return position
    }
    return nil
  }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar, counted year by year and
/// month by month; `nil` where the calendar has no such date.
private func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int? {
  func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && year % 100 != 0 || year % 400 == 0
  }
  let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  guard (1...12).contains(month), day >= 1, day <= lengths[month - 1] else { return nil }
  var days = 0
  if year >= 1970 {
    for year in 1970..<year { days += isLeap(year) ? 366 : 365 }
  } else {
    for year in year..<1970 { days -= isLeap(year) ? 366 : 365 }
  }
  return days + lengths.prefix(month - 1).reduce(0, +) + day - 1
}

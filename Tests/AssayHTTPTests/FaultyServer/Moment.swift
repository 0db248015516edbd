/// Times of RFC 3339, by hand.
enum Moment {
  static func read(_ text: String, _ fault: ServiceFault?) throws -> Double? {
    var bytes = Array(text.utf8)
    if fault == .dateSpace, bytes.count > 10, bytes[10] == UInt8(ascii: " ") {
      bytes[10] = UInt8(ascii: "T")
    }
    guard bytes.count >= 19, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = number(bytes[0..<4]),
      let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]),
      let second = number(bytes[17..<19])
    else { return nil }
    if fault == .dateMonthCrashes, month > 12 { throw JobsService.Crash() }
    let highestSecond = fault == .dateLeapSecondRefused ? 59 : 60
    guard (1...12).contains(month),
      (1...lengths(year)[month - 1]).contains(day)
        || fault == .dateCalendar && (1...31).contains(day) && (1...12).contains(month),
      hour < (fault == .dateHour24 ? 25 : 24), minute < 60, second <= highestSecond
    else { return nil }
    var rest = bytes[19...]
    var fraction = 0.0
    if rest.first == UInt8(ascii: ".") {
      if fault == .dateFractionRefused { return nil }
      rest = rest.dropFirst()
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { return nil }
      fraction = Double("0." + String(decoding: digits, as: UTF8.self)) ?? 0
      rest = rest.dropFirst(digits.count)
    }
    guard let shift = zone(Array(rest), fault) else { return nil }
    return Double(days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - shift)
      + fraction
  }

  private static func zone(_ bytes: [UInt8], _ fault: ServiceFault?) -> Int? {
    if bytes.isEmpty { return fault == .dateNoZone ? 0 : nil }
    if bytes.count == 1 { return bytes[0] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard fault != .dateOffsetRefused, bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = number(bytes[1..<3]), let minutes = number(bytes[4..<6]), hours < 24,
      minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func lengths(_ year: Int) -> [Int] {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  /// Days since 1970.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let before = year - 1
    let whole = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
    return whole + lengths(year).prefix(month - 1).reduce(0, +) + day - 1
  }

  /// A time as the service writes it; years from 1970 to 2100.
  static func text(_ seconds: Int) -> String {
    var day = seconds / 86_400
    var year = 1970
    while day >= (isLeap(year) ? 366 : 365) {
      day -= isLeap(year) ? 366 : 365
      year += 1
    }
    var month = 0
    while day >= lengths(year)[month] {
      day -= lengths(year)[month]
      month += 1
    }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let rest = seconds % 86_400
    return "\(year)-\(two(month + 1))-\(two(day + 1))T"
      + "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}

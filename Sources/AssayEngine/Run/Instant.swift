/// A point in time, as timestamps of all formats come down to.
struct Instant: BitwiseCopyable, Equatable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  var seconds: Int64
  /// The fraction in units of 10⁻¹⁸ seconds; further digits are cut.
  var atto: UInt64
  /// Whether the text had an offset from UTC other than `Z`.
  var hasOffset = false

  static func == (left: Instant, right: Instant) -> Bool {
    left.seconds == right.seconds && left.atto == right.atto
  }

  static func < (left: Instant, right: Instant) -> Bool {
    left.seconds != right.seconds ? left.seconds < right.seconds : left.atto < right.atto
  }
}

// MARK: - date-time

extension Instant {
  /// Reads an RFC 3339 `date-time` (section 5.6): a real date of the Gregorian calendar, second 60
  /// accepted anywhere, any number of fraction digits, `T` and `Z` in either case.
  @inline(__always)
  init?(dateTime text: Bytes) {
    // 2023-06-01T12:34:56Z is the shortest.
    guard text.count >= 20 else { return nil }
    let a = text.word(0)
    let b = text.word(8)
    // Bytes 0-7 `dddd-dd-`, 8-15 `ddTdd:dd`; digits are 0x30...0x39.
    let aDigits = (a & 0x00FF_FF00_FFFF_FFFF) ^ 0x0030_3000_3030_3030
    let bDigits = (b & 0xFFFF_00FF_FF00_FFFF) ^ 0x3030_0030_3000_3030
    let aOver = (aDigits &+ 0x0076_7600_7676_7676) | aDigits
    let bOver = (bDigits &+ 0x7676_0076_7600_7676) | bDigits
    guard
      (aOver | bOver) & 0x8080_8080_8080_8080 == 0,
      a & 0xFF00_00FF_0000_0000 == 0x2D00_002D_0000_0000,
      b & 0x0000_FF00_00DF_0000 == 0x0000_3A00_0054_0000,
      text[16] == 0x3A
    else { return nil }
    let s1 = text[17] &- 48
    let s0 = text[18] &- 48
    guard s1 < 10, s0 < 10 else { return nil }
    let year =
      Int(aDigits & 15) &* 1000 &+ Int(aDigits &>> 8 & 15) &* 100
      &+ Int(aDigits &>> 16 & 15) &* 10 &+ Int(aDigits &>> 24 & 15)
    let month = Int(aDigits &>> 40 & 15) &* 10 &+ Int(aDigits &>> 48 & 15)
    let day = Int(bDigits & 15) &* 10 &+ Int(bDigits &>> 8 & 15)
    let hour = Int(bDigits &>> 24 & 15) &* 10 &+ Int(bDigits &>> 32 & 15)
    let minute = Int(bDigits &>> 48 & 15) &* 10 &+ Int(bDigits &>> 56 & 15)
    let second = Int(s1) &* 10 &+ Int(s0)
    guard month &- 1 < 12, month > 0, day > 0, hour < 24, minute < 60, second < 61,
      day <= 28 || day <= Calendar.days(in: month, of: year)
    else { return nil }

    var position = 19
    var atto: UInt64 = 0
    if text[19] == 0x2E {
      position = 20
      var unit: UInt64 = 100_000_000_000_000_000
      while position < text.count, text[position] &- 48 < 10 {
        atto &+= unit &* UInt64(text[position] &- 48)
        unit /= 10
        position &+= 1
      }
      guard position > 20 else { return nil }
    }
    var offset = 0
    var hasOffset = false
    let zone = text.at(position)
    if zone | 32 == 0x7A {
      guard position &+ 1 == text.count else { return nil }
    } else {
      guard zone == 0x2B || zone == 0x2D, position &+ 6 == text.count,
        text[position &+ 3] == 0x3A
      else { return nil }
      let h1 = text[position &+ 1] &- 48
      let h0 = text[position &+ 2] &- 48
      let m1 = text[position &+ 4] &- 48
      let m0 = text[position &+ 5] &- 48
      guard h1 < 10, h0 < 10, m1 < 10, m0 < 10 else { return nil }
      let hours = Int(h1) &* 10 &+ Int(h0)
      let minutes = Int(m1) &* 10 &+ Int(m0)
      guard hours < 24, minutes < 60 else { return nil }
      offset = (hours &* 60 &+ minutes) &* 60
      if zone == 0x2D { offset = 0 &- offset }
      hasOffset = true
    }
    let days = Calendar.daysSinceEpoch(year: year, month: month, day: day)
    seconds = Int64(days &* 86_400 &+ hour &* 3_600 &+ minute &* 60 &+ second &- offset)
    self.atto = atto
    self.hasOffset = hasOffset
  }
}

// MARK: - Plain date-time

extension Instant {
  /// The quick test of the date-times that nearly all are: in UTC, with a capital `T` and `Z`, at
  /// most eight digits of fraction. True is proof; false calls for ``init(dateTime:)``. Branches
  /// neither on the fraction's length nor on its being there.
  ///
  /// `readable` bytes, the text's own among them, can be read from its first on.
  @inline(__always)
  static func isPlainDateTime(_ text: Bytes, readable: Int) -> Bool {
    guard text.count >= 20, text.count <= 29, readable >= 32 else { return false }
    let all = text.extended(to: readable)
    let a = all.word(0)
    let b = all.word(8)
    let c = all.word(16)
    let d = all.word(20)
    let aDigits = (a & 0x00FF_FF00_FFFF_FFFF) ^ 0x0030_3000_3030_3030
    let bDigits = (b & 0xFFFF_00FF_FF00_FFFF) ^ 0x3030_0030_3000_3030
    let cDigits = (c & 0x0000_0000_00FF_FF00) ^ 0x0000_0000_0030_3000
    // Fraction digits from byte 20 on; of a text of twenty bytes there are none.
    let digits = UInt64(truncatingIfNeeded: max(text.count &- 21, 0))
    let fractionMask = (1 as UInt64) << (digits &* 8) &- 1
    let dDigits = (d ^ 0x3030_3030_3030_3030) & fractionMask
    let over =
      (aDigits &+ 0x0076_7600_7676_7676) | aDigits
      | (bDigits &+ 0x7676_0076_7600_7676) | bDigits
      | (cDigits &+ 0x0000_0000_0076_7600) | cDigits
      | (dDigits &+ (0x7676_7676_7676_7676 & fractionMask)) | dDigits
    let byte19 = UInt8(truncatingIfNeeded: c &>> 24)
    let isShort = text.count == 20
    // A fraction has its point and at least one digit.
    let point: UInt64 = byte19 == (isShort ? 0x5A : 0x2E) ? 0 : 1
    let zone: UInt64 = all[text.count &- 1] == 0x5A ? 0 : 1
    let bare: UInt64 = text.count == 21 ? 1 : 0
    let wrong =
      over & 0x8080_8080_8080_8080
      | (a & 0xFF00_00FF_0000_0000 ^ 0x2D00_002D_0000_0000)
      | (b & 0x0000_FF00_00FF_0000 ^ 0x0000_3A00_0054_0000)
      | (c & 0xFF ^ 0x3A) | point | zone | bare
    guard wrong == 0 else { return false }
    let month = Int(aDigits &>> 40 & 15) &* 10 &+ Int(aDigits &>> 48 & 15)
    let day = Int(bDigits & 15) &* 10 &+ Int(bDigits &>> 8 & 15)
    // `24`, `60` and `61` are the first hours, minutes and seconds that are none: compared as
    // the digits stand, high digit first.
    let hour = (bDigits &>> 24 & 15) &<< 4 | (bDigits &>> 32 & 15)
    let minute = bDigits &>> 48 & 15
    let second = (cDigits &>> 8 & 15) &<< 4 | (cDigits &>> 16 & 15)
    guard month &- 1 < 12, month > 0, day > 0, hour < 0x24, minute < 6, second < 0x61 else {
      return false
    }
    if day <= 28 { return true }
    let year =
      Int(aDigits & 15) &* 1000 &+ Int(aDigits &>> 8 & 15) &* 100
      &+ Int(aDigits &>> 16 & 15) &* 10 &+ Int(aDigits &>> 24 & 15)
    return day <= Calendar.days(in: month, of: year)
  }
}

// MARK: - http-date

extension Instant {
  /// Reads an IMF-fixdate (RFC 9110, section 5.6.7): `Tue, 29 Apr 2014 18:30:38 GMT`, with the
  /// right weekday, exact case, and a fraction of the seconds where there is one.
  init?(httpDate text: Bytes) {
    guard text.count >= 29 else { return nil }
    func two(_ at: Int) -> Int? {
      let high = text[at] &- 48
      let low = text[at + 1] &- 48
      return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
    }
    func three(_ at: Int) -> UInt32 {
      UInt32(text[at]) << 16 | UInt32(text[at + 1]) << 8 | UInt32(text[at + 2])
    }
    guard let weekday = Calendar.weekdays.firstIndex(of: three(0)), text[3] == 0x2C,
      text[4] == 0x20, let day = two(5), text[7] == 0x20,
      let monthIndex = Calendar.months.firstIndex(of: three(8)), text[11] == 0x20,
      let century = two(12), let decade = two(14), text[16] == 0x20, let hour = two(17),
      text[19] == 0x3A, let minute = two(20), text[22] == 0x3A, let second = two(23)
    else { return nil }
    var position = 25
    var atto: UInt64 = 0
    if text[25] == 0x2E {
      position = 26
      var unit: UInt64 = 100_000_000_000_000_000
      while position < text.count, text[position] &- 48 < 10 {
        atto &+= unit &* UInt64(text[position] &- 48)
        unit /= 10
        position += 1
      }
      guard position > 26 else { return nil }
    }
    let year = century * 100 + decade
    let month = monthIndex + 1
    guard text.count == position + 4, text[position] == 0x20, text[position + 1] == 0x47,
      text[position + 2] == 0x4D, text[position + 3] == 0x54,
      day > 0, day <= Calendar.days(in: month, of: year), hour < 24, minute < 60, second < 61
    else { return nil }
    let days = Calendar.daysSinceEpoch(year: year, month: month, day: day)
    // 1970-01-01 was a Thursday.
    guard ((days + 4) % 7 + 7) % 7 == weekday else { return nil }
    seconds = Int64(days * 86_400 + hour * 3_600 + minute * 60 + second)
    self.atto = atto
  }
}

/// The Gregorian calendar, proleptic.
enum Calendar {
  static let weekdays: [UInt32] = names("SunMonTueWedThuFriSat")
  static let months: [UInt32] = names("JanFebMarAprMayJunJulAugSepOctNovDec")

  private static func names(_ text: StaticString) -> [UInt32] {
    let bytes = Array("\(text)".utf8)
    return stride(from: 0, to: bytes.count - 2, by: 3).map {
      UInt32(bytes[$0]) << 16 | UInt32(bytes[$0 + 1]) << 8 | UInt32(bytes[$0 + 2])
    }
  }

  @inline(__always)
  static func days(in month: Int, of year: Int) -> Int {
    if month == 2 {
      let leap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
      return leap ? 29 : 28
    }
    // 31 for months 1 3 5 7 8 10 12, else 30.
    return 30 | (month ^ month &>> 3) & 1
  }

  /// Days from 1970-01-01; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  @inline(__always)
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year &- 1 : year
    let era = (y >= 0 ? y : y &- 399) / 400
    let yearOfEra = y &- era &* 400
    let shifted = (month &+ 9) % 12
    let dayOfYear = (153 &* shifted &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }
}

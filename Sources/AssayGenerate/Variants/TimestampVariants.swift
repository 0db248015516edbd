internal import AssayModel

/// Variants of the timestamps of a place.
struct TimestampVariants {
  let node: ValueNode
  let medium: Medium
  let policies: Policies
  let direction: Case.Direction
  private(set) var variants: [Variant] = []

  init(
    _ node: ValueNode, _ medium: Medium, _ policies: Policies, _ direction: Case.Direction
  ) {
    self.node = node
    self.medium = medium
    self.policies = policies
    self.direction = direction
  }

  private var origin: Origin { node.formatOrigin.isKnown ? node.formatOrigin : node.origin }

  mutating func derive() {
    switch node.format {
    case .dateTime: addDateTimes()
    case .httpDate: addHTTPDates()
    case .epochSeconds: addNumbers()
    }
  }

  private mutating func add(
    _ name: String, _ text: String, _ judgement: Variant.Judgement, isNumber: Bool = false
  ) {
    // A field's value is trimmed, so that white space at its ends changes nothing.
    guard medium.holds(text) || text.isEmpty && medium == .query else { return }
    variants.append(
      Variant(
        .format, name, isNumber ? .number(text) : .string(text), judgement, origin: origin))
  }

  private mutating func addValid(_ texts: [(String, String)]) {
    for (name, text) in texts { add(name, text, .valid) }
  }

  private mutating func addBroken(_ texts: [(String, String)]) {
    for (name, text) in texts { add(name, text, .breaks([.init(constraint: .format)])) }
  }

  // MARK: - RFC 3339

  private mutating func addDateTimes() {
    addValid([
      ("plain", "2024-05-06T07:08:09Z"), ("fraction", "2024-05-06T07:08:09.5Z"),
      ("fraction-nanoseconds", "2024-05-06T07:08:09.123456789Z"),
      ("fraction-long", "2024-05-06T07:08:09.123456789012Z"),
      ("leap-day", "2024-02-29T00:00:00Z"), ("leap-day-2000", "2000-02-29T23:59:59Z"),
      ("leap-second", "2016-12-31T23:59:60Z"), ("epoch", "1970-01-01T00:00:00Z"),
      ("before-epoch", "1969-12-31T23:59:59Z"), ("year-1", "0001-01-01T00:00:00Z"),
      ("year-9999", "9999-12-31T23:59:59Z"), ("after-2038", "2038-01-19T03:14:08Z"),
    ])
    for (name, text) in [
      ("offset-east", "2024-05-06T07:08:09+02:00"), ("offset-west", "2024-05-06T07:08:09-11:30"),
      ("offset-zero", "2024-05-06T07:08:09+00:00"),
      ("offset-minus-zero", "2024-05-06T07:08:09-00:00"),
      ("offset-far", "2024-05-06T07:08:09+23:59"),
    ] {
      addOffset(name, text)
    }
    for (name, text, what) in [
      ("lower-t", "2024-05-06t07:08:09Z", "a small `t` and `z`"),
      ("lower-z", "2024-05-06T07:08:09z", "a small `t` and `z`"),
      ("year-0000", "0000-01-01T00:00:00Z", "the year 0000"),
    ] {
      add(
        name, text,
        .open(
          reason: "RFC 3339 leaves \(what) to the application", policy: nil, strict: []))
    }
    addBroken([
      ("month-00", "2024-00-06T07:08:09Z"), ("month-13", "2024-13-06T07:08:09Z"),
      ("day-00", "2024-05-00T07:08:09Z"), ("day-32", "2024-05-32T07:08:09Z"),
      ("30-february", "2024-02-30T07:08:09Z"), ("29-february-2023", "2023-02-29T07:08:09Z"),
      ("29-february-1900", "1900-02-29T07:08:09Z"), ("31-april", "2024-04-31T07:08:09Z"),
      ("hour-24", "2024-05-06T24:00:00Z"), ("minute-60", "2024-05-06T07:60:09Z"),
      ("second-61", "2024-05-06T07:08:61Z"), ("space-for-t", "2024-05-06 07:08:09Z"),
      ("no-zone", "2024-05-06T07:08:09"), ("date-only", "2024-05-06"),
      ("no-seconds", "2024-05-06T07:08Z"), ("offset-no-colon", "2024-05-06T07:08:09+0200"),
      ("offset-hours-only", "2024-05-06T07:08:09+02"), ("offset-24", "2024-05-06T07:08:09+24:00"),
      ("offset-minute-60", "2024-05-06T07:08:09+02:60"), ("zone-name", "2024-05-06T07:08:09 GMT"),
      ("two-zones", "2024-05-06T07:08:09Z+02:00"), ("point-alone", "2024-05-06T07:08:09.Z"),
      ("comma", "2024-05-06T07:08:09,5Z"), ("year-two-digits", "24-05-06T07:08:09Z"),
      ("year-five-digits", "12024-05-06T07:08:09Z"), ("year-negative", "-2024-05-06T07:08:09Z"),
      ("one-digit-month", "2024-5-06T07:08:09Z"), ("no-dashes", "20240506T070809Z"),
      ("week-date", "2024-W19-1T07:08:09Z"), ("ordinal-date", "2024-127T07:08:09Z"),
      ("space-after", "2024-05-06T07:08:09Z "), ("space-before", " 2024-05-06T07:08:09Z"),
      ("newline-after", "2024-05-06T07:08:09Z\n"), ("wide-digits", "\u{FF12}024-05-06T07:08:09Z"),
      ("arabic-digits", "\u{662}\u{660}\u{662}\u{664}-05-06T07:08:09Z"),
      ("epoch-seconds", "1714979289"), ("http-date", "Mon, 06 May 2024 07:08:09 GMT"),
      ("word", "now"), ("empty", ""), ("slashes", "2024/05/06T07:08:09Z"),
    ])
  }

  private mutating func addOffset(_ name: String, _ text: String) {
    let level = direction == .request ? policies.requestOffset : .allow
    let strict = [Variant.Break(constraint: .format)]
    switch level {
    case .allow: add(name, text, .valid)
    case .error: add(name, text, .breaks(strict))
    case .warning:
      add(
        name, text,
        .open(
          reason: "whether a request may state a UTC offset", policy: "requestOffset",
          strict: strict))
    }
  }

  // MARK: - RFC 9110

  private mutating func addHTTPDates() {
    addValid([
      ("plain", "Mon, 06 May 2024 07:08:09 GMT"), ("leap-day", "Thu, 29 Feb 2024 00:00:00 GMT"),
      ("leap-second", "Sat, 31 Dec 2016 23:59:60 GMT"), ("epoch", "Thu, 01 Jan 1970 00:00:00 GMT"),
      ("fraction", "Mon, 06 May 2024 07:08:09.123 GMT"),
      ("after-2038", "Tue, 19 Jan 2038 03:14:08 GMT"),
    ])
    addBroken([
      ("wrong-weekday", "Tue, 06 May 2024 07:08:09 GMT"),
      ("30-february", "Fri, 30 Feb 2024 07:08:09 GMT"),
      ("29-february-2023", "Wed, 29 Feb 2023 07:08:09 GMT"),
      ("hour-24", "Mon, 06 May 2024 24:00:00 GMT"), ("second-61", "Mon, 06 May 2024 07:08:61 GMT"),
      ("no-weekday", "06 May 2024 07:08:09 GMT"), ("no-zone", "Mon, 06 May 2024 07:08:09"),
      ("zone-utc", "Mon, 06 May 2024 07:08:09 UTC"),
      ("offset", "Mon, 06 May 2024 07:08:09 +0000"),
      ("small-letters", "mon, 06 may 2024 07:08:09 gmt"),
      ("one-digit-day", "Mon, 6 May 2024 07:08:09 GMT"),
      ("rfc-850", "Monday, 06-May-24 07:08:09 GMT"), ("asctime", "Mon May  6 07:08:09 2024"),
      ("month-name", "Mon, 06 Mai 2024 07:08:09 GMT"), ("date-time", "2024-05-06T07:08:09Z"),
      ("epoch-seconds", "1714979289"), ("word", "now"), ("empty", ""),
    ])
  }

  // MARK: - Numbers

  private mutating func addNumbers() {
    for (name, text) in [
      ("plain", "1714979289"), ("fraction", "1714979289.5"), ("milliseconds", "1714979289.123"),
      ("zero", "0"), ("negative", "-1"), ("exponent", "1.714979289E9"),
      ("after-2038", "2147483648"),
    ] {
      add(name, text, .valid, isNumber: true)
    }
    guard medium.isText else { return }
    addBroken([
      ("date-time", "2024-05-06T07:08:09Z"), ("word", "now"), ("empty", ""),
      ("plus", "+1714979289"),
      ("leading-zero", "01714979289"), ("hexadecimal", "0x66388099"), ("NaN", "NaN"),
    ])
  }
}

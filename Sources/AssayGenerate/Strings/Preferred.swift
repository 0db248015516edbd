extension ScalarSet {
  /// Scalars of the set that a person likes to read, at most 26, all of one kind: small letters
  /// where there are some, else digits, capitals, punctuation, whatever there is.
  var preferred: [UInt32] {
    let kinds: [ClosedRange<UInt32>] = [
      0x61...0x7A, 0x30...0x39, 0x41...0x5A, 0x2D...0x2F, 0x5F...0x5F, 0x21...0x2C, 0x3A...0x40,
      0x5B...0x60, 0x7B...0x7E, 0x20...0x20, 0xC0...0x24F, 0xA1...0xBF, 0x391...0x3C9,
      0x4E00...0x4E20, 0x1F600...0x1F619,
    ]
    for kind in kinds {
      let found = kind.filter { contains($0) }
      if !found.isEmpty {
        // `1234567890`: a number that begins with a zero is a case of its own.
        let isDigits = kind.lowerBound == 0x30 && found.first == 0x30 && found.count > 1
        return Array((isDigits ? found.dropFirst() + [0x30] : found[...]).prefix(26))
      }
    }
    return (0..<min(count, 26)).map { self[$0] }
  }

  /// A scalar of the set, chosen at random: the plainest first, then ASCII, the edges of the set's
  /// ranges, anything.
  func random(_ source: inout ChoiceSource, preferred: [UInt32]) -> UInt32 {
    guard count > 1 else { return self[0] }
    switch source.below(8) {
    case 0...3: return preferred.isEmpty ? self[0] : preferred[source.index(preferred.count)]
    case 4 where asciiCount > 0, 5 where asciiCount > 0: return self[source.index(asciiCount)]
    case 6:
      let range = ranges[source.index(ranges.count)]
      return source.below(2) == 0 ? range.lowerBound : range.upperBound
    default: return self[source.index(count)]
    }
  }
}

extension String {
  /// A string of scalars; what is none is left out.
  init(scalars: some Sequence<UInt32>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.underestimatedCount * 2)
    for value in scalars {
      switch value {
      case ..<0x80:
        bytes.append(UInt8(truncatingIfNeeded: value))
        continue
      case ..<0x800:
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      case 0xD800...0xDFFF, 0x11_0000...: continue
      case ..<0x1_0000:
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      default:
        bytes.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      }
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
    self.init(decoding: bytes, as: UTF8.self)
  }

  /// How many scalars there are.
  var scalarCount: Int {
    let bytes = utf8Span.span
    var count = 0
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

extension JobsService {
  /// The parameters of the query.
  struct Query {
    var size: Int?
    var token: String?

    init(_ text: Substring, _ fault: ServiceFault?) throws {
      var given: [String: (value: String, raw: Substring)] = [:]
      for piece in text.split(separator: "&") {
        let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let raw = halves.count > 1 ? halves[1] : ""
        guard let name = percentDecoded(halves[0], plusIsSpace: true),
          let value = percentDecoded(raw, plusIsSpace: true)
        else { throw Refusal(message: "the query is no text") }
        if given[name] == nil { given[name] = (value, raw) }
      }
      if let (value, _) = given["maxResults"] { size = try Self.size(value, fault) }
      if let (value, raw) = given["nextToken"] { token = try Self.token(value, raw, fault) }
      if fault == .crashSizeAndToken, size != nil, token != nil { throw Crash() }
    }

    // MARK: - maxResults

    private static func size(_ value: String, _ fault: ServiceFault?) throws -> Int? {
      var value = value
      switch fault {
      case .maxResultsSpaces:
        value = String(value.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      case .maxResultsEmpty where value.isEmpty: return nil
      case .maxResultsNegative where value.hasPrefix("-"): value.removeFirst()
      case .maxResultsHexadecimal where value.hasPrefix("0x"):
        return Int(value.dropFirst(2), radix: 16)
      case .maxResultsUnicodeDigits:
        let digits = value.unicodeScalars.map { $0.properties.numericValue.map { Int($0) } }
        if !digits.isEmpty, digits.count < 4, !digits.contains(nil) {
          value = digits.compactMap { $0 }.map(String.init).joined()
        }
      case .maxResultsFraction:
        if value.hasSuffix(".0") { value.removeLast(2) }
      case .maxResultsExponent:
        if let number = Double(value), number == number.rounded(), abs(number) < 1000,
          value.lowercased().contains("e")
        {
          value = "\(Int(number))"
        }
      default: break
      }
      let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        if fault == .maxResultsWord { return nil }
        throw Refusal(message: "maxResults is no integer")
      }
      guard let number = Int32(value) else {
        if fault == .maxResultsHugeCrashes { throw Crash() }
        throw Refusal(message: "maxResults is too wide")
      }
      let low: Int32 = fault == .maxResultsBelow ? 0 : fault == .maxResultsMin ? 2 : 1
      let high: Int32 = fault == .maxResultsAbove ? 101 : fault == .maxResultsMax ? 99 : 100
      guard (low...high).contains(number) else {
        throw Refusal(message: "maxResults is out of range")
      }
      return Int(number)
    }

    // MARK: - nextToken

    private static func token(_ value: String, _ raw: Substring, _ fault: ServiceFault?) throws
      -> String
    {
      let count =
        switch fault {
        case .tokenBytes: value.utf8.count
        case .tokenUTF16: value.utf16.count
        case .tokenGraphemes: value.count
        case .tokenEncodedLength: raw.utf8.count
        default: value.unicodeScalars.count
        }
      let low = fault == .tokenEmpty ? 0 : fault == .tokenShort ? 2 : 1
      let high = fault == .tokenLong ? 6145 : fault == .tokenMax ? 6143 : 6144
      guard (low...high).contains(count) else {
        throw Refusal(message: "the token has the wrong length")
      }
      let scalars = Array(value.unicodeScalars)
      let fits =
        switch fault {
        case .tokenSearch: scalars.contains { isSound($0, fault) }
        case .tokenPrefix: scalars.first.map { isSound($0, fault) } ?? true
        case .tokenNewline:
          (scalars.last == "\n" ? scalars.dropLast() : scalars[...])
            .allSatisfy { isSound($0, fault) }
        default: scalars.allSatisfy { isSound($0, fault) }
        }
      guard fits else { throw Refusal(message: "the token has a character of no token") }
      return value
    }

    private static func isSound(_ scalar: Unicode.Scalar, _ fault: ServiceFault?) -> Bool {
      let category = scalar.properties.generalCategory
      if let refused = fault.flatMap({ refusedCategories[$0] }), category == refused {
        // The server's own tokens are of these: it takes them and no others.
        return ["a", "t", " ", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].contains(scalar)
      }
      switch category {
      case .control: return fault == .tokenTakesCc
      case .format: return fault == .tokenTakesCf
      case .privateUse: return fault == .tokenTakesCo
      case .unassigned: return fault == .tokenTakesCn
      case .surrogate: return false
      default: return fault == .tokenASCII ? scalar.isASCII : true
      }
    }

    private static let refusedCategories: [ServiceFault: Unicode.GeneralCategory] = [
      .tokenRefusesLu: .uppercaseLetter, .tokenRefusesLl: .lowercaseLetter,
      .tokenRefusesLt: .titlecaseLetter, .tokenRefusesLm: .modifierLetter,
      .tokenRefusesLo: .otherLetter, .tokenRefusesMn: .nonspacingMark,
      .tokenRefusesMc: .spacingMark, .tokenRefusesMe: .enclosingMark,
      .tokenRefusesZs: .spaceSeparator, .tokenRefusesZl: .lineSeparator,
      .tokenRefusesZp: .paragraphSeparator, .tokenRefusesSm: .mathSymbol,
      .tokenRefusesSc: .currencySymbol, .tokenRefusesSk: .modifierSymbol,
      .tokenRefusesSo: .otherSymbol, .tokenRefusesNd: .decimalNumber,
      .tokenRefusesNl: .letterNumber, .tokenRefusesNo: .otherNumber,
      .tokenRefusesPc: .connectorPunctuation, .tokenRefusesPd: .dashPunctuation,
      .tokenRefusesPs: .openPunctuation, .tokenRefusesPe: .closePunctuation,
      .tokenRefusesPi: .initialPunctuation, .tokenRefusesPf: .finalPunctuation,
      .tokenRefusesPo: .otherPunctuation,
    ]
  }
}

internal import AssayGenerate
internal import AssayModel

/// How a mock writes the place where a page begins into a token, and finds it again.
///
/// A token holds its place and a check of the question that it belongs to, so that nothing has to be
/// remembered, and no other text is taken for a token. Its form is the first one that the contract's
/// constraints take.
struct TokenForm: Sendable, Hashable {
  private enum Alphabet: Sendable, Hashable {
    /// `0` to `9` and `a` to `z`.
    case letters
    /// `0` to `9`.
    case digits
    /// A UUID.
    case uuid
    /// The number of the item, without any check.
    case number
  }

  private var alphabet: Alphabet
  /// How many digits the check has.
  private var checkDigits = 0
  /// Zeros added behind, where tokens must be long.
  private var padding = 0

  /// The form for an operation; `nil` where its tokens have constraints that none keeps.
  init?(_ model: OperationModel, _ pagination: Pagination) {
    switch model.tokenKind(atInput: pagination.input) {
    case .integer?: self.init(alphabet: .number)
    case .string(let length)?:
      let alphabets: [(Alphabet, [Int])] = [
        (.letters, [13, 6, 2]), (.digits, [20, 8, 2]), (.uuid, [16]),
      ]
      for (alphabet, digits) in alphabets {
        for count in digits {
          var form = TokenForm(alphabet: alphabet, checkDigits: count)
          let natural = form.text(place: 0, check: 0).utf8.count
          guard natural <= length.upperBound else { continue }
          form.padding = alphabet == .uuid ? 0 : max(0, length.lowerBound - natural)
          guard form.padding <= 1 << 16 else { continue }
          let samples: [(Int, UInt64)] = [(0, 0), (7, .max), (123_456, 0x9E37_79B9_7F4A_7C15)]
          let fits = samples.allSatisfy { place, check in
            model.acceptsToken(
              form.text(place: place, check: check), output: pagination.output,
              input: pagination.input)
          }
          if fits {
            self = form
            return
          }
        }
      }
      return nil
    case nil: return nil
    }
  }

  private init(alphabet: Alphabet, checkDigits: Int = 0) {
    self.alphabet = alphabet
    self.checkDigits = checkDigits
  }

  /// The token of a place.
  func token(place: Int, check: UInt64) -> JSONValue {
    alphabet == .number
      ? .number("\(place)") : .string(text(place: place, check: check))
  }

  /// The place of a token; `nil` where it is none that was given out for the question.
  func place(_ token: JSONValue, check: UInt64) -> Int? {
    switch token {
    case .number(let text): return alphabet == .number ? Int(text) : nil
    case .string(let text):
      guard text.utf8.count <= 1 << 17, alphabet != .number else { return nil }
      let place = Int(text.prefix(placeDigits), radix: radix)
      // What does not come out the same again was never given out.
      guard let place, place >= 0, self.text(place: place, check: check).isExactly(text) else {
        return nil
      }
      return place
    default: return nil
    }
  }

  private func text(place: Int, check: UInt64) -> String {
    switch alphabet {
    case .letters, .digits: return digits(place, check)
    case .number: return "\(place)"
    case .uuid:
      // Version 4, variant 1; of the check 60 bits remain.
      let hex = Self.padded(String(check, radix: 16), to: 16)
      return Self.padded(String(place, radix: 16), to: 8) + "-" + hex.prefix(4) + "-4"
        + hex.dropFirst(4).prefix(3) + "-a" + hex.dropFirst(7).prefix(3) + "-000000"
        + hex.suffix(6)
    }
  }

  private func digits(_ place: Int, _ check: UInt64) -> String {
    Self.padded(String(place, radix: radix), to: placeDigits)
      + Self.padded(String(String(check, radix: radix).suffix(checkDigits)), to: checkDigits)
      + String(repeating: "0", count: padding)
  }

  private var radix: Int {
    switch alphabet {
    case .letters: 36
    case .digits, .number: 10
    case .uuid: 16
    }
  }

  private var placeDigits: Int { alphabet == .uuid ? 8 : 6 }

  private static func padded(_ text: String, to count: Int) -> String {
    String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}

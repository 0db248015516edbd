/// The choices that a value was made of, in the order they were made: what random cases are stored,
/// replayed and shrunk by.
///
/// 0 is always the plainest choice, and a sequence that ends early goes on with zeros, so that a
/// shorter or smaller sequence stands for a plainer value.
public struct ChoiceSequence: Sendable, Hashable {
  /// The choices.
  public var choices: [UInt64]

  /// Creates a sequence.
  public init(_ choices: [UInt64] = []) { self.choices = choices }
}

extension ChoiceSequence: Comparable {
  /// Shortlex: the shorter sequence is the plainer, and of two equally long ones the one with the
  /// smaller first difference.
  public static func < (left: ChoiceSequence, right: ChoiceSequence) -> Bool {
    left.choices.count != right.choices.count
      ? left.choices.count < right.choices.count
      : left.choices.lexicographicallyPrecedes(right.choices)
  }
}

extension ChoiceSequence: CustomStringConvertible {
  /// The choices in decimal, with dots between: `3.0.17`.
  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(choices.count &* 3)
    for choice in choices {
      if !text.isEmpty { text.append(UInt8(ascii: ".")) }
      // The digits from the last to the first; most choices have few.
      var rest = choice
      let start = text.count
      repeat {
        text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if text.count - start > 1 { text[start...].reverse() }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads what ``description`` writes; `nil` where the text is something else.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      self.init()
      return
    }
    var choices: [UInt64] = []
    for piece in text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard let choice = UInt64(Substring(piece)) else { return nil }
      choices.append(choice)
    }
    self.init(choices)
  }
}

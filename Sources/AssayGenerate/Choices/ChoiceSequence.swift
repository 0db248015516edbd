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
  public var description: String { choices.map { String($0) }.joined(separator: ".") }

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

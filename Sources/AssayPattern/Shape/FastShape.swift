/// A pattern that is a literal ASCII prefix and one class repeated to the end of the string, so that
/// it can be checked without a regex machine: `[0-9]+`, `arn:.*`, `[a-zA-Z0-9_-]{1,64}`, `\S+`.
///
/// A string matches exactly when it starts with `prefix`, the number of scalars after it is in
/// `minimum...maximum`, and each of them is in `characterClass`. No shortcut is taken: what is only
/// nearly of this shape has none.
package struct FastShape: Sendable, Hashable {
  /// ASCII bytes that the string starts with.
  package let prefix: [UInt8]
  /// What every scalar after the prefix must be.
  package let characterClass: CharacterClass
  /// How many scalars follow the prefix at least.
  package let minimum: Int
  /// How many at most; `nil` for any number.
  package let maximum: Int?
}

extension CompiledPattern {
  /// The pattern's fast shape, where it has one.
  ///
  /// - Complexity: some microseconds (PCRE2 compiles the class); ask once and keep the answer.
  package func fastShape() -> FastShape? {
    guard let node = RegexParser.parse(translation.pcre) else { return nil }
    guard let run = ShapeReader.read(node, match) else { return nil }
    guard let characterClass = CharacterClass(run.source) else { return nil }
    return FastShape(
      prefix: run.prefix, characterClass: characterClass, minimum: run.minimum,
      maximum: run.maximum)
  }
}

extension JavaTranslator {
  /// `p` or `P` and the property behind it; the index is on the letter.
  mutating func property(_ flags: Flags) throws(PatternError) -> JavaClassSet {
    let start = index - 1
    let isNegated = current == UInt8(ascii: "P")
    index += 1
    let name: String
    if current == UInt8(ascii: "{") {
      let first = index + 1
      guard let end = text[index...].firstIndex(of: UInt8(ascii: "}")), end > first else {
        throw error(.syntax, #"expected a property's name in braces after `\p`"#, at: start)
      }
      name = String(decoding: text[first..<end], as: UTF8.self)
      index = end + 1
    } else {
      let first = index
      guard current != nil else {
        throw error(.syntax, #"expected a property after `\p`"#, at: start)
      }
      _ = scalar()
      name = String(decoding: text[first..<index], as: UTF8.self)
    }
    guard let set = JavaProperty.set(named: name, ignoringCase: flags.ignoresCase) else {
      throw error(
        .unsupportedProperty, "the property `\(name)` has no exact form in PCRE2", at: start,
        to: index)
    }
    return isNegated ? JavaClassSet.complement(set).simplified : set
  }
}

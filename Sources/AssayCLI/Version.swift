import AssayPattern

/// What `assay --version` prints.
enum Version {
  /// The version of Assay.
  static let number = "0.1.0"

  /// Assay, the regular expressions it uses, and the Unicode tables these know.
  static var text: String {
    """
    assay \(number)
    PCRE2 \(PCRE2Info.version)
    Unicode \(PCRE2Info.unicodeVersion)
    """
  }
}

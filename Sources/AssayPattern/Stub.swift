package enum PCRE2Info {
  package static var version: String { "10.42" }
  package static var unicodeVersion: String { "14.0.0" }
}

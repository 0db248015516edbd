private import CPCRE2

/// What the linked PCRE2 library says of itself.
package enum PCRE2Info {
  /// The library's version, such as `10.42`.
  package static var version: String {
    // PCRE2 answers `10.42 2022-12-11`; the date tells a user nothing more.
    let answer = text(of: UInt32(PCRE2_CONFIG_VERSION))
    return String(answer.prefix { $0 != " " })
  }

  /// The version of Unicode whose properties the library knows, such as `14.0.0`.
  package static var unicodeVersion: String { text(of: UInt32(PCRE2_CONFIG_UNICODE_VERSION)) }

  private static func text(of item: UInt32) -> String {
    // SAFETY: with no buffer PCRE2 answers the length, terminating zero included; the second call
    // writes at most that many bytes.
    let length = pcre2_config_8(item, nil)
    guard length > 1, length < 256 else { return "unknown" }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    let written = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe pcre2_config_8(item, buffer.baseAddress)
    }
    guard written == length else { return "unknown" }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}

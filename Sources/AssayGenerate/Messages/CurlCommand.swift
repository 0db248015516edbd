/// A request as a line for a shell: `curl` with what it takes to send these bytes and no others.
///
/// The line is for POSIX shells. What `curl` adds by itself is switched off where it would change
/// what the request means: a media type for forms, `Expect`, and the tidying of paths.
package struct CurlCommand: Sendable {
  /// Where a request goes.
  package enum Base: Sendable {
    /// A variable of the shell, by its name, that holds a URL without a path.
    case variable(String)
    /// An address, and the path that all targets stand behind.
    case address(String, path: String = "")
  }

  /// What signs a request for AWS; the credentials are left to variables of the shell.
  package struct Signing: Sendable {
    package var region: String
    package var service: String
    /// Whether there is a session token, too.
    package var hasToken: Bool

    /// Creates a signature.
    package init(region: String, service: String, hasToken: Bool) {
      self.region = region
      self.service = service
      self.hasToken = hasToken
    }
  }

  /// Where to.
  package var base: Base
  /// Method, target in origin form, fields, body.
  package var request: Case.Request
  /// A file of certificates that are trusted.
  package var authorities: String?
  package var signing: Signing?
  /// Whether the values of fields that hold credentials are left out.
  package var hidesSecrets = false

  /// Creates a line.
  package init(_ request: Case.Request, to base: Base) {
    self.request = request
    self.base = base
  }

  /// The line, without its end.
  package var text: [UInt8] {
    var out: [UInt8] = []
    // What cannot stand between quotes, or is too long for an argument, comes through a pipe.
    let isPiped = request.body.map { !Self.isPlain($0) || $0.count > Self.argumentLimit } ?? false
    if isPiped, let body = request.body {
      out += Array("printf '".utf8) + Self.printed(body) + Array("' | ".utf8)
    }
    out += Array("curl -sS -i -g --path-as-is".utf8)
    if request.method.elementsEqual("HEAD".utf8) {
      out += Array(" --head".utf8)
    } else {
      out += Array(" -X ".utf8) + Self.quoted(request.method)
    }
    if let authorities {
      out += Array(" --cacert ".utf8) + Self.quoted(Array(authorities.utf8))
    }
    if let signing { out += Self.options(signing) }
    out += fields
    if let body = request.body {
      if !has("content-type") { out += Array(" -H 'Content-Type:'".utf8) }
      if body.count > 1 << 20 { out += Array(" -H 'Expect:'".utf8) }
      out +=
        isPiped
        ? Array(" --data-binary @-".utf8) : Array(" --data-raw ".utf8) + Self.quoted(body)
    }
    return out + place
  }

  // MARK: - Parts of the line

  /// A page less than the 128 KiB that Linux has for one argument.
  private static let argumentLimit = 124 << 10

  private func has(_ name: String) -> Bool {
    request.headers.contains { $0.name.isField(name) }
  }

  private var fields: [UInt8] {
    var out: [UInt8] = []
    for field in request.headers {
      let line: [UInt8] =
        if hidesSecrets && Self.secrets.contains(where: { field.name.isField($0) }) {
          field.name + Array(": …".utf8)
        } else if field.value.isEmpty {
          // A colon and nothing behind it would take the field away.
          field.name + Array(";".utf8)
        } else {
          field.name + Array(": ".utf8) + field.value
        }
      out += Array(" -H ".utf8) + Self.quoted(line)
    }
    for name in ["Accept", "User-Agent"] where !has(name) { out += Array(" -H '\(name):'".utf8) }
    return out
  }

  private static let secrets = [
    "authorization", "cookie", "x-amz-security-token", "x-api-key", "proxy-authorization",
  ]

  private static func options(_ signing: Signing) -> [UInt8] {
    var out = Array(" --aws-sigv4 ".utf8)
    out += quoted(Array("aws:amz:\(signing.region):\(signing.service)".utf8))
    out += Array(#" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY""#.utf8)
    if signing.hasToken { out += Array(#" -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN""#.utf8) }
    return out
  }

  /// The URL; what cannot be part of one goes out as a target by itself.
  private var place: [UInt8] {
    let target = request.target
    let isPart = target.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
    switch base {
    case .variable(let name):
      let base = Array(" \"$\(name)\"".utf8)
      return isPart
        ? base + Self.quoted(target)
        : Array(" --request-target ".utf8) + Self.quoted(target) + base + Array("/".utf8)
    case .address(let origin, let path):
      let whole = Array(path.utf8) + target
      return isPart
        ? Array(" ".utf8) + Self.quoted(Array(origin.utf8) + whole)
        : Array(" --request-target ".utf8) + Self.quoted(whole) + Array(" ".utf8)
          + Self.quoted(Array("\(origin)/".utf8))
    }
  }

  // MARK: - Quotes

  /// Whether bytes can stand between quotes, on one line, and be read by a person.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
      let text = String(validating: bytes, as: UTF8.self)
    else { return false }
    // White space that is no space, joiners and marks get lost where text is copied.
    return text.unicodeScalars.allSatisfy {
      $0.isASCII || ($0.properties.isGraphemeBase && !$0.properties.isWhitespace)
    }
  }

  /// A word of the shell.
  private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
    guard isPlain(bytes) else {
      return Array("\"$(printf '".utf8) + printed(bytes) + Array("')\"".utf8)
    }
    let isBare =
      !bytes.isEmpty
      && bytes.allSatisfy {
        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
          || "/-._:".utf8.contains($0)
      }
    if isBare { return bytes }
    var out: [UInt8] = [UInt8(ascii: "'")]
    for byte in bytes {
      if byte == UInt8(ascii: "'") { out += Array("'\\''".utf8) } else { out.append(byte) }
    }
    out.append(UInt8(ascii: "'"))
    return out
  }

  /// A format for `printf` that prints these bytes.
  private static func printed(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      switch byte {
      // At the beginning it would be an option.
      case UInt8(ascii: "-") where index == 0: out += Array("\\055".utf8)
      case UInt8(ascii: "%"): out += Array("%%".utf8)
      case UInt8(ascii: "\\"): out += Array("\\\\".utf8)
      case 0x20...0x7E where byte != UInt8(ascii: "'"): out.append(byte)
      default:
        let digits = String(byte, radix: 8)
        out += Array("\\".utf8) + Array(repeating: UInt8(ascii: "0"), count: 3 - digits.utf8.count)
        out += Array(digits.utf8)
      }
    }
    return out
  }
}

extension [UInt8] {
  /// Whether this is the name of a header field, in any case.
  fileprivate func isField(_ name: String) -> Bool {
    elementsEqual(name.utf8) { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && ($0 | 0x20) >= 0x61) }
  }
}

package import AssayGenerate

/// A line for a shell that sends a request as a run did, by curl.
///
/// Values of secrets are left to variables of the shell, or out.
package struct CurlCommand: Sendable {
  private let endpoint: Endpoint
  private let extra: [Case.Field]
  private let signer: RequestSigner?
  private let authorities: String?

  package init(
    _ endpoint: Endpoint, extra: [Case.Field] = [], signer: RequestSigner? = nil,
    authorities: String? = nil
  ) {
    self.endpoint = endpoint
    self.extra = extra
    self.signer = signer
    self.authorities = authorities
  }

  init(_ courier: Courier) {
    self.init(
      courier.client.endpoint, extra: courier.options.headers, signer: courier.options.signer,
      authorities: courier.options.client.trust.authorities)
  }

  /// The line.
  package func text(_ request: Case.Request) -> String {
    var words = ["curl", "-sS", "-i", "-g", "--path-as-is"]
    let method = ASCII.string(request.method)
    words += method == "HEAD" ? ["-I"] : ["-X", Self.quoted(request.method)]
    if let authorities { words += ["--cacert", Self.quoted(Array(authorities.utf8))] }
    if let signer {
      words += [
        "--aws-sigv4", Self.quoted(Array("aws:amz:\(signer.region):\(signer.service)".utf8)),
        "--user", "\"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"",
      ]
      if signer.credentials.sessionToken != nil {
        words += ["-H", "\"X-Amz-Security-Token: $AWS_SESSION_TOKEN\""]
      }
    }
    let own = request.headers
    let fields =
      own + extra.filter { field in !own.contains { ASCII.isSame($0.name, field.name) } }
    for field in fields {
      if Self.isSecret(field.name) {
        words += ["-H", Self.quoted(field.name + Array(": …".utf8))]
      } else if field.value.isEmpty {
        words += ["-H", Self.quoted(field.name + Array(";".utf8))]
      } else {
        words += ["-H", Self.quoted(field.name + Array(": ".utf8) + field.value)]
      }
    }
    var pipe = ""
    if let body = request.body {
      if !fields.contains(where: { ASCII.isSame($0.name, "content-type".utf8) }) {
        words += ["-H", "'Content-Type:'"]
      }
      if body.contains(0) || body.first == UInt8(ascii: "@") {
        // No argument of a command holds a zero byte, and what begins with an `@` names a file.
        pipe = "printf \(Self.quoted(Self.printable(body))) | "
        words += ["--data-binary", "@-"]
      } else {
        words += ["--data-binary", Self.quoted(body)]
      }
    }
    words.append(Self.quoted(Array(endpoint.url.utf8) + request.target))
    return pipe + words.joined(separator: " ")
  }

  private static func isSecret(_ name: [UInt8]) -> Bool {
    ["authorization", "cookie", "x-amz-security-token", "x-api-key", "proxy-authorization"]
      .contains { ASCII.isSame(name, $0.utf8) }
  }

  /// A word for a shell: in plain quotation marks where its text can be seen, else with escapes.
  static func quoted(_ bytes: [UInt8]) -> String {
    let isPlain =
      String(validating: bytes, as: UTF8.self) != nil
      && !bytes.contains { $0 < 0x20 || $0 == 0x7F } && !hasHidden(bytes)
    if isPlain {
      let text = ASCII.string(bytes).split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: #"'\''"#)
      return "'\(text)'"
    }
    return escaped(bytes)
  }

  private static func hasHidden(_ bytes: [UInt8]) -> Bool {
    ASCII.string(bytes).unicodeScalars.contains {
      !$0.isASCII && ($0.properties.isWhitespace || !$0.properties.isGraphemeBase)
    }
  }

  private static func escaped(_ bytes: [UInt8]) -> String {
    var text = "$'"
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "'"): text += #"\'"#
      case UInt8(ascii: "\\"): text += #"\\"#
      case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 8)
        text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
      }
    }
    return text + "'"
  }

  /// For `printf`: percent signs doubled, and zero bytes in octal.
  private static func printable(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 0: Array(#"\000"#.utf8)
      case UInt8(ascii: "%"): Array("%%".utf8)
      case UInt8(ascii: "\\"): Array(#"\\"#.utf8)
      default: [byte]
      }
    }
  }
}

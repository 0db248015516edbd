/// A request as a line for a shell: `curl` with what it takes to send these bytes and no others.
///
/// The line is for POSIX shells. What `curl` adds by itself is switched off where it would change
/// what the request means: a media type for forms, `Expect`, and the tidying of paths.
package struct CurlCommand: Sendable {
  /// Method.
  package var method: [UInt8]
  /// Where to: a URL without a path, written as it is: it may hold a variable of the shell.
  package var base: String
  /// Target in origin form, percent-encoded.
  package var target: [UInt8]
  /// Header fields in order.
  package var headers: [(name: [UInt8], value: [UInt8])]
  /// Body; `nil` where there is none.
  package var body: [UInt8]?

  /// Creates a line.
  package init(
    method: [UInt8], base: String, target: [UInt8], headers: [(name: [UInt8], value: [UInt8])],
    body: [UInt8]?
  ) {
    self.method = method
    self.base = base
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The line, without its end.
  package var text: [UInt8] {
    var out: [UInt8] = []
    // What cannot stand between quotes comes through a pipe.
    let isPiped = body.map { !Self.isPlain($0) } ?? false
    if isPiped, let body {
      out += Array("printf '".utf8) + Self.printed(body) + Array("' | ".utf8)
    }
    out += Array("curl -sS -i -g --path-as-is".utf8)
    if method.elementsEqual("HEAD".utf8) {
      out += Array(" --head".utf8)
    } else {
      out += Array(" -X ".utf8) + Self.quoted(method)
    }
    let names = headers.map { $0.name.map { $0 | 0x20 } }
    for header in headers {
      // A colon and nothing behind it would take the field away.
      let line =
        header.value.isEmpty
        ? header.name + Array(";".utf8) : header.name + Array(": ".utf8) + header.value
      out += Array(" -H ".utf8) + Self.quoted(line)
    }
    for name in ["Accept", "User-Agent"] where !names.contains(name.utf8.map { $0 | 0x20 }) {
      out += Array(" -H '\(name):'".utf8)
    }
    if let body {
      if !names.contains("content-type".utf8.map { $0 | 0x20 }) {
        out += Array(" -H 'Content-Type:'".utf8)
      }
      if body.count > 1 << 20 { out += Array(" -H 'Expect:'".utf8) }
      out +=
        isPiped
        ? Array(" --data-binary @-".utf8) : Array(" --data-raw ".utf8) + Self.quoted(body)
    }
    if target.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) {
      out += Array(" \"\(base)\"".utf8) + Self.quoted(target)
    } else {
      out += Array(" --request-target ".utf8) + Self.quoted(target) + Array(" \"\(base)\"/".utf8)
    }
    return out
  }

  // MARK: - Quotes

  /// Whether bytes can stand between quotes, on one line, and be read by a person.
  private static func isPlain(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F } && String(validating: bytes, as: UTF8.self) != nil
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

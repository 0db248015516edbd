internal import Crypto

/// A certificate for a test server: signed by its own key, valid for the names of this machine's
/// loopback, made anew for each server and kept nowhere.
package struct ThrowawayCertificate: Sendable {
  /// The certificate in PEM.
  package let certificate: String
  /// Its key in PEM.
  package let key: String

  /// What a server shows.
  package var tls: ServerTLS { .texts(certificate: certificate, key: key) }

  /// Makes a certificate for a host, valid from a day before `now`, in seconds since 1970, for a year.
  package init(host: String, now: Int64) throws {
    let key = P256.Signing.PrivateKey()
    let body = Self.body(host: host, now: now, key: key.publicKey)
    let signature = try key.signature(for: body)
    let whole = DER.sequence(
      body, Self.ecdsaWithSHA256, DER.bitString(Array(signature.derRepresentation)))
    certificate = PEM.text(whole, label: "CERTIFICATE")
    self.key = key.pemRepresentation
  }

  /// `ecdsa-with-SHA256` (RFC 5758, section 3.2).
  private static let ecdsaWithSHA256 = DER.sequence(
    DER.objectIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))

  /// The part that is signed (RFC 5280, section 4.1).
  private static func body(
    host: String, now: Int64, key: P256.Signing.PublicKey
  ) -> [UInt8] {
    let name = DER.sequence(
      DER.set(
        DER.sequence(DER.objectIdentifier([0x55, 0x04, 0x03]), DER.utf8("Assay test server"))))
    let serial = (0..<15).map { _ in UInt8.random(in: 0...255) }
    let validity = DER.sequence(DER.time(now - 86_400), DER.time(now + 365 * 86_400))
    return DER.sequence(
      DER.tagged(0xA0, DER.integer([2])), DER.integer([1] + serial), ecdsaWithSHA256, name,
      validity, name, Array(key.derRepresentation),
      DER.tagged(0xA3, DER.sequence(alternativeNames(host), basicConstraints)))
  }

  /// `subjectAltName`: clients look at nothing else.
  private static func alternativeNames(_ host: String) -> [UInt8] {
    var names: [[UInt8]] = [
      DER.tagged(0x82, Array("localhost".utf8)), DER.tagged(0x87, [127, 0, 0, 1]),
      DER.tagged(0x87, Array(repeating: 0, count: 15) + [1]),
    ]
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
      .compactMap { UInt8($0) }
    if numbers.count == 4 {
      names.append(DER.tagged(0x87, numbers))
    } else if !host.isEmpty, !host.contains(":"), host.utf8.allSatisfy({ $0 < 0x80 }) {
      names.append(DER.tagged(0x82, Array(host.utf8)))
    }
    return DER.sequence(
      DER.objectIdentifier([0x55, 0x1D, 0x11]),
      DER.octetString(DER.sequence(names.flatMap { $0 })))
  }

  /// `basicConstraints`, critical: its own authority, so that it can be trusted as it is.
  private static var basicConstraints: [UInt8] {
    DER.sequence(
      DER.objectIdentifier([0x55, 0x1D, 0x13]), DER.tagged(0x01, [0xFF]),
      DER.octetString(DER.sequence(DER.tagged(0x01, [0xFF]))))
  }
}

/// As much of the Distinguished Encoding Rules (ITU-T X.690) as a certificate needs.
private enum DER {
  static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    if content.count < 0x80 {
      length = [UInt8(content.count)]
    } else {
      var rest = content.count
      while rest > 0 {
        length.insert(UInt8(truncatingIfNeeded: rest), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { tagged(0x30, parts.flatMap { $0 }) }
  static func set(_ content: [UInt8]) -> [UInt8] { tagged(0x31, content) }
  static func integer(_ bytes: [UInt8]) -> [UInt8] { tagged(0x02, bytes) }
  static func bitString(_ bytes: [UInt8]) -> [UInt8] { tagged(0x03, [0] + bytes) }
  static func octetString(_ bytes: [UInt8]) -> [UInt8] { tagged(0x04, bytes) }
  static func objectIdentifier(_ bytes: [UInt8]) -> [UInt8] { tagged(0x06, bytes) }
  static func utf8(_ text: String) -> [UInt8] { tagged(0x0C, Array(text.utf8)) }

  /// A time of the years 1950 to 2049 as `UTCTime`, a later one as `GeneralizedTime`.
  static func time(_ seconds: Int64) -> [UInt8] {
    let time = CivilTime(secondsSince1970: seconds)
    let rest = [time.month, time.day, time.hour, time.minute, time.second].map(CivilTime.two)
      .joined()
    return time.year < 2050
      ? tagged(0x17, Array((CivilTime.two(time.year % 100) + rest + "Z").utf8))
      : tagged(0x18, Array("\(time.year)\(rest)Z".utf8))
  }
}

private enum PEM {
  static func text(_ bytes: [UInt8], label: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = Array("-----BEGIN \(label)-----\n".utf8)
    var column = 0
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var bits = part.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(8 * (3 - part.count))
      for place in 0..<4 {
        text.append(
          place <= part.count
            ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
      column += 4
      if column == 64 {
        text.append(0x0A)
        column = 0
      }
    }
    if column > 0 { text.append(0x0A) }
    text += "-----END \(label)-----\n".utf8
    return String(decoding: text, as: UTF8.self)
  }
}

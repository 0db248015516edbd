package import AssayGenerate
internal import Crypto

/// Signs requests with AWS's Signature Version 4, in the header.
///
/// What is signed is the request as it goes out: the target is taken as it stands on the wire, and
/// encoded once more, as every service but S3 does.
package struct RequestSigner: Sendable, Hashable {
  package var credentials: AWSCredentials
  package var region: String
  package var service: String
  /// Whether `.`, `..` and empty segments of the path are resolved before it is signed. S3 does not.
  package var normalizesPath: Bool
  /// Whether each segment of the path is encoded once more. S3 does not.
  package var encodesPath: Bool

  package init(_ credentials: AWSCredentials, region: String, service: String) {
    self.credentials = credentials
    self.region = region
    self.service = service
    normalizesPath = service != "s3"
    encodesPath = service != "s3"
  }

  /// The fields to add to a request: `X-Amz-Date`, the session's token, `Authorization`.
  ///
  /// `headers` are all fields that go out, `Host` among them. `basePath` stands before the target.
  package func sign(
    _ request: Case.Request, headers: [Case.Field], basePath: String = "",
    at time: SigningTime = .now
  ) -> [Case.Field] {
    let payload = Self.hex(SHA256.hash(data: request.body ?? []))
    var added = [Case.Field("X-Amz-Date", time.stamp)]
    if let token = credentials.sessionToken {
      added.append(Case.Field("X-Amz-Security-Token", token))
    }
    if service == "s3" { added.append(Case.Field("X-Amz-Content-Sha256", payload)) }
    let target = Array(basePath.utf8) + request.target
    let canonical = canonicalRequest(request.method, target, headers + added, payload)
    let scope = "\(time.date)/\(region)/\(service)/aws4_request"
    let digest = Self.hex(SHA256.hash(data: canonical.bytes))
    let text = "AWS4-HMAC-SHA256\n\(time.stamp)\n\(scope)\n\(digest)"
    let signature = Self.hex(Self.mac(Array(text.utf8), key: key(of: time)))
    added.append(
      Case.Field(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope), "
          + "SignedHeaders=\(canonical.names), Signature=\(signature)"))
    return added
  }

  // MARK: - Canonical request

  private func canonicalRequest(
    _ method: [UInt8], _ target: [UInt8], _ headers: [Case.Field], _ payload: String
  ) -> (bytes: [UInt8], names: String) {
    let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    let fields = canonicalFields(headers)
    let names = fields.map { ASCII.string($0.name) }.joined(separator: ";")
    var bytes = method + [ASCII.lineFeed]
    bytes += path(target[..<mark]) + [ASCII.lineFeed]
    bytes += query(target[mark...].dropFirst()) + [ASCII.lineFeed]
    for field in fields {
      bytes += field.name + [UInt8(ascii: ":")] + field.value + [ASCII.lineFeed]
    }
    bytes += Array("\n\(names)\n\(payload)".utf8)
    return (bytes, names)
  }

  private func path(_ path: ArraySlice<UInt8>) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var segments = path.split(separator: slash, omittingEmptySubsequences: false).map(Array.init)
    if normalizesPath {
      let endsOpen = segments.last.map { $0.isEmpty || $0 == Self.dot || $0 == Self.dots } ?? true
      var kept: [[UInt8]] = []
      for segment in segments where !segment.isEmpty && segment != Self.dot {
        if segment == Self.dots { _ = kept.popLast() } else { kept.append(segment) }
      }
      segments = [[]] + kept + (endsOpen ? [[]] : [])
    }
    let encoded = encodesPath ? segments.map(Self.encode) : segments
    let joined = Array(encoded.joined(separator: [slash]))
    return joined.first == slash ? joined : [slash] + joined
  }

  /// Names and values decoded, encoded in the one right way, and sorted.
  private func query(_ query: ArraySlice<UInt8>) -> [UInt8] {
    var pairs: [(name: [UInt8], value: [UInt8])] = []
    for piece in query.split(separator: UInt8(ascii: "&")) {
      let mark = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      pairs.append(
        (
          Self.encode(ASCII.percentDecoded(piece[..<mark])),
          Self.encode(ASCII.percentDecoded(piece[mark...].dropFirst()))
        ))
    }
    pairs.sort {
      $0.name == $1.name
        ? $0.value.lexicographicallyPrecedes($1.value)
        : $0.name.lexicographicallyPrecedes($1.name)
    }
    return Array(pairs.map { $0.name + [UInt8(ascii: "=")] + $0.value }.joined(separator: [0x26]))
  }

  /// Fields that proxies add or change are not signed.
  private static let unsigned: Set<String> = [
    "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id", "authorization",
  ]

  /// Names in small letters and sorted, the values of one name joined, white space made single.
  private func canonicalFields(_ headers: [Case.Field]) -> [Case.Field] {
    var fields: [Case.Field] = []
    for field in headers {
      let name = field.name.map(ASCII.lower)
      guard !Self.unsigned.contains(ASCII.string(name)) else { continue }
      let value = Self.singleSpaced(field.value)
      if let index = fields.firstIndex(where: { $0.name == name }) {
        fields[index].value += [UInt8(ascii: ",")] + value
      } else {
        fields.append(Case.Field(name: name, value: value))
      }
    }
    return fields.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private static func singleSpaced(_ value: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for byte in ASCII.trimmed(value[...]) where byte != ASCII.space || out.last != ASCII.space {
      out.append(byte)
    }
    return out
  }

  // MARK: - Keys and codes

  private func key(of time: SigningTime) -> [UInt8] {
    var key = Array("AWS4\(credentials.secretKey)".utf8)
    for step in [time.date, region, service, "aws4_request"] {
      key = Self.mac(Array(step.utf8), key: key)
    }
    return key
  }

  private static func mac(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: key)))
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    ASCII.string(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  private static let digits = Array("0123456789abcdef".utf8)
  private static let capitals = Array("0123456789ABCDEF".utf8)
  private static let dot = Array(".".utf8)
  private static let dots = Array("..".utf8)

  private static func encode(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
      default: [UInt8(ascii: "%"), capitals[Int(byte >> 4)], capitals[Int(byte & 15)]]
      }
    }
  }
}

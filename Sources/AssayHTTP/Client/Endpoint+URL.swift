extension Endpoint {
  /// Why a text is no address of a server.
  package struct AddressError: Error, Hashable, CustomStringConvertible {
    /// One clause; lower case, no full stop.
    package var description: String
  }

  /// Reads `http://host:port/base/path`; the path may be left out, and so may the port.
  package init(url: String) throws(AddressError) {
    func fail(_ reason: String) -> AddressError { AddressError(description: reason) }
    guard !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
      throw fail("`\(url.filter { $0 > " " })` has white space or control characters in it")
    }
    guard let mark = url.firstRange(of: "://") else {
      throw fail("`\(url)` is no URL; expected `http://host:port` or `https://host:port`")
    }
    switch url[..<mark.lowerBound].lowercased() {
    case "http": isTLS = false
    case "https": isTLS = true
    case let other: throw fail("the scheme `\(other)` is not known; expected `http` or `https`")
    }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    let path = rest[authority.endIndex...]
    guard !path.contains("?"), !path.contains("#") else {
      throw fail("the URL of a server has neither a query nor a fragment")
    }
    guard !authority.contains("@") else {
      throw fail("the URL of a server names no user; credentials go into `--header` or `--sigv4`")
    }
    let (host, portText) = try Self.split(authority, fail)
    guard !host.isEmpty else { throw fail("`\(url)` names no host") }
    self.host = host
    if let portText {
      guard let number = UInt16(portText), number > 0 else {
        throw fail("`\(portText)` is no port; expected 1...65535")
      }
      port = Int(number)
    } else {
      port = isTLS ? 443 : 80
    }
    var base = Substring(path)
    while base.hasSuffix("/") { base.removeLast() }
    basePath = String(base)
  }

  private static func split(
    _ authority: Substring, _ fail: (String) -> AddressError
  ) throws(AddressError) -> (host: String, port: String?) {
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else {
        throw fail("`\(authority)` lacks the bracket that ends an IPv6 address")
      }
      let host = String(authority[authority.index(after: authority.startIndex)..<end])
      let tail = authority[authority.index(after: end)...]
      guard tail.isEmpty || tail.hasPrefix(":") else { throw fail("`\(authority)` is no host") }
      return (host, tail.count > 1 ? String(tail.dropFirst()) : nil)
    }
    guard let colon = authority.lastIndex(of: ":") else { return (String(authority), nil) }
    let port = authority[authority.index(after: colon)...]
    return (String(authority[..<colon]), port.isEmpty ? nil : String(port))
  }

  /// What a `Host` field says: the port only where it is not the scheme's own.
  package var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isTLS ? 443 : 80) ? name : "\(name):\(port)"
  }

  /// The address as a person writes it.
  package var url: String { origin + basePath }

  /// The address without a path.
  var origin: String { "\(isTLS ? "https" : "http")://\(authority)" }

  /// Whether the host is a number instead of a name.
  var isAddress: Bool {
    host.contains(":")
      || host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy {
        UInt8($0) != nil
      }
  }
}

internal import AssayModel

/// A request in its parts, each as it goes on the wire, so that a case can break one of them.
struct WireRequest: Sendable, Hashable {
  /// A piece of the path between slashes.
  struct Segment: Sendable, Hashable {
    var text: [UInt8]
    /// The member that it is the label of.
    var member: String?
  }

  /// A query parameter.
  struct Parameter: Sendable, Hashable {
    var name: [UInt8]
    var value: [UInt8]?
    var member: String?
  }

  /// A header field.
  struct Header: Sendable, Hashable {
    var field: Case.Field
    var member: String?
  }

  var method: [UInt8]
  var segments: [Segment] = []
  var query: [Parameter] = []
  var headers: [Header] = []
  var body: [UInt8]?
  var hostPrefix = ""

  /// Path and query.
  var target: [UInt8] {
    var target: [UInt8] = []
    for segment in segments {
      target.append(UInt8(ascii: "/"))
      target += segment.text
    }
    if target.isEmpty { target.append(UInt8(ascii: "/")) }
    for (index, parameter) in query.enumerated() {
      target.append(index == 0 ? UInt8(ascii: "?") : UInt8(ascii: "&"))
      target += parameter.name
      if let value = parameter.value {
        target.append(UInt8(ascii: "="))
        target += value
      }
    }
    return target
  }

  /// The request as it is sent.
  var request: Case.Request {
    Case.Request(
      method: method, target: target, headers: headers.map(\.field), body: body,
      hostPrefix: hostPrefix)
  }

  /// Whether servers may have a limit that the request is beyond.
  var isLarge: Bool {
    target.count > 4000 || body?.count ?? 0 > 512 << 10
      || headers.reduce(0) { $0 + $1.field.value.count } > 4000
  }

  /// Sets a header field, or takes it away.
  mutating func setHeader(_ name: String, _ value: String?) {
    headers.set(name, value)
  }
}

/// A response in its parts.
struct WireResponse: Sendable, Hashable {
  var status: Int
  var headers: [WireRequest.Header] = []
  var body: [UInt8]?

  /// The response as it is sent.
  var response: Case.Response {
    Case.Response(status: status, headers: headers.map(\.field), body: body)
  }

  /// Sets a header field, or takes it away.
  mutating func setHeader(_ name: String, _ value: String?) {
    headers.set(name, value)
  }
}

extension [WireRequest.Header] {
  /// Writes a field's name in other letters.
  mutating func rename(_ name: String, to other: String) {
    let key = [UInt8](name.utf8).map(\.lowercasedASCII)
    for index in indices where self[index].field.name.map(\.lowercasedASCII) == key {
      self[index].field.name = [UInt8](other.utf8)
    }
  }

  fileprivate mutating func set(_ name: String, _ value: String?) {
    let key = [UInt8](name.utf8).map(\.lowercasedASCII)
    let place = firstIndex { $0.field.name.map(\.lowercasedASCII) == key }
    switch (place, value) {
    case (let place?, let value?): self[place].field.value = [UInt8](value.utf8)
    case (let place?, nil): remove(at: place)
    case (nil, let value?): append(.init(field: Case.Field(name, value)))
    case (nil, nil): break
    }
  }
}

extension UInt8 {
  /// The small letter of an ASCII capital.
  var lowercasedASCII: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}

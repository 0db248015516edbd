package import AssayModel

/// Makes exchanges for any contract: sound ones, and ones with a few things wrong.
package struct ExchangeGenerator {
  let contract: Contract
  var values: ValueGenerator
  var random: RandomSource

  /// Creates a generator.
  package init(_ contract: Contract, random: RandomSource, matches: @escaping ReferencePattern) {
    self.contract = contract
    var random = random
    values = ValueGenerator(
      contract, spice: 0, random: RandomSource(seed: random.next()), matches: matches)
    self.random = random
  }

  /// The next exchange.
  package mutating func next() -> ExchangeDraft {
    var draft = ExchangeDraft()
    guard !contract.operations.isEmpty else { return draft }
    let operation = random.pick(contract.operations)
    values.spice = random.pick([0, 0, 3, 10, 30])
    values.forget()
    if random.chance(85) { draft.request = request(operation) }
    if random.chance(85) || draft.request == nil { draft.response = response(operation) }
    if draft.request == nil || random.chance(15) {
      let name = random.chance(90) ? operation.name : "Unknown"
      if random.chance(50) { draft.operation = name } else { draft.argument = name }
    }
    if random.chance(35) { mutate(&draft) }
    return draft
  }

  func members(_ shape: ShapeID?) -> [Member] {
    shape.map { contract[contract.base(of: $0)].members } ?? []
  }

  func isBody(_ member: Member) -> Bool {
    !contract.wireProtocol.hasHTTPBindings || member.location == .body || member.location == .host
  }

  // MARK: - Requests

  private mutating func request(_ operation: Operation) -> ExchangeDraft.Request {
    let members = members(operation.input)
    var request = ExchangeDraft.Request(
      method: operation.http?.method ?? "POST", target: Array("/".utf8))
    if contract.wireProtocol.hasHTTPBindings {
      request.target = path(operation, members) + query(operation, members)
      request.headers = headers(members)
      if random.chance(5) {
        request.headers.append(
          ExchangeDraft.Field(
            "Accept",
            random.pick([
              "*/*", "application/json", "text/plain", "application/*;q=0.5, text/html",
              "application/json;q=0", "image/png", "application/hal+json", "",
            ])))
      }
      if random.chance(6) {
        request.target = Array("https://host.example:8443".utf8) + request.target
      }
    } else {
      let prefix = contract.targetPrefix ?? contract.service
      if contract.wireProtocol == .rpcv2Json {
        request.target = Array("/service/\(prefix)/operation/\(operation.name)".utf8)
      } else {
        request.headers.append(
          ExchangeDraft.Field("X-Amz-Target", "\(prefix).\(operation.name)"))
      }
    }
    body(operation.input, headers: &request.headers, body: &request.body)
    return request
  }

  private mutating func path(_ operation: Operation, _ members: [Member]) -> [UInt8] {
    var path: [UInt8] = []
    for segment in operation.http?.uri.segments ?? [] {
      path += "/".utf8
      switch segment {
      case .literal(let text): path += encoded(Array(text.utf8), keeping: "/()+.")
      case .label(let name):
        guard let member = members.first(where: { $0.name == name }) else { continue }
        path += encoded(values.scalar(member, at: .path), keeping: "")
      case .greedyLabel(let name):
        guard let member = members.first(where: { $0.name == name }) else { continue }
        path += encoded(values.scalar(member, at: .path), keeping: "/")
        if random.chance(50) { path += "/x%2Fy".utf8 }
      }
    }
    return path.isEmpty ? Array("/".utf8) : path
  }

  /// Percent-encoded, sometimes more than needed.
  private mutating func encoded(_ text: [UInt8], keeping: String) -> [UInt8] {
    let hex = Array("0123456789ABCDEF".utf8)
    let eager = random.chance(10)
    var result: [UInt8] = []
    for byte in text {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~".utf8.contains(byte) || keeping.utf8.contains(byte)
      if isPlain, !(eager && random.chance(40)) {
        result.append(byte)
      } else {
        result += [37, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return result
  }

  private mutating func query(_ operation: Operation, _ members: [Member]) -> [UInt8] {
    var pieces: [[UInt8]] = []
    for literal in operation.http?.uri.query ?? [] where !random.chance(values.spice / 2) {
      let value = literal.value.map { "=" + $0 } ?? (random.chance(50) ? "" : "=x")
      pieces.append(Array((literal.name + value).utf8))
    }
    for member in members {
      guard member.required != nil && !random.chance(values.spice / 2) || random.chance(60) else {
        continue
      }
      switch member.location {
      case .query:
        for value in occurrences(member, at: .query) {
          pieces.append(pair(Array(member.nameOnWire.utf8), value))
        }
      case .queryMap:
        guard case .map(let key, let value, _) = contract[contract.base(of: member.target)].kind
        else { continue }
        for _ in 0..<random.below(4) {
          let name = values.scalar(key, at: .query)
          for value in occurrences(value, at: .query) { pieces.append(pair(name, value)) }
        }
      default: break
      }
    }
    if random.chance(6) {
      pieces.append(Array(random.pick(["x=1", "X-Amz-Date=1", "", "a=b=c", "%ff=1", "é"]).utf8))
    }
    if random.chance(20) { pieces.shuffle(using: &random) }
    return pieces.isEmpty && !random.chance(3)
      ? [] : Array("?".utf8) + pieces.joined(separator: Array("&".utf8))
  }

  private mutating func pair(_ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
    let name = encoded(name, keeping: "")
    if value.isEmpty, random.chance(50) { return name }
    var value = encoded(value, keeping: random.chance(20) ? ":/?@!$'()*,;=" : "")
    if random.chance(50) {
      value = Array(
        String(decoding: value, as: UTF8.self).split(
          separator: "%20", omittingEmptySubsequences: false
        ).joined(separator: "+").utf8)
    }
    return name + Array("=".utf8) + value
  }

  /// One value of a scalar, all items of a list; sometimes once more.
  private mutating func occurrences(_ member: Member, at location: Member.Location) -> [[UInt8]] {
    if case .list(let element, _) = contract[contract.base(of: member.target)].kind {
      let bounds = values.lengths(member)
      let most =
        min(bounds.upperBound, bounds.lowerBound + 3) + (random.chance(values.spice) ? 1 : 0)
      var items = (0..<random.int(bounds.lowerBound...max(most, bounds.lowerBound)))
        .map { _ in values.scalar(element, at: location) }
      if let item = items.first, random.chance(10) { items.append(item) }
      return items
    }
    let value = values.scalar(member, at: location)
    return random.chance(4) ? [value, random.chance(50) ? value : Array("x".utf8)] : [value]
  }

  // MARK: - Headers

  mutating func headers(_ members: [Member]) -> [ExchangeDraft.Field] {
    var fields: [ExchangeDraft.Field] = []
    for member in members {
      guard member.required != nil && !random.chance(values.spice / 2) || random.chance(60) else {
        continue
      }
      switch member.location {
      case .header:
        var texts = occurrences(member, at: .header)
        if case .list = contract[contract.base(of: member.target)].kind {
          texts = texts.map { listItem($0) }
          if random.chance(80) {
            texts = [
              Array(texts.joined(separator: Array((random.chance(80) ? ", " : ",").utf8)))
            ]
          }
        } else if values.constraints(member).isEmpty == false, hasMediaType(member) {
          texts = texts.map { random.chance(90) ? values.base64($0) : $0 }
        }
        for text in texts { fields.append(field(member.nameOnWire, text)) }
      case .headerMap:
        guard case .map(let key, let value, _) = contract[contract.base(of: member.target)].kind
        else { continue }
        for _ in 0..<random.below(3) {
          let name = values.scalar(key, at: .header).filter { (33..<127).contains($0) && $0 != 58 }
          fields.append(
            field(
              (member.wireName ?? "") + String(decoding: name, as: UTF8.self),
              values.scalar(value, at: .header)))
        }
      default: break
      }
    }
    return fields
  }

  private func hasMediaType(_ member: Member) -> Bool {
    member.traits.mediaType != nil && contract.wireProtocol == .restJson1
      && contract[contract.base(of: member.target)].kind == .simple(.string)
  }

  private mutating func listItem(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(where: { $0 == 44 || $0 == 34 }) || random.chance(5), random.chance(80)
    else { return text }
    return [34] + text.flatMap { $0 == 34 || $0 == 92 ? [92, $0] : [$0] } + [34]
  }

  /// A field as HTTP could carry it, in any case.
  private mutating func field(_ name: String, _ value: [UInt8]) -> ExchangeDraft.Field {
    let name =
      switch random.below(10) {
      case 0: name.lowercased()
      case 1: name.uppercased()
      default: name
      }
    let clean = value.filter { $0 != 0 && $0 != 10 && $0 != 13 }
    return ExchangeDraft.Field(name, Array(trimmed(clean[...])))
  }
}

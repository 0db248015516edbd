// What is done to an exchange once it is made, without regard for its shapes.

extension ExchangeGenerator {
  /// A tree with one thing changed somewhere.
  mutating func altered(_ sketch: JSONSketch) -> JSONSketch {
    switch sketch {
    case .array(var items) where !items.isEmpty && random.chance(80):
      let index = random.below(items.count)
      switch random.below(4) {
      case 0: items.insert(items[index], at: index)
      case 1: items.remove(at: index)
      default: items[index] = altered(items[index])
      }
      return .array(items)
    case .object(var members) where !members.isEmpty && random.chance(85):
      let index = random.below(members.count)
      switch random.below(9) {
      case 0: members.remove(at: index)
      case 1: members.append(members[index])
      case 2: members.append((members[index].key, .null))
      case 3: members[index].value = .null
      case 4: members.insert((Array("unknown".utf8), values.document(depth: 2)), at: index)
      case 5: members.shuffle(using: &random)
      default: members[index].value = altered(members[index].value)
      }
      return .object(members)
    default:
      switch random.below(8) {
      case 0: return .null
      case 1: return .raw(random.pick(SampleTexts.numbers))
      case 2: return .array([sketch])
      case 3: return .object([(Array("a".utf8), sketch)])
      case 4: return deep(sketch)
      case 5: return .string([0xFF, 0xC3, 0x28])
      case 6: return .raw("\"\\ud800\"")
      default: return values.document(depth: 3)
      }
    }
  }

  private mutating func deep(_ sketch: JSONSketch) -> JSONSketch {
    var sketch = sketch
    for _ in 0..<random.pick([3, 6, 20, 126, 127, 128, 129, 140]) {
      sketch = random.chance(50) ? .array([sketch]) : .object([(Array("d".utf8), sketch)])
    }
    return sketch
  }

  /// Changes one part of an exchange.
  mutating func mutate(_ draft: inout ExchangeDraft) {
    for _ in 0..<random.int(1...2) {
      if var request = draft.request, random.chance(45) {
        switch random.below(4) {
        case 0: mutateTarget(&request)
        case 1: mutateHeaders(&request.headers)
        default: request.body = mutated(request.body)
        }
        draft.request = request
      } else if var response = draft.response {
        switch random.below(8) {
        case 0: response.status = random.pick([200, 201, 204, 302, 400, 404, 500, 503])
        case 1, 2: mutateHeaders(&response.headers)
        default: response.body = mutated(response.body)
        }
        draft.response = response
      }
    }
  }

  private mutating func mutateTarget(_ request: inout ExchangeDraft.Request) {
    switch random.below(8) {
    case 0: request.method = random.pick(["GET", "POST", "get", "", "PATCH"])
    case 1: request.target = Array("/".utf8) + request.target
    case 2: request.target += random.pick(["/", "?", "#x?y", "&", "//", "%", "%2", "?a=%zz"]).utf8
    default: request.target = bytesChanged(request.target, with: "/?&=%+#%20%ff%C3%A9")
    }
  }

  private mutating func mutateHeaders(_ headers: inout [ExchangeDraft.Field]) {
    guard !headers.isEmpty else { return }
    let index = random.below(headers.count)
    switch random.below(5) {
    case 0: headers.remove(at: index)
    case 1: headers.append(headers[index])
    case 2: headers[index].value = []
    case 3: headers.shuffle(using: &random)
    default: headers[index].value = bytesChanged(headers[index].value, with: ",\"\\;:#é ")
    }
  }

  private mutating func mutated(_ body: ExchangeDraft.Body) -> ExchangeDraft.Body {
    guard random.chance(95), case .bytes(let bytes) = body else {
      return random.pick([
        .absent, .unknown, .overLimit, .undecodable, .bytes([]), .bytes(Array(" \n".utf8)),
        .bytes(Array("\u{FEFF}{}".utf8)), .bytes(Array("null".utf8)), .bytes(Array("[]".utf8)),
        .bytes(Array("{}".utf8)), .bytes(Array("\"x\"".utf8)), .bytes(Array("7".utf8)),
      ])
    }
    return .bytes(bytesChanged(bytes, with: "{}[]:,\"\\ \n0123456789.eE+-tfn/\u{1}u d8 00é"))
  }

  /// Bytes flipped, cut, doubled or put in.
  private mutating func bytesChanged(_ original: [UInt8], with material: String) -> [UInt8] {
    var bytes = original
    let pieces = Array(material.utf8)
    for _ in 0..<random.int(1...3) {
      let index = random.below(bytes.count + 1)
      switch random.below(9) {
      case 0 where index < bytes.count: bytes[index] ^= 1 << UInt8(random.below(8))
      case 1 where index < bytes.count: bytes.remove(at: index)
      case 2: bytes.insert(random.pick(pieces), at: index)
      case 3 where index < bytes.count: bytes[index] = random.pick(pieces)
      case 4: bytes.removeSubrange(index...)
      case 5:
        let end = min(bytes.count, index + random.int(1...12))
        bytes.insert(contentsOf: bytes[index..<end], at: index)
      case 6:
        let end = min(bytes.count, index + random.int(1...12))
        bytes.removeSubrange(index..<end)
      case 7:
        bytes.insert(
          contentsOf: random.pick([
            Array("\\ud83d\\ude00".utf8), Array("\\udead".utf8), Array("\\ud83d".utf8),
            [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
            Array("\\u0000".utf8), Array("\\x".utf8), Array("null".utf8), Array("{}".utf8),
            Array("\"a\":".utf8), Array(",".utf8),
          ]), at: index)
      default: bytes += random.pick([" ", "\n", "}", "]", ",", "x", "\u{0}", "{}", "1"]).utf8
      }
    }
    return bytes
  }
}

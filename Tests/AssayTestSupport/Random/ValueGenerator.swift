package import AssayModel

/// Makes values of shapes: mostly sound ones, and with `spice` ones that stand at or beyond a
/// constraint's edge.
package struct ValueGenerator {
  let contract: Contract
  let matches: ReferencePattern
  var random: RandomSource
  /// How many values out of a hundred are not meant to be sound.
  var spice: Int
  /// Texts made so far, by kind: used again, so that answers fit their questions now and then.
  var memory: [Shape.Kind: [[UInt8]]] = [:]

  package init(
    _ contract: Contract, spice: Int, random: RandomSource, matches: @escaping ReferencePattern
  ) {
    self.contract = contract
    self.spice = spice
    self.random = random
    self.matches = matches
  }

  // MARK: - JSON

  /// A value of a member, as JSON.
  package mutating func sketch(_ member: Member, depth: Int = 0) -> JSONSketch {
    if random.chance(spice) { return odd(member, depth: depth) }
    switch contract[contract.base(of: member.target)].kind {
    case .simple(let type): return simple(type, member, depth: depth)
    case .refined: return .null
    case .enumeration, .intEnumeration:
      let text = scalar(member, at: .body)
      if case .enumeration = contract[contract.base(of: member.target)].kind {
        return .string(text)
      }
      return .raw(String(decoding: text, as: UTF8.self))
    case .list(let element, let sparse):
      let count = self.count(member, depth: depth)
      var items: [JSONSketch] = []
      let isUnique = constraints(member).contains { $0.uniqueItems != nil }
      for _ in 0..<count {
        if sparse, random.chance(20) {
          items.append(.null)
        } else if isUnique, !items.isEmpty, random.chance(spice) {
          items.append(variant(of: random.pick(items)))
        } else {
          items.append(sketch(element, depth: depth + 1))
        }
      }
      return .array(items)
    case .map(let key, let value, let sparse):
      var members: [(key: [UInt8], value: JSONSketch)] = []
      for _ in 0..<count(member, depth: depth) {
        let name = scalar(key, at: .body)
        if members.contains(where: { $0.key == name }), !random.chance(10) { continue }
        members.append(
          (name, sparse && random.chance(20) ? .null : sketch(value, depth: depth + 1)))
      }
      return .object(members)
    case .structure(let members): return structure(members, depth: depth)
    case .union(let members):
      // Recursive shapes end somewhere, sound or not.
      guard !members.isEmpty, depth < 12 else { return .object([]) }
      let member = random.pick(members)
      var chosen = [(key: bodyName(member), value: sketch(member, depth: depth + 1))]
      if random.chance(8) { chosen.append((Array("__type".utf8), .text("x"))) }
      if random.chance(8) { chosen.insert((bodyName(random.pick(members)), .null), at: 0) }
      return .object(chosen)
    }
  }

  /// An object of members.
  package mutating func structure(_ members: [Member], depth: Int = 0) -> JSONSketch {
    var chosen: [(key: [UInt8], value: JSONSketch)] = []
    for member in members {
      let isNeeded = member.required != nil
      let isWanted =
        depth > 6 ? isNeeded && depth < 12 : isNeeded || random.chance(depth > 3 ? 30 : 70)
      guard isWanted || random.chance(spice) else { continue }
      if isNeeded, random.chance(spice / 2) { continue }
      if !isNeeded, random.chance(8) {
        chosen.append((bodyName(member), .null))
      } else {
        chosen.append((bodyName(member), sketch(member, depth: depth + 1)))
      }
    }
    if random.chance(25) { chosen.shuffle(using: &random) }
    return .object(chosen)
  }

  private mutating func simple(_ type: SimpleType, _ member: Member, depth: Int) -> JSONSketch {
    switch type {
    case .string, .blob: return .string(scalar(member, at: .body))
    case .document: return document(depth: depth)
    case .timestamp:
      let isText = format(member, at: .body) != .epochSeconds
      let text = scalar(member, at: .body)
      return isText ? .string(text) : .raw(String(decoding: text, as: UTF8.self))
    case .float, .double:
      let text = String(decoding: scalar(member, at: .body), as: UTF8.self)
      return text.contains { "Nn".contains($0) } ? .text(text) : .raw(text)
    case .bigInteger where contract.wireProtocol == .rpcv2Json,
      .bigDecimal where contract.wireProtocol == .rpcv2Json:
      let text = String(decoding: scalar(member, at: .body), as: UTF8.self)
      return random.chance(spice) ? .raw(text) : .text(text)
    default: return .raw(String(decoding: scalar(member, at: .body), as: UTF8.self))
    }
  }

  /// Any JSON value, with some repeated members.
  mutating func document(depth: Int) -> JSONSketch {
    switch depth > 8 ? random.below(4) : random.below(7) {
    case 0: return .raw(random.pick(SampleTexts.numbers))
    case 1: return .string(text(length: random.below(8)))
    case 2: return .raw(random.pick(["true", "false", "null"]))
    case 3: return .object([])
    case 4: return .array((0..<random.below(4)).map { _ in document(depth: depth + 1) })
    default:
      return .object(
        (0..<random.below(4)).map { _ in
          (
            Array(random.pick(["a", "b", "c", "id", "__type", "é"]).utf8),
            document(depth: depth + 1)
          )
        })
    }
  }

  /// A value that need not fit.
  private mutating func odd(_ member: Member, depth: Int) -> JSONSketch {
    switch random.below(12) {
    case 0: return .null
    case 1: return document(depth: depth)
    case 2: return .raw(random.pick(SampleTexts.numbers))
    case 3: return .raw(random.pick(["true", "false", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""]))
    case 4: return random.chance(50) ? .array([]) : .object([])
    case 5:
      return .text(
        random.pick(
          SampleTexts.dateTimes + SampleTexts.badDateTimes + SampleTexts.httpDates
            + SampleTexts.badHTTPDates + SampleTexts.badEpochs))
    case 6: return .text(random.pick(SampleTexts.base64 + SampleTexts.badBase64))
    default:
      switch contract[contract.base(of: member.target)].kind {
      case .simple(.string), .simple(.blob), .simple(.timestamp), .enumeration:
        return .string(oddText(member))
      case .simple(let type) where type.isNumeric:
        let text = random.pick(SampleTexts.numbers)
        return contract.wireProtocol == .rpcv2Json && random.chance(50) ? .text(text) : .raw(text)
      case .intEnumeration: return .raw(random.pick(["2", "1.0", "7e0", "-3", "8", "\"1\""]))
      case .union(let members) where !members.isEmpty:
        return .object(
          (0..<random.below(3)).map { _ in
            let member = random.pick(members)
            return (
              random.chance(80) ? bodyName(member) : Array("unknown".utf8),
              sketch(member, depth: depth + 1)
            )
          })
      default: return document(depth: depth)
      }
    }
  }

  /// The same JSON value written another way, or nearly the same.
  private mutating func variant(of sketch: JSONSketch) -> JSONSketch {
    switch sketch {
    case .raw(let text):
      switch text {
      case "0": return .raw(random.pick(["0", "-0", "0.0", "0e3"]))
      case "1": return .raw(random.pick(["1", "1.0", "10e-1"]))
      default: return random.chance(50) ? sketch : .raw(text + (text.contains(".") ? "0" : ""))
      }
    case .string(let text): return random.chance(70) ? sketch : .string(text + [0x61])
    case .array(let items): return .array(items)
    case .object(let members): return .object(random.chance(70) ? members.reversed() : members)
    }
  }

  private mutating func count(_ member: Member, depth: Int) -> Int {
    let bounds = lengths(member)
    if depth > 12 { return 0 }
    if depth > 6 { return bounds.lowerBound > 3 ? 1 : min(bounds.lowerBound, 3) }
    let most = min(bounds.upperBound, bounds.lowerBound + (depth > 3 ? 1 : 4))
    var count = random.int(bounds.lowerBound...max(most, bounds.lowerBound))
    if random.chance(spice) {
      count = max(0, random.pick([count - 1, most + 1, bounds.lowerBound - 1]))
    }
    return min(count, 40)
  }
}

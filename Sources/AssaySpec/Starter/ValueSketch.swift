internal import AssayModel

/// What some samples of a value have in common.
struct ValueSketch {
  /// How many there were, `null` not counted.
  private(set) var count = 0
  private(set) var nulls = 0
  private var texts: [String] = []
  private var textCount = 0
  private var lengths: ClosedRange<Int>?
  private var areTimestamps = true
  private var booleans = 0
  private var integers = 0
  private var numbers = 0
  private var least: Double?
  private var greatest: Double?
  private var objects = 0
  private var arrays = 0
  private(set) var items: [ValueSketch] = []
  private(set) var itemCounts: ClosedRange<Int>?
  private(set) var members: [(name: String, sketch: ValueSketch)] = []
  private var memberPlaces: [ExactString: Int] = [:]

  /// Different texts that are kept, to tell an enumeration.
  private static let textLimit = 1_000
  /// Different members that are kept of an object.
  private static let memberLimit = 1_000

  /// Takes a sample in.
  mutating func add(_ node: Node, depth: Int = 0) {
    if case .null = node.kind {
      nulls += 1
      return
    }
    count += 1
    switch node.kind {
    case .null: break
    case .bool: booleans += 1
    case .number(let text): add(number: text)
    case .string(let text): add(text)
    case .sequence(let nodes):
      arrays += 1
      itemCounts = Self.widened(itemCounts, nodes.count)
      guard !nodes.isEmpty, depth < 60 else { return }
      if items.isEmpty { items.append(ValueSketch()) }
      for node in nodes { items[0].add(node, depth: depth + 1) }
    case .mapping(let mapping):
      objects += 1
      guard depth < 60 else { return }
      for entry in mapping.entries {
        let key = ExactString(entry.key)
        if let place = memberPlaces[key] {
          members[place].sketch.add(entry.value, depth: depth + 1)
        } else if members.count < Self.memberLimit {
          memberPlaces[key] = members.count
          var sketch = ValueSketch()
          sketch.add(entry.value, depth: depth + 1)
          members.append((entry.key, sketch))
        }
      }
    }
  }

  /// Takes a text in, as parameters have it.
  mutating func add(parameter text: String) {
    count += 1
    switch text {
    case "true", "false": booleans += 1
    case _ where Int(text) != nil && !text.hasPrefix("+") && (text == "0" || !text.hasPrefix("0")):
      add(number: text)
    default: add(text)
    }
  }

  private mutating func add(_ text: String) {
    textCount += 1
    lengths = Self.widened(lengths, text.unicodeScalars.count)
    areTimestamps = areTimestamps && Self.isDateTime(text)
    if texts.count < Self.textLimit { texts.append(text) }
  }

  private mutating func add(number text: String) {
    if text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || $0 &- 48 < 10 }) {
      integers += 1
    } else {
      numbers += 1
    }
    guard let value = Double(text) else { return }
    least = min(least ?? value, value)
    greatest = max(greatest ?? value, value)
  }

  private static func widened(_ range: ClosedRange<Int>?, _ value: Int) -> ClosedRange<Int> {
    min(range?.lowerBound ?? value, value)...max(range?.upperBound ?? value, value)
  }

  // MARK: - What it is

  /// The kind of value that all samples are.
  enum Kind {
    case object, map, array, timestamp, simple(SimpleType), unknown
  }

  var kind: Kind {
    guard count > 0 else { return .unknown }
    switch count {
    case objects: return looksLikeMap ? .map : .object
    case arrays: return .array
    case booleans: return .simple(.boolean)
    case integers: return .simple(fitsInteger ? .integer : fitsLong ? .long : .bigInteger)
    case integers + numbers: return .simple(.double)
    case textCount: return areTimestamps ? .timestamp : .simple(.string)
    // Parameters have no types: what is now a number and now a text is a text.
    case textCount + integers + booleans + numbers where textCount > 0: return .unknown
    default: return .unknown
    }
  }

  private var fitsInteger: Bool {
    (least ?? 0) >= -2_147_483_648 && (greatest ?? 0) <= 2_147_483_647
  }
  private var fitsLong: Bool { (least ?? 0) > -9.2e18 && (greatest ?? 0) < 9.2e18 }

  /// Objects whose keys are values, not names: many, and none of them in every object.
  private var looksLikeMap: Bool {
    objects > 1 && members.count > 12 && members.allSatisfy { $0.sketch.count * 2 <= objects }
  }

  /// What the values of a map have in common.
  var values: ValueSketch {
    var all = ValueSketch()
    for member in members { all.merge(member.sketch) }
    return all
  }

  private mutating func merge(_ other: ValueSketch) {
    count += other.count
    nulls += other.nulls
    for text in other.texts where texts.count < Self.textLimit { texts.append(text) }
    textCount += other.textCount
    booleans += other.booleans
    integers += other.integers
    numbers += other.numbers
    objects += other.objects
    arrays += other.arrays
    areTimestamps = areTimestamps && other.areTimestamps
    for bound in [other.least, other.greatest].compactMap({ $0 }) {
      least = min(least ?? bound, bound)
      greatest = max(greatest ?? bound, bound)
    }
    for range in [other.lengths].compactMap({ $0 }) {
      lengths = Self.widened(Self.widened(lengths, range.lowerBound), range.upperBound)
    }
    for range in [other.itemCounts].compactMap({ $0 }) {
      itemCounts = Self.widened(Self.widened(itemCounts, range.lowerBound), range.upperBound)
    }
    if let item = other.items.first {
      if items.isEmpty { items.append(item) } else { items[0].merge(item) }
    }
    for member in other.members {
      if let place = memberPlaces[ExactString(member.name)] {
        members[place].sketch.merge(member.sketch)
      } else {
        memberPlaces[ExactString(member.name)] = members.count
        members.append(member)
      }
    }
  }

  /// What may be added to the contract, as lines of comment.
  var suggestions: [String] {
    var lines: [String] = []
    switch kind {
    case .simple(.string):
      if let values = enumeration {
        lines.append("Perhaps enum: [\(values.joined(separator: ", "))]")
      }
      if let lengths {
        lines.append("Perhaps length: \(Self.text(lengths)), as in \(Self.samples(textCount))")
      }
      if areDigits { lines.append("Perhaps pattern: '[0-9]+'") }
    case .simple(.integer), .simple(.long), .simple(.double):
      if let least, let greatest {
        lines.append(
          "Perhaps range: \(Self.text(least))..\(Self.text(greatest)), as in "
            + Self.samples(integers + numbers))
      }
    case .array:
      if let itemCounts {
        lines.append(
          "Perhaps length: \(Self.text(itemCounts)), as in \(Self.samples(arrays))")
      }
    case .unknown:
      lines.append(
        count == 0
          ? "It was always null: say what it is"
          : "The samples are of several types: say what it is")
    default: break
    }
    return lines
  }

  /// A few words that come again and again.
  private var enumeration: [String]? {
    var distinct: [String] = []
    var seen: Set<ExactString> = []
    for text in texts where seen.insert(ExactString(text)).inserted { distinct.append(text) }
    guard texts.count >= 4, distinct.count <= 12, distinct.count * 2 <= texts.count,
      distinct.allSatisfy({ Self.isWord($0) })
    else { return nil }
    return distinct.sorted()
  }

  private var areDigits: Bool {
    !texts.isEmpty
      && texts.allSatisfy { text in
        !text.isEmpty && text.utf8.allSatisfy { $0 &- 48 < 10 }
      }
  }

  private static func isWord(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 40 else { return false }
    return (first | 0x20) &- 97 < 26
      && text.utf8.allSatisfy {
        ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-")
      }
  }

  private static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
  }

  private static func text(_ number: Double) -> String {
    number.rounded() == number && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
  }

  private static func samples(_ count: Int) -> String {
    "\(count) sample\(count == 1 ? "" : "s")"
  }

  /// `2024-01-01T08:30:15Z` and its like.
  private static func isDateTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40 else { return false }
    let form = Array("dddd-dd-ddTdd:dd:dd".utf8)
    for (byte, wanted) in zip(bytes, form) {
      if wanted == UInt8(ascii: "d") ? byte &- 48 >= 10 : byte != wanted { return false }
    }
    var rest = bytes[form.count...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard rest.first.map({ $0 &- 48 < 10 }) == true else { return false }
      rest = rest.drop { $0 &- 48 < 10 }
    }
    if rest.elementsEqual("Z".utf8) { return true }
    let offset = Array(rest)
    return offset.count == 6 && (offset[0] == 0x2B || offset[0] == 0x2D) && offset[3] == 0x3A
  }
}

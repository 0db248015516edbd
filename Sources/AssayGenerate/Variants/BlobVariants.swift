internal import AssayModel

/// Variants of the blobs of a place: base64 in a document or parameter, bytes as a payload.
struct BlobVariants {
  let node: ValueNode
  let medium: Medium
  private(set) var variants: [Variant] = []
  private(set) var omissions: [String] = []

  init(_ node: ValueNode, _ medium: Medium) {
    self.node = node
    self.medium = medium
  }

  mutating func derive() {
    addLengths()
    guard medium != .payloadBytes else { return }
    let low = node.minimumLength
    // Three bytes a group, so that the text can be broken in each way.
    let count = max(low, 1)
    guard count <= node.maximumLength, count <= StringVariants.longest else { return }
    let text = Base64Text.encode(ValueMaker.bytes((count + 2) / 3 * 3 + 1, 0))
    let broken: [(String, String)] = [
      ("no-padding", String(text.dropLast(2))), ("half-padding", String(text.dropLast(1))),
      ("padding-inside", "=" + text.dropLast(1)), ("not-base64", "#\(text.dropFirst())"),
      ("url-letters", "-_" + text.dropFirst(2)), ("space", " " + text), ("line-end", text + "\n"),
      ("one-letter", "A"),
    ]
    for (name, wrong) in broken where medium.holds(wrong) {
      variants.append(.breaking(.type, "base64.\(name)", .string(wrong), origin: node.origin))
    }
    // 0xFB 0xFF: the letters that the URL alphabet has others for.
    let letters = Base64Text.encode(
      [0xFB, 0xEF, 0xBE] + [UInt8](repeating: 0xFF, count: count * 3))
    if Base64Text.decode(letters).count <= node.maximumLength {
      variants.append(Variant(.type, "base64.letters", .string(letters), origin: node.origin))
    }
  }

  private mutating func addLengths() {
    let low = node.minimumLength
    let high = node.maximumLength
    guard !node.lengths.isEmpty, low <= high else {
      if medium != .payloadBytes, low == 0, medium.holds("") || medium == .query {
        variants.append(Variant(.type, "empty", .string(""), .valid, origin: node.origin))
      }
      return
    }
    var wanted: [(String, Int)] = []
    if low > 0 { wanted.append(("min-1", low - 1)) }
    wanted += [("min", low), ("min+1", low + 1)]
    if high < .max { wanted += [("max-1", high - 1), ("max", high), ("max+1", high + 1)] }
    for (name, length) in wanted where length >= 0 {
      guard length <= StringVariants.longest else {
        omissions.append("length \(name): \(length) bytes are more than a case may have")
        continue
      }
      let bytes = ValueMaker.bytes(length, 0)
      let text = Base64Text.encode(bytes)
      // An empty payload is an absent one.
      guard medium == .payloadBytes ? length > 0 : medium.holds(text) || medium == .query else {
        continue
      }
      let origin = node.lengths.last { length < $0.min ?? 0 || length > $0.max ?? .max }?.origin
      variants.append(
        Variant(.length, name, .string(text), origin: origin ?? node.lengths.last?.origin ?? .none))
    }
  }
}

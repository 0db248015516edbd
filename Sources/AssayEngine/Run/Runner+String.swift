internal import AssayJSON
internal import AssayModel
internal import CAssayScan

/// A JSON string as read.
struct StringToken {
  /// Position behind the closing quotation mark; negative where the text is no JSON.
  var end: Int
  /// The text, escapes undone; valid until the next string is read into the same place. Empty
  /// where it was not wanted or is ill-formed.
  var content: Bytes
  /// Number of Unicode scalar values.
  var scalars: Int
  var isASCII: Bool
  /// Whether `content` stands in the body itself.
  var isRaw: Bool
  /// Whether the text is well-formed UTF-8 without lone surrogates.
  var isWellFormed: Bool

  init(
    end: Int, content: Bytes = .none, scalars: Int = 0,
    isASCII: Bool = true, isRaw: Bool = false, isWellFormed: Bool = true
  ) {
    self.end = end
    self.content = content
    self.scalars = scalars
    self.isASCII = isASCII
    self.isRaw = isRaw
    self.isWellFormed = isWellFormed
  }
}

/// Where the text of a string with escapes goes.
enum StringPlace {
  case value, key, nothing
}

extension Runner {
  /// Reads a string that a node of type string waits for.
  @inline(__always)
  mutating func string(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    let (end, high) = text.nextStop(from: start &+ 1)
    if text.byte(end) == Byte.quote, !high {
      let content = text.bytes(from: start &+ 1, to: end)
      if content.count < node.lengthMin || content.count > node.lengthMax
        || !passesASCII(node, content)
      {
        self.content(
          index, node, content, scalars: content.count, isASCII: true, at: start)
      } else if isWatched(node) {
        tapText(node, content, at: start)
      }
      return end &+ 1
    }
    return slowString(index, at: start)
  }

  /// Reads a timestamp that travels as a string.
  @inline(__always)
  mutating func timestamp(_ index: Int, _ node: NodeRef, at start: Int) -> Int {
    let (end, high) = text.nextStop(from: start &+ 1)
    if text.byte(end) == Byte.quote, !high, node.format == .dateTime {
      let content = text.bytes(from: start &+ 1, to: end)
      if Instant.isPlainDateTime(content, readable: text.count &- start &- 1) {
        if isWatched(node), let instant = Instant(dateTime: content) {
          tapInstant(node, instant, at: start)
        }
        return end &+ 1
      }
    }
    return slowString(index, at: start)
  }

  /// Reads a string that is not of type string: a blob, `NaN`.
  @inline(never)
  mutating func otherString(_ index: Int, at start: Int) -> Int {
    slowString(index, at: start)
  }

  /// Reads any string and checks it against its node.
  @inline(never)
  mutating func slowString(_ index: Int, at start: Int) -> Int {
    let node = tables.nodes[index]
    let wanted = node.op != .string || node.screen != .none || isWatched(node)
    let (end, high) = text.nextStop(from: start &+ 1)
    let token: StringToken
    if text.byte(end) == Byte.quote, !high {
      token = StringToken(
        end: end &+ 1, content: text.bytes(from: start &+ 1, to: end),
        scalars: end &- start &- 1, isASCII: true, isRaw: true)
    } else {
      token = readString(at: start, into: wanted ? .value : .nothing)
    }
    guard token.end >= 0 else { return -1 }
    guard token.isWellFormed else {
      reportEncoding(at: start)
      return token.end
    }
    content(
      index, node, token.content, scalars: token.scalars, isASCII: token.isASCII, at: start)
    return token.end
  }

  /// Reads a string with anything in it: escapes, characters that are not ASCII, ill-formed UTF-8.
  mutating func readString(at start: Int, into place: StringPlace) -> StringToken {
    let (firstEnd, firstHigh) = text.nextStop(from: start &+ 1)
    if text.byte(firstEnd) == Byte.quote {
      // No escapes: the text stands in the body as it is.
      let content = text.bytes(from: start &+ 1, to: firstEnd)
      var scalars = content.count
      if firstHigh {
        // SAFETY: reads the bytes of the run alone.
        let good = unsafe scan.pointee.utf8(content.base, content.count, &scalars)
        if good != content.count {
          return StringToken(end: firstEnd &+ 1, isWellFormed: false)
        }
      }
      return StringToken(
        end: firstEnd &+ 1, content: content, scalars: scalars, isASCII: !firstHigh, isRaw: true)
    }
    if text.byte(firstEnd) == Byte.backslash {
      let token =
        place == .nothing
        ? skimmedString(at: start)?.token : unescapedString(at: start, into: place)
      if let token { return token }
    }
    return brokenString(at: start)
  }

  /// Bytes of a string that are looked at before it is known that it has an end.
  private static let near = 1 << 20

  /// Reads a string whose escapes are sound, all at once; `nil` where they are not.
  private mutating func unescapedString(at start: Int, into place: StringPlace) -> StringToken? {
    let near = text.bytes(from: start &+ 1, to: min(start &+ 1 &+ Self.near, text.count))
    scratch.beginText(place)
    guard let read = scratch.append(unescaping: near, place) else {
      guard near.count == Self.near, let giant = skimmedString(at: start) else { return nil }
      return giant.token.isWellFormed
        ? giantString(at: start, giant, into: place)
        : giant.token
    }
    let content = scratch.text(place)
    var scalars = Int(read.scalars)
    var isWellFormed = true
    if read.is_sound == 0 {
      // SAFETY: reads the bytes of the text alone.
      let good = unsafe scan.pointee.utf8(content.base, content.count, &scalars)
      isWellFormed = good == content.count
    }
    return StringToken(
      end: start &+ Int(read.read) &+ 2, content: content, scalars: scalars,
      isASCII: scalars == content.count, isWellFormed: isWellFormed)
  }

  /// Finds the place where a string that does not end well is no JSON.
  private mutating func brokenString(at start: Int) -> StringToken {
    var position = start &+ 1
    while true {
      position = text.nextStop(from: position).end
      switch text.byte(position) {
      case Byte.quote:
        assertionFailure("a string that ends well is read at once")
        return StringToken(end: position &+ 1, isWellFormed: false)
      case Byte.backslash:
        switch StringEscapes.read(text, at: position) {
        case .scalar(_, let length), .loneSurrogate(let length): position &+= length
        case .invalid(let at):
          return StringToken(end: breakJSON(at: position &+ at, expected: "an escape sequence"))
        }
      default:
        return StringToken(
          end: breakJSON(
            at: position,
            expected: position < text.count
              ? "no bare control character" : "a closing quotation mark"))
      }
    }
  }
}

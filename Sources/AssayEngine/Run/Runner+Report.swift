internal import AssayJSON
internal import AssayModel

extension Runner {
  /// Adds a violation. `severity` is what policies say; strictness comes on top.
  @inline(never)
  mutating func report(
    _ constraint: ConstraintKind, pointer: String, level: Policies.Level = .error,
    expected: String, actual: String, offset: Int? = nil, origin: Origin = .none, message: String
  ) {
    guard level != .allow else { return }
    let severity: Violation.Severity = level == .error || plan.options.isStrict ? .error : .warning
    if level == .error || severity == .error {
      note(constraint, pointer: pointer, isStrictOnly: level != .error)
    }
    let isKept = found.makeRoom(for: severity, limit: plan.options.limits.violations)
    guard isKept || (constraint == .limit && found.limit == nil) else { return }
    let violation = Violation(
      part: part, pointer: pointer, constraint: constraint, severity: severity,
      expected: expected, actual: actual, offset: isBody ? offset : nil,
      source: plan.contract.sources.location(of: origin), message: message)
    if constraint == .limit, found.limit == nil { found.limit = violation }
    if isKept { found.keep(violation) }
  }

  /// Whether there is no room for a violation of a kind: then it is counted, and nothing more is to
  /// be made of it. Not for limits, which are remembered all the same, nor for media types.
  mutating func drops(_ constraint: ConstraintKind, level: Policies.Level = .error) -> Bool {
    guard level != .allow else { return false }
    let severity: Violation.Severity = level == .error || plan.options.isStrict ? .error : .warning
    guard found.isFull(for: severity, limit: plan.options.limits.violations) else { return false }
    if severity == .error { note(constraint, pointer: "", isStrictOnly: level != .error) }
    found.omitted += 1
    return true
  }

  /// Reports a limit that another look at the same message reached.
  mutating func repeatLimit(_ limit: Violation) {
    if isResponse { found.responseLimited = true } else { found.requestLimited = true }
    if found.limit == nil { found.limit = limit }
    if found.makeRoom(for: .error, limit: plan.options.limits.violations) { found.keep(limit) }
  }

  /// Keeps the books that the verdict and the refusal need.
  private mutating func note(_ constraint: ConstraintKind, pointer: String, isStrictOnly: Bool) {
    if constraint == .limit {
      if isResponse { found.responseLimited = true } else { found.requestLimited = true }
      return
    }
    if isStrictOnly {
      found.strictFails = true
      return
    }
    if isResponse {
      found.responseFails = true
      return
    }
    found.requestFails = true
    switch constraint {
    case .contentType:
      if pointer == "/accept" { found.notAcceptable = true } else { found.badMediaType = true }
    case .type, .format, .json, .encoding, .unknownMember, .duplicateMember:
      found.unparsable = true
    default: break
    }
  }

  var isBody: Bool { part == .requestBody || part == .responseBody }

  // MARK: - Pointers

  /// RFC 6901 pointer of the current value.
  func pointer() -> String {
    let words = scratch.words
    words.removeAll()
    if let name = parameter.text { appendToken(Pointer.escape(name)) }
    for level in 0..<depth {
      let frame = frames[level]
      if frame.count < 0 {
        words.append(UInt8(ascii: "/"))
        words.append(decimal: frame.start)
      } else {
        appendKey(frame)
      }
    }
    return words.bytes.string
  }

  /// Appends a key to a pointer: as it stands, where it needs no escapes and has none.
  private func appendKey(_ frame: Frame) {
    let raw = text.bytes(from: frame.start, to: min(frame.start + frame.count, text.count))
    var isPlain = true
    for index in 0..<raw.count {
      let byte = raw[index]
      isPlain =
        isPlain && byte != Byte.backslash && byte != UInt8(ascii: "~")
        && byte != UInt8(ascii: "/")
    }
    guard isPlain else { return appendToken(Pointer.escape(keyText(frame))) }
    scratch.words.append(UInt8(ascii: "/"))
    scratch.words.append(raw)
  }

  private func appendToken(_ token: String) {
    scratch.words.append(UInt8(ascii: "/"))
    for byte in token.utf8 { scratch.words.append(byte) }
  }

  /// The text of a key, escapes undone, for people.
  private func keyText(_ frame: Frame) -> String {
    let raw = text.bytes(from: frame.start, to: min(frame.start + frame.count, text.count))
    guard raw.array.contains(Byte.backslash) else { return raw.string }
    var out: [UInt8] = []
    var position = frame.start
    let end = frame.start + raw.count
    while position < end {
      let byte = text.byte(position)
      guard byte == Byte.backslash else {
        out.append(byte)
        position += 1
        continue
      }
      switch StringEscapes.read(text, at: position) {
      case .scalar(let scalar, let length):
        StringEscapes.appendUTF8(scalar, to: &out)
        position += length
      case .loneSurrogate(let length):
        out += [0xEF, 0xBF, 0xBD]
        position += length
      case .invalid: position = end
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: - JSON itself

  /// The body stops being JSON here; it is not read further.
  @inline(never)
  mutating func breakJSON(at position: Int, expected: String) -> Int {
    let actual: String
    if position >= text.count {
      actual = "the end of the body"
    } else {
      actual = Excerpt.byte(text.byte(position))
    }
    report(
      .json, pointer: pointer(), expected: expected, actual: actual, offset: position,
      message: "the body is not JSON: expected \(expected), found \(actual)")
    return -1
  }

  /// An array or object deeper than the limit; the body is not read further.
  @inline(never)
  mutating func overNested(at position: Int) -> Int {
    report(
      .limit, pointer: pointer(), expected: "nesting of at most \(maxDepth) levels",
      actual: "\(maxDepth + 1) levels", offset: position,
      message: "the body is nested deeper than \(maxDepth) levels and was not read further")
    return -1
  }

  /// A string or key that is no well-formed UTF-8, or has a lone surrogate.
  @inline(never)
  mutating func reportEncoding(at position: Int) {
    if drops(.encoding) { return }
    report(
      .encoding, pointer: pointer(), expected: "well-formed UTF-8", actual: "ill-formed text",
      offset: position, message: "the string is not well-formed Unicode")
  }

  // MARK: - Members

  /// A name that its object has had before. The value's frame is the last of the path.
  @inline(never)
  mutating func reportDuplicate(at key: Int) {
    let level = plan.contract.policies.duplicateMember
    if drops(.duplicateMember, level: level) { return }
    report(
      .duplicateMember, pointer: pointer(), level: level, expected: "each member once",
      actual: "a repeated member", offset: key,
      message: "the member stands more than once in its object")
  }

  /// A name that the contract does not know. The value's frame is the last of the path.
  @inline(never)
  mutating func reportUnknown(_ name: Bytes, _ index: Int, isUnion: Bool, at key: Int) {
    let level = isUnion ? .error : plan.contract.policies.unknownMember
    if drops(.unknownMember, level: level) { return }
    let info = plan.structInfos[tables.nodes[index].child]
    let actual = Excerpt.plain(name)
    report(
      .unknownMember, pointer: pointer(), level: level,
      expected: info.aMember, actual: Excerpt.quoted(actual), offset: key,
      origin: info.origin,
      message: Wording.join("`", info.name, "` has no member `", actual, "`"))
  }

  /// `null` where a member is required.
  @inline(never)
  mutating func reportNull(_ entry: MemberRef, at position: Int) {
    let origin = memberOrigin(entry)
    scratch.count(.required, origin)
    if drops(.required) { return }
    let name = tables.literals.bytes(entry.literalStart + 1, entry.literalCount - 2)
    report(
      .required, pointer: pointer(), expected: "a value", actual: "null", offset: position,
      origin: origin, message: "`\(name.string)` is required and must not be null")
  }

  private func memberOrigin(_ entry: MemberRef) -> Origin {
    plan.memberInfos[entry.info].origin
  }

  /// Required members that an object did not have.
  @inline(never)
  mutating func reportMissing(_ table: Int, seen: UInt64, extra: Int, at start: Int) {
    let entry = tables.structs.value(table)
    for position in 0..<Int(entry.memberCount) {
      let member = tables.members[Int(entry.memberStart) + position]
      guard member.isRequired else { continue }
      let isSeen =
        position < 64
        ? seen & (1 << UInt64(position)) != 0 : scratch.extra.value.isMarked(extra, position - 64)
      if !isSeen { reportMissing(member, in: table, offset: start) }
    }
  }

  mutating func reportMissing(_ member: MemberRef, in table: Int, offset: Int?) {
    let info = plan.memberInfos[member.info]
    scratch.count(.required, info.origin)
    if drops(.required) { return }
    report(
      .required, pointer: Wording.join(pointer(), "/", Pointer.escape(info.wireName)),
      expected: "a value",
      actual: "absent", offset: offset, origin: info.origin,
      message: Wording.join(
        "`", info.wireName, "` is required in `", plan.structInfos[table].name, "`"))
  }

  /// A union with no member or several.
  @inline(never)
  mutating func reportUnion(_ index: Int, held: Int, at start: Int) {
    let info = plan.infos[index]
    scratch.count(.type, info.origin)
    report(
      .type, pointer: pointer(), expected: "exactly one member", actual: "\(held) members",
      offset: start, origin: info.origin,
      message: "the union `\(info.typeName)` has \(held) members, not exactly one")
  }

  // MARK: - Values

  /// A value of the wrong JSON type.
  @inline(never)
  mutating func reportType(_ index: Int, at start: Int, end: Int) {
    reportType(index, actual: Excerpt.kind(text.byte(start)), at: start)
  }

  @inline(never)
  mutating func reportType(_ index: Int, actual: String, at start: Int) {
    scratch.broken(index, .type)
    if drops(.type) { return }
    let name = plan.infos[index].typeName
    report(
      .type, pointer: pointer(), expected: name, actual: actual, offset: start,
      origin: plan.infos[index].origin,
      message: Wording.join("expected ", name, ", found ", actual))
  }

  /// A string that is no base64.
  mutating func reportBase64(_ index: Int, _ content: Bytes, at offset: Int) {
    reportType(index, actual: "text that is not base64", at: offset)
  }

  /// A string that is no timestamp.
  @inline(never)
  mutating func reportFormat(_ index: Int, _ content: Bytes, at offset: Int) {
    let info = plan.infos[index]
    scratch.broken(index, .format)
    if drops(.format) { return }
    let format = plan.formatName(tables.nodes[index].format)
    let actual = shown(content, index)
    report(
      .format, pointer: pointer(), expected: format, actual: actual, offset: offset,
      origin: info.formatOrigin.isKnown ? info.formatOrigin : info.origin,
      message: Wording.join(actual, " is not a timestamp of format ", format))
  }

  /// A request timestamp with an offset, where the policy minds.
  @inline(never)
  mutating func reportOffset(_ index: Int, _ content: Bytes, at offset: Int) {
    let level = plan.contract.policies.requestOffset
    guard level != .allow else { return }
    let actual = shown(content, index)
    report(
      .format, pointer: pointer(), level: level, expected: "a timestamp in UTC", actual: actual,
      offset: offset, origin: plan.infos[index].origin,
      message: "\(actual) has an offset from UTC, which requests must not have")
  }

  /// What a length counts.
  enum Unit: String {
    case scalars = "characters"
    case items, entries, bytes
  }

  /// A length out of bounds: each constraint by itself.
  @inline(never)
  mutating func reportLengths(_ index: Int, _ count: Int, unit: Unit, at offset: Int) {
    let info = plan.infos[index]
    for length in info.lengths
    where count < length.min ?? 0 || count > length.max ?? .max {
      scratch.broken(index, .length)
      if drops(.length, level: outputLevel) { continue }
      let expected = Excerpt.bounds(length.min, length.max)
      report(
        .length, pointer: pointer(), level: outputLevel, expected: expected, actual: "\(count)",
        offset: offset, origin: length.origin,
        message: "has \(count) \(unit.rawValue), not \(expected)")
    }
  }

  /// Items that are not unique.
  @inline(never)
  mutating func reportUnique(_ index: Int, at start: Int) {
    let info = plan.infos[index]
    scratch.broken(index, .uniqueItems)
    for marker in info.uniqueItems {
      report(
        .uniqueItems, pointer: pointer(), level: outputLevel, expected: "unique items",
        actual: "equal items", offset: start, origin: marker.origin,
        message: "two items of the list are equal")
    }
  }

  var outputLevel: Policies.Level {
    isResponse ? plan.contract.policies.outputConstraints : .error
  }

  /// A string's text as a report shows it: quoted, cut, masked.
  func shown(_ content: Bytes, _ index: Int) -> String {
    isHidden(index) ? "(hidden)" : Excerpt.text(content)
  }

  /// Whether the values of a node never appear in a report.
  func isHidden(_ index: Int) -> Bool {
    (isSecretParameter || tables.nodes[index].flags.contains(.sensitive))
      && !plan.options.showsSecrets
  }
}

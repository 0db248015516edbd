internal import AssayModel

extension Deriver {
  /// JSON broken in each way.
  mutating func addSyntax(_ frame: Frame) {
    guard case .object(let base) = model.writer.document(frame.base, frame.layout),
      let probe = probe(frame)
    else { return addSyntaxWithoutMembers(frame) }
    let others = base.filter { !$0.key.isExactly(probe.key) }
    // Everything up to the value of the member that the break is in: `{"other":1,"member":`.
    var head = JSONValue.object(others).json
    head.removeLast()
    if !others.isEmpty { head.append(UInt8(ascii: ",")) }
    let open = head
    head.appendString(probe.key)
    let key = head
    head.append(UInt8(ascii: ":"))
    let value = probe.value.json
    let whole = head + value + Array("}".utf8)
    let inside = Pointer.token(probe.key)

    func broken(_ name: String, _ body: [UInt8], _ suffix: String) {
      addBody(
        frame, "json/\(name)", .json, body, .breaks([.init(constraint: .json, suffix: suffix)]))
    }
    broken("cut.brace", Array("{".utf8), "")
    broken("cut.key", Array(key.dropLast()), "")
    broken("cut.colon", head, inside)
    broken("cut.end", Array(whole.dropLast()), "")
    broken("comma-at-end", whole.dropLast() + Array(",}".utf8), "")
    broken("comma-twice", open.isEmpty ? [] : head + value + Array(",,".utf8) + value, "")
    broken("colon-missing", key + Array(" ".utf8) + value + Array("}".utf8), "")
    broken("colon-twice", head + Array(":".utf8) + value + Array("}".utf8), inside)
    broken("equals-for-colon", key + Array("=".utf8) + value + Array("}".utf8), "")
    broken("key-single-quotes", open + Array("'a':1}".utf8), "")
    broken("key-unquoted", open + Array("a:1}".utf8), "")
    broken("comment-before", Array("/* a */".utf8) + whole, "")
    broken("comment-inside", whole.dropLast() + Array("/* a */}".utf8), "")
    broken("comment-after", whole + Array("// a".utf8), "")
    broken("text-after", whole + Array("x".utf8), "")
    broken("two-documents", whole + whole, "")
    broken("brace-twice", whole + Array("}".utf8), "")
    broken("wrong-bracket", whole.dropLast() + Array("]".utf8), "")
    broken("value-missing", head + Array("}".utf8), inside)
    broken("value-word", head + Array("yes}".utf8), inside)
    broken("value-NaN", head + Array("NaN}".utf8), inside)
    broken("value-Infinity", head + Array("Infinity}".utf8), inside)
    broken("value-undefined", head + Array("undefined}".utf8), inside)
    broken("value-capital-null", head + Array("Null}".utf8), inside)
    broken("value-single-quotes", head + Array("'a'}".utf8), inside)
    broken("value-plus", head + Array("+1}".utf8), inside)
    broken("value-point", head + Array(".5}".utf8), inside)
    broken("byte-order-mark", [0xEF, 0xBB, 0xBF] + whole, "")
    broken("utf-16", [0xFF, 0xFE] + whole.flatMap { [$0, 0] }, "")
    broken("utf-16-unmarked", whole.flatMap { [$0, 0] }, "")
    broken("bad-byte-outside", Array("{".utf8) + [0xFF] + whole.dropFirst(), "")
    broken("no-break-space", Array("{".utf8) + [0xC2, 0xA0] + whole.dropFirst(), "")
    broken("form-feed", Array("{".utf8) + [0x0C] + whole.dropFirst(), "")
    broken("nul-after", whole + [0], "")
    addPlainTexts(frame)
    if case .string(let text) = probe.value { addStringSyntax(frame, head, text, inside) }
    if case .number = probe.value { addNumberSyntax(frame, head, inside) }
  }

  private mutating func addSyntaxWithoutMembers(_ frame: Frame) {
    for (name, text) in [
      ("cut.brace", "{"), ("text-after", "{}x"), ("two-documents", "{}{}"), ("brace-twice", "{}}"),
    ] {
      addBody(
        frame, "json/\(name)", .json, Array(text.utf8), .breaks([.init(constraint: .json)]))
    }
    addPlainTexts(frame)
  }

  private mutating func addPlainTexts(_ frame: Frame) {
    for (name, text) in [
      ("white-space", " \n"), ("word", "hello"), ("html", "<html></html>"), ("form", "a=1&b=2"),
      ("bracket", "]"), ("cut.literal", "tru"), ("cut.array", "["),
    ] {
      let isArray = name == "cut.array"
      var breaks = [Variant.Break(constraint: .json, suffix: isArray ? "/0" : "")]
      // The bracket says already that it is no object; a literal says nothing before its end.
      if isArray { breaks.append(.init(constraint: .type)) }
      addBody(frame, "json/\(name)", .json, Array(text.utf8), .breaks(breaks))
    }
  }

  private mutating func addStringSyntax(
    _ frame: Frame, _ head: [UInt8], _ text: String, _ pointer: String
  ) {
    let close = Array("\"}".utf8)
    let sound = JSONValue.string(text).json.dropLast()
    let inside: [(String, [UInt8])] = [
      ("newline", [0x0A]), ("tab", [0x09]), ("nul", [0]), ("escape-unknown", Array("\\q".utf8)),
      ("escape-short", Array("\\u12".utf8)), ("escape-x", Array("\\x41".utf8)),
      ("escape-single-quote", Array("\\'".utf8)),
    ]
    for (name, bytes) in inside {
      addBody(
        frame, "json/string.\(name)", .json, head + sound + bytes + close,
        .breaks([.init(constraint: .json, suffix: pointer)]))
    }
    addBody(
      frame, "json/cut.string", .json, head + sound,
      .breaks([.init(constraint: .json, suffix: pointer)]))
    let bad: [(String, [UInt8])] = [
      ("byte", [0xFF]), ("overlong", [0xC0, 0xAF]), ("surrogate", [0xED, 0xA0, 0x80]),
      ("cut", [0xE2, 0x82]), ("beyond", [0xF4, 0x90, 0x80, 0x80]), ("latin-1", [0xE9]),
      ("lone-surrogate-escape", Array("\\ud800".utf8)),
      ("reversed-surrogate-escapes", Array("\\udc00\\ud800".utf8)),
    ]
    for (name, bytes) in bad {
      addBody(
        frame, "encoding/\(name)", .encoding, head + sound + bytes + close,
        .breaks([.init(constraint: .encoding, suffix: pointer)]))
    }
  }

  private mutating func addNumberSyntax(_ frame: Frame, _ head: [UInt8], _ pointer: String) {
    for (name, text) in [
      ("leading-zero", "012"), ("point-at-end", "1."), ("exponent-empty", "1e"), ("minus", "-"),
      ("minus-word", "-Infinity"),
    ] {
      addBody(
        frame, "json/number.\(name)", .json, head + Array("\(text)}".utf8),
        .breaks([.init(constraint: .json, suffix: pointer)]))
    }
  }

  // MARK: - Sound texts

  /// The same document in other words: white space, escapes.
  mutating func addText(_ frame: Frame) {
    let full = model.members(frame.layout, .typical, 0) ?? frame.base
    let document = model.writer.document(full, frame.layout)
    let spaces: [(String, String)] = [
      ("space", " "), ("tab", "\t"), ("newline", "\n"), ("return", "\r"), ("all", " \t\r\n "),
    ]
    for (name, space) in spaces {
      addBody(
        frame, "json/white-space.\(name)", .json, document.spaced(Array(space.utf8)), .valid)
    }
    addBody(frame, "json/escapes", .json, document.escaped(solidus: false), .valid)
    addBody(frame, "json/escaped-solidus", .json, document.escaped(solidus: true), .valid)
  }

  /// The member that breaks are put in: a string where there is one, else a number.
  func probe(_ frame: Frame) -> (key: String, value: JSONValue)? {
    func rank(_ node: ValueNode) -> Int {
      switch node.kind {
      case .string: 0
      case .integer: 1
      case .fractional: 2
      default: 3
      }
    }
    let places = frame.layout.document.sorted {
      rank(blueprint[$0.node]) < rank(blueprint[$1.node])
    }
    for place in places {
      if let value = frame.base[place.member.name] ?? model.maker.value(place.node, .plain) {
        return (place.wire, value)
      }
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate mutating func appendString(_ text: String) {
    append(contentsOf: JSONValue.string(text).json)
  }
}

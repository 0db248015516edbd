import AssayGenerate

extension ScenarioRecord {
  /// What was asked and answered, as lines for a person: `>` asked, `<` answered, `-` done to the
  /// connection. `limit` bytes of each piece.
  package func transcript(limit: Int = 400) -> [String] {
    var lines: [String] = []
    for asked in asked.prefix(6) {
      let request = asked.request
      let target = FuzzText.visible(
        String(decoding: request.target, as: UTF8.self), limit: max(200, limit / 2))
      lines.append("> \(String(decoding: request.method, as: UTF8.self)) \(target)")
      if !request.body.isEmpty {
        let body = String(decoding: request.body.prefix(limit), as: UTF8.self)
        lines.append("> \(FuzzText.visible(body, limit: limit))")
      }
      for step in asked.reply.steps.prefix(8) { lines += Self.lines(step, limit) }
      if asked.reply.steps.count > 8 { lines.append("- and so on") }
    }
    if total > 6 { lines.append("- \(total - 6) further requests") }
    return lines
  }

  private static func lines(_ step: Reply.Step, _ limit: Int) -> [String] {
    switch step {
    case .bytes(let bytes): return text(bytes, limit)
    case .drip(let bytes, let size, let milliseconds):
      return ["- \(size) bytes every \(milliseconds) ms:"] + text(bytes, limit)
    case .pause(let milliseconds): return ["- \(milliseconds) ms pass"]
    case .close: return ["- the connection is closed"]
    case .reset: return ["- the connection is reset"]
    case .stall: return ["- nothing more comes, and the connection stays open"]
    }
  }

  private static func text(_ bytes: [UInt8], _ limit: Int) -> [String] {
    // Heads and bodies have a bound each: a long head must not hide the body.
    var lines: [String] = []
    var rest = bytes[...]
    if bytes.starts(with: Array("HTTP/".utf8)) {
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")), lines.count < 12 {
        let line = rest[rest.startIndex..<end].filter { $0 != UInt8(ascii: "\r") }
        rest = rest[(end + 1)...]
        if line.isEmpty {
          if rest.starts(with: Array("HTTP/".utf8)) { continue }
          break
        }
        lines.append("< " + FuzzText.visible(String(decoding: line, as: UTF8.self), limit: 160))
      }
    }
    guard !rest.isEmpty else { return lines }
    let shown = FuzzText.visible(
      String(decoding: rest.prefix(limit * 2), as: UTF8.self), limit: limit)
    return lines + ["< \(shown)" + (rest.count > limit * 2 ? " (\(rest.count) bytes)" : "")]
  }
}

/// Prints a tree as YAML: on one line where it fits, else as a block of two spaces a level.
struct YAMLPrinter {
  /// Longest line that is made on purpose.
  static let width = 100
  /// Longest key that libyaml reads without a `?` before it (YAML 1.1, section 7.4: 1024).
  private static let longKey = 800

  private(set) var text = ""

  /// Prints the keys of a file, a blank line before each that is a block.
  mutating func printFile(_ entries: [YAMLItem.Entry]) {
    for (position, entry) in entries.enumerated() {
      if position > 0, case .map(_, isBlock: true) = entry.value { text += "\n" }
      print(entry, indent: 0)
    }
  }

  // MARK: Blocks

  private mutating func print(_ entry: YAMLItem.Entry, indent: Int) {
    printComments(entry.comments, indent: indent)
    if entry.isComment { return }
    let key = YAMLScalarText.text(entry.key)
    text += String(repeating: " ", count: indent)
    guard key.utf8.count <= Self.longKey else {
      text += "? \(key)\n" + String(repeating: " ", count: indent) + ":"
      print(entry.value, indent: indent, column: indent + 1)
      return
    }
    text += key + ":"
    print(entry.value, indent: indent, column: indent + key.utf8.count + 1)
  }

  /// Prints a value behind its key or dash, and the end of the line.
  private mutating func print(_ item: YAMLItem, indent: Int, column: Int) {
    if let line = flow(item, limit: Self.width - column - 1) {
      text += " \(line)\n"
      return
    }
    switch item {
    case .word(let word): text += " \(word)\n"
    case .text(let string): text += " \(YAMLScalarText.text(string))\n"
    case .quoted(let string): text += " \(YAMLScalarText.quoted(string))\n"
    case .prose(let string):
      guard let lines = YAMLScalarText.block(string, width: Self.width - indent - 2) else {
        text += " \(YAMLScalarText.text(string))\n"
        return
      }
      text += " \(lines[0])\n"
      for line in lines.dropFirst() {
        text += line.isEmpty ? "\n" : String(repeating: " ", count: indent + 2) + line + "\n"
      }
    case .list(let items):
      if let lines = filled(items, indent: indent + 2, column: column + 1) {
        text += " " + lines + "\n"
        return
      }
      text += items.isEmpty ? " []\n" : "\n"
      for item in items { print(listItem: item, indent: indent + 2) }
    case .map(let entries, _):
      text += entries.isEmpty ? " {}\n" : "\n"
      for entry in entries { print(entry, indent: indent + 2) }
    }
  }

  private mutating func print(listItem item: YAMLItem, indent: Int) {
    text += String(repeating: " ", count: indent) + "-"
    guard case .map(let entries, _) = item, flow(item, limit: Self.width - indent - 2) == nil,
      let first = entries.first, first.comments.isEmpty,
      first.key.utf8.count < Self.longKey
    else {
      print(item, indent: indent, column: indent + 1)
      return
    }
    // The first key stands behind the dash, the others under it.
    let key = YAMLScalarText.text(first.key)
    text += " \(key):"
    print(first.value, indent: indent + 2, column: indent + 3 + key.utf8.count)
    for entry in entries.dropFirst() { print(entry, indent: indent + 2) }
  }

  private mutating func printComments(_ comments: [String], indent: Int) {
    let margin = String(repeating: " ", count: indent)
    for comment in comments {
      for line in comment.unicodeScalars.split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        var shown = String.UnicodeScalarView()
        for scalar in line { shown.append(YAMLScalarText.isPrintable(scalar) ? scalar : " ") }
        text += shown.isEmpty ? "\(margin)#\n" : "\(margin)# \(String(shown))\n"
      }
    }
  }

  /// A list of short words over several lines, as many on each as fit.
  private func filled(_ items: [YAMLItem], indent: Int, column: Int) -> String? {
    guard items.count > 3 else { return nil }
    var result = "["
    var width = column + 1
    for (position, item) in items.enumerated() {
      switch item {
      case .word, .text: break
      default: return nil
      }
      guard var word = flow(item, limit: 50) else { return nil }
      word += position + 1 < items.count ? "," : "]"
      let length = word.unicodeScalars.count
      if position > 0 {
        if width + 1 + length > Self.width {
          result += "\n" + String(repeating: " ", count: indent)
          width = indent
        } else {
          result += " "
          width += 1
        }
      }
      result += word
      width += length
    }
    return result
  }

  // MARK: One line

  /// The value on one line of at most `limit` characters, or `nil`.
  private func flow(_ item: YAMLItem, limit: Int) -> String? {
    var line = ""
    guard append(item, to: &line, limit: limit) else { return nil }
    return line
  }

  private func append(_ item: YAMLItem, to line: inout String, limit: Int) -> Bool {
    switch item {
    case .word(let word): line += word
    case .text(let string): line += YAMLScalarText.text(string)
    case .quoted(let string): line += YAMLScalarText.quoted(string)
    case .prose(let string):
      guard !string.utf8.contains(0x0A) || YAMLScalarText.block(string, width: 80) == nil else {
        return false
      }
      line += YAMLScalarText.text(string)
    case .list(let items):
      line += "["
      for (position, item) in items.enumerated() {
        if position > 0 { line += ", " }
        guard append(item, to: &line, limit: limit) else { return false }
      }
      line += "]"
    case .map(let entries, let isBlock):
      guard !isBlock || entries.isEmpty else { return false }
      guard !entries.isEmpty else {
        line += "{}"
        break
      }
      line += "{ "
      for (position, entry) in entries.enumerated() {
        guard entry.comments.isEmpty else { return false }
        if position > 0 { line += ", " }
        let key = YAMLScalarText.text(entry.key)
        guard key.utf8.count <= Self.longKey else { return false }
        line += key + ": "
        guard append(entry.value, to: &line, limit: limit) else { return false }
      }
      line += " }"
    }
    return line.utf8.count <= limit
  }
}

extension RegexNode {
  /// The node as PCRE2 source that means the same to any matcher.
  ///
  /// The text stands by itself: no flags are needed round it and nothing in it can reach out.
  package var pcre: String {
    var writer = RegexWriter(expandsPlus: false)
    writer.write(self)
    return writer.text
  }

  /// The same for `pcre2_dfa_match`, with `X+` written `XX*` where X is one scalar: under `+` that
  /// matcher counts, so that each number of scalars is a state of its own, and under `*` it does not.
  var pcreForSimulation: String {
    var writer = RegexWriter(expandsPlus: true)
    writer.write(self)
    return writer.text
  }
}

private struct RegexWriter {
  var text = ""
  let expandsPlus: Bool

  init(expandsPlus: Bool) { self.expandsPlus = expandsPlus }

  mutating func write(_ node: RegexNode) {
    switch node {
    case .empty: break
    case .literal(let scalar): write(scalar: scalar)
    case .set(let source): text += source
    case .sequence(let nodes):
      for node in nodes { isolated(node, unless: { !$0.isAlternation }) }
    case .alternation(let branches):
      for (index, branch) in branches.enumerated() {
        if index > 0 { text += "|" }
        write(branch)
      }
    case .group(let inner, let kind): group(inner, opening(kind))
    case .repeat(let inner, let minimum, let maximum, let kind):
      write(repeat: inner, minimum, maximum, kind)
    case .anchor(let anchor): text += source(of: anchor)
    case .look(let inner, let kind): group(inner, opening(kind))
    case .backreference(let number): text += #"\g{\#(number)}"#
    case .call(let number): text += "(?\(number))"
    case .lineEnding: text += #"\R"#
    case .cluster: text += #"\X"#
    }
  }

  private mutating func write(scalar: UInt32) {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: scalar)))
    default: text += #"\x{\#(String(scalar, radix: 16, uppercase: true))}"#
    }
  }

  private mutating func group(_ inner: RegexNode, _ opening: String) {
    text += opening
    write(inner)
    text += ")"
  }

  private mutating func isolated(_ node: RegexNode, unless isFine: (RegexNode) -> Bool) {
    if isFine(node) { write(node) } else { group(node, "(?:") }
  }

  private mutating func write(
    repeat inner: RegexNode, _ minimum: Int, _ maximum: Int?, _ kind: RegexNode.RepeatKind
  ) {
    var minimum = minimum
    if expandsPlus, minimum == 1, maximum == nil, inner.isOneScalar {
      write(inner)
      minimum = 0
    }
    isolated(inner, unless: \.isItem)
    switch (minimum, maximum) {
    case (0, nil): text += "*"
    case (1, nil): text += "+"
    case (0, 1): text += "?"
    case (let minimum, nil): text += "{\(minimum),}"
    case (let minimum, let maximum?) where minimum == maximum: text += "{\(minimum)}"
    case (let minimum, let maximum?): text += "{\(minimum),\(maximum)}"
    }
    switch kind {
    case .greedy: break
    case .lazy: text += "?"
    case .possessive: text += "+"
    }
  }

  private func opening(_ kind: RegexNode.GroupKind) -> String {
    switch kind {
    case .plain: "(?:"
    case .capture: "("
    case .atomic: "(?>"
    }
  }

  private func opening(_ kind: RegexNode.LookKind) -> String {
    switch kind {
    case .ahead: "(?="
    case .notAhead: "(?!"
    case .behind: "(?<="
    case .notBehind: "(?<!"
    }
  }

  private func source(of anchor: RegexNode.Anchor) -> String {
    switch anchor {
    case .start: #"\A"#
    case .end: #"\z"#
    case .endOrFinalLineFeed: #"\Z"#
    case .lineStart: "(?m:^)"
    case .lineEnd: "(?m:$)"
    case .wordBoundary: #"\b"#
    case .notWordBoundary: #"\B"#
    case .matchStart: #"\G"#
    }
  }
}

extension RegexNode {
  fileprivate var isAlternation: Bool {
    if case .alternation = self { true } else { false }
  }

  /// Whether a quantifier behind the node's text applies to all of it.
  fileprivate var isItem: Bool {
    switch self {
    case .literal, .set, .group, .look, .backreference, .call, .lineEnding, .cluster: true
    default: false
    }
  }

  fileprivate var isOneScalar: Bool {
    switch self {
    case .literal, .set: true
    default: false
    }
  }
}

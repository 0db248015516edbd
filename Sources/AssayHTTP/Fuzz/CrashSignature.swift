import Foundation

/// What the run-time systems of languages write to standard error when a program falls.
struct CrashSignature: Sendable {
  /// Name for people.
  var name: String
  fileprivate var pattern: String

  static let known: [CrashSignature] = [
    CrashSignature(name: "Python", pattern: #"^Traceback \(most recent call last\):"#),
    CrashSignature(name: "Python", pattern: #"^Fatal Python error: "#),
    CrashSignature(name: "Go", pattern: #"^panic: runtime error: "#),
    CrashSignature(name: "Go", pattern: #"^panic: .*(?:\n.*)*?^goroutine \d+"#),
    CrashSignature(
      name: "Go", pattern: #"^fatal error: .*(?:\n.*)*?^(?:runtime stack|goroutine \d+)"#),
    CrashSignature(name: "Rust", pattern: #"^thread '[^'\n]*'(?: \(\d+\))? panicked at "#),
    CrashSignature(
      name: "Rust", pattern: #"^thread '[^'\n]*'(?: \(\d+\))? has overflowed its stack"#),
    CrashSignature(name: "Java", pattern: #"^Exception in thread ""#),
    CrashSignature(
      name: "Java", pattern: #"^# A fatal error has been detected by the Java Runtime"#),
    CrashSignature(
      name: "Java",
      pattern: #"^(?:Caused by: )?[\w.$]+(?:Exception|Error)\b.*\n\s+at [\w.$/<>]+\(.*\)"#),
    CrashSignature(name: "Node", pattern: #"^Node\.js v\d+"#),
    CrashSignature(
      name: "Node",
      pattern:
        #"^(?:Uncaught \w*(?:Error|Exception)|Uncaught exception|Unhandled promise rejection|\[UnhandledPromiseRejection|\(node:\d+\) UnhandledPromiseRejection)"#
    ),
    CrashSignature(
      name: "Node", pattern: #"^\w*Error\b.*\n(?:.*\n)?\s+at .*[(:]?(?:node:|/|file:).*:\d+:\d+\)?"#
    ),
    CrashSignature(name: "Node", pattern: #"^FATAL ERROR: .*JavaScript heap"#),
    CrashSignature(
      name: "Swift",
      pattern: #"^\S*\.swift:\d+: (?:Fatal error|Assertion failed|Precondition failed)"#),
    CrashSignature(
      name: "Swift",
      pattern:
        #"^Fatal error: (?:Index out of range|Array index|Unexpectedly found nil|Division by zero|Not enough bits|Range requires|Can't|'try!' expression|Double value|Float value|Negative value|Arithmetic|.*: file \S+, line \d+)"#
    ),
    CrashSignature(name: "Swift", pattern: #"^(?:\W* )?(?:\*\*\* )?Program crashed: "#),
    CrashSignature(name: ".NET", pattern: #"^Unhandled [eE]xception[.:] "#),
    CrashSignature(name: ".NET", pattern: #"^Process terminated\. "#),
    CrashSignature(name: "Ruby", pattern: #"^\S+?:\d+:in [`'].*'?: .*\([A-Z]\w*(?:::\w+)*\)"#),
    CrashSignature(name: "Ruby", pattern: #"\[BUG\] Segmentation fault"#),
    CrashSignature(name: "PHP", pattern: #"^PHP Fatal error:  |^Fatal error: Uncaught "#),
    CrashSignature(
      name: "C++", pattern: #"^terminate called (?:after throwing|without an active)"#),
    CrashSignature(
      name: "C",
      pattern:
        #"\*\*\* (?:stack smashing|buffer overflow) detected|^\S+: .*: Assertion .* failed\.|==\d+==ERROR: \w+Sanitizer"#
    ),
    CrashSignature(
      name: "C",
      pattern:
        #"^(?:.*[\s:])?(?:Segmentation fault|Bus error|Illegal instruction|Aborted\s+\(core dumped\))(?:\s|$)|(?:free|malloc|realloc)\(\): (?:invalid|corrupted|double free)"#
    ),
    CrashSignature(name: "Haskell or OCaml", pattern: #"^Fatal error: exception "#),
  ]
}

/// Looks for signs of a crash.
struct CrashDetector: Sendable {
  /// A sign that was found.
  struct Finding: Sendable, Hashable {
    /// Whose it is.
    var language: String
    /// The line that says what happened, as far as it could be told.
    var line: String
  }

  private struct Rule: Sendable {
    let name: String
    let expression: NSRegularExpression
  }

  private let rules: [Rule]

  /// Prepares the known signatures and those of a person. Throws the first that is no regular
  /// expression.
  init(adding patterns: [String] = []) throws(BadPattern) {
    var rules: [Rule] = []
    for signature in CrashSignature.known {
      if let expression = Self.compile(signature.pattern) {
        rules.append(Rule(name: signature.name, expression: expression))
      }
    }
    for pattern in patterns {
      guard let expression = Self.compile(pattern) else { throw BadPattern(pattern: pattern) }
      rules.append(Rule(name: "--crash", expression: expression))
    }
    self.rules = rules
  }

  /// A pattern that is none.
  struct BadPattern: Error {
    var pattern: String
  }

  private static func compile(_ pattern: String) -> NSRegularExpression? {
    try? NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
  }

  /// The first sign of a crash in what a program wrote to standard error.
  func find(in errors: [UInt8]) -> Finding? {
    // The beginning and the end are where run-time systems write.
    let part =
      errors.count > 1 << 17 ? errors.prefix(1 << 16) + errors.suffix(1 << 16) : errors[...]
    let text = String(decoding: part, as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    let whole = NSRange(text.startIndex..., in: text)
    for rule in rules {
      guard let match = rule.expression.firstMatch(in: text, range: whole),
        let range = Range(match.range, in: text)
      else { continue }
      return Finding(language: rule.name, line: Self.line(rule.name, text, range))
    }
    return nil
  }

  /// Python says at the end what happened, others at the place itself.
  private static func line(_ name: String, _ text: String, _ range: Range<String.Index>) -> String {
    let rest = text[range.lowerBound...]
    let lines = rest.split(separator: "\n")
    if name == "Python" {
      let after = lines.dropFirst().drop { $0.hasPrefix(" ") }
      if let said = after.first { return String(said.prefix(300)) }
    }
    if name == "Node", lines.count > 1, rest.hasPrefix("Node.js") {
      let before = text[..<range.lowerBound].split(separator: "\n")
      if let said = before.last(where: { $0.contains("Error") && !$0.hasPrefix(" ") }) {
        return String(said.prefix(300))
      }
    }
    let line = lines.first.map(String.init) ?? ""
    if name == "Rust", line.hasSuffix(":"), lines.count > 1 {
      return String("\(line) \(lines[1])".prefix(300))
    }
    return String(line.prefix(300))
  }
}

/// A path from an input or output structure to a member: `filter.status`, `importJobs[].id`.
public struct MemberPath: Sendable, Hashable, CustomStringConvertible {
  /// One step of a path.
  public enum Step: Sendable, Hashable {
    /// To a member of a structure or union, or the value of a key of a map.
    case member(String)
    /// To every item of a list, or every value of a map.
    case each
  }

  /// The steps in order.
  public var steps: [Step]
  /// Where the path is stated.
  public var origin: Origin

  /// Creates a path from its steps.
  public init(steps: [Step], origin: Origin = .none) {
    self.steps = steps
    self.origin = origin
  }

  /// Reads `a.b[].c`; `nil` where the text is no path.
  public init?(_ text: String, origin: Origin = .none) {
    var steps: [Step] = []
    for piece in text.split(separator: ".", omittingEmptySubsequences: false) {
      var name = piece
      var each = 0
      while name.hasSuffix("[]") {
        name = name.dropLast(2)
        each += 1
      }
      guard !name.isEmpty, !name.contains(where: { "[]{} \t".contains($0) }) else { return nil }
      steps.append(.member(String(name)))
      for _ in 0..<each { steps.append(.each) }
    }
    guard !steps.isEmpty else { return nil }
    self.init(steps: steps, origin: origin)
  }

  /// The path as it is written.
  public var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .member(let name): text += (text.isEmpty ? "" : ".") + name
      case .each: text += "[]"
      }
    }
    return text
  }
}

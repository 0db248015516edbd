/// How the work of one attempt grows with the string while nothing is counted.
///
/// PCRE2's match limit counts what is backtracked into. The machine code runs forward through a
/// repeat without counting, and tries what stands inside it at each place: `(?:a*b|a)*c` looks along
/// the rest of the string from every `a`. So repeats inside repeats multiply.
enum WorkDegree {
  /// The depth of open repeats; a guess on the safe side for a pattern that is not understood.
  static func of(_ pcre: String) -> Int {
    guard let node = RegexParser.parse(pcre) else { return 3 }
    var groups: [Int: Int] = [:]
    return max(1, of(node, &groups))
  }

  /// Whether every lookaround and every group that is never entered again ends after a few scalars.
  /// `pcre2_dfa_match` calls itself for each of them at each place.
  static func hasShortCalls(_ pcre: String) -> Bool {
    guard let node = RegexParser.parse(pcre) else { return false }
    return hasShortCalls(node)
  }

  private static func hasShortCalls(_ node: RegexNode) -> Bool {
    switch node {
    case .sequence(let nodes), .alternation(let nodes): nodes.allSatisfy(hasShortCalls)
    case .look(let inner, _), .group(let inner, .atomic): isShort(inner)
    case .group(let inner, _): hasShortCalls(inner)
    case .repeat(.group(let inner, _), _, _, .possessive): isShort(inner)
    case .repeat(let inner, _, _, _): hasShortCalls(inner)
    case .call: false
    default: true
    }
  }

  private static func of(_ node: RegexNode, _ groups: inout [Int: Int]) -> Int {
    switch node {
    case .empty, .literal, .set, .anchor, .lineEnding, .cluster: return 0
    case .backreference: return 1
    case .call(let number): return groups[number] ?? 1
    case .sequence(let nodes), .alternation(let nodes):
      var degree = 0
      for node in nodes { degree = max(degree, of(node, &groups)) }
      return degree
    case .group(let inner, let kind):
      let degree = of(inner, &groups)
      if case .capture(let number) = kind { groups[number] = degree }
      return degree
    case .look(let inner, _): return of(inner, &groups)
    case .repeat(let inner, _, let maximum, _):
      let degree = of(inner, &groups)
      return maximum.map { $0 <= 64 } ?? false ? degree : degree + 1
    }
  }

  private static func isShort(_ node: RegexNode) -> Bool {
    var groups: [Int: Int] = [:]
    return of(node, &groups) == 0
  }
}

/// How the work of one attempt grows with the string while nothing is counted.
///
/// PCRE2's match limit counts what is backtracked into. The machine code runs forward through a
/// repeat without counting, and tries what stands inside it at each place: `(?:a*b|a)*c` looks along
/// the rest of the string from every `a`. So repeats inside repeats multiply.
enum WorkDegree {
  /// The depth of open repeats; a guess on the safe side for a pattern that is not understood.
  static func of(_ pcre: String) -> Int {
    guard let node = RegexParser.parse(pcre) else { return 3 }
    return max(1, of(node))
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
    case .look(let inner, _), .group(let inner, .atomic): of(inner) == 0
    case .group(let inner, _): hasShortCalls(inner)
    case .repeat(.group(let inner, _), _, _, .possessive): of(inner) == 0
    case .repeat(let inner, _, _, _): hasShortCalls(inner)
    default: true
    }
  }

  private static func of(_ node: RegexNode) -> Int {
    switch node {
    case .empty, .literal, .set, .anchor, .lineEnding, .cluster: 0
    case .backreference: 1
    case .sequence(let nodes), .alternation(let nodes): nodes.map(of).max() ?? 0
    case .group(let inner, _), .look(let inner, _): of(inner)
    case .repeat(let inner, _, let maximum?, _) where maximum <= 64: of(inner)
    case .repeat(let inner, _, _, _): of(inner) + 1
    }
  }
}

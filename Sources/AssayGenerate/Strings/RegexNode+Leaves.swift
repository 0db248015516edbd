internal import AssayPattern

extension RegexNode {
  /// The pattern with another class at one of its places that ask for a scalar, numbered as in a
  /// ``Grammar``; `nil` where a group is called from elsewhere, so that one place stands for several.
  func replacing(leaf wanted: Int, with source: String) -> RegexNode? {
    var count = 0
    return replacing(wanted, source, &count)
  }

  private func replacing(_ wanted: Int, _ source: String, _ count: inout Int) -> RegexNode? {
    switch self {
    case .literal, .set, .lineEnding, .cluster:
      count += 1
      return count - 1 == wanted ? .set(source) : self
    case .sequence(let nodes):
      return Self.replacing(nodes, wanted, source, &count).map { .sequence($0) }
    case .alternation(let nodes):
      return Self.replacing(nodes, wanted, source, &count).map { .alternation($0) }
    case .group(let inner, let kind):
      return inner.replacing(wanted, source, &count).map { .group($0, kind) }
    case .repeat(let inner, let minimum, let maximum, let kind):
      return inner.replacing(wanted, source, &count).map {
        .repeat($0, minimum: minimum, maximum: maximum, kind)
      }
    case .look(let inner, let kind):
      return inner.replacing(wanted, source, &count).map { .look($0, kind) }
    case .call: return nil
    case .empty, .anchor, .backreference: return self
    }
  }

  private static func replacing(
    _ nodes: [RegexNode], _ wanted: Int, _ source: String, _ count: inout Int
  ) -> [RegexNode]? {
    var result: [RegexNode] = []
    for node in nodes {
      guard let new = node.replacing(wanted, source, &count) else { return nil }
      result.append(new)
    }
    return result
  }
}

extension CompiledPattern {
  /// The pattern with another class at one of its places; see ``RegexNode/replacing(leaf:with:)``.
  func replacing(leaf: Int, with source: String) -> CompiledPattern? {
    guard let node = RegexParser.parse(translation.pcre)?.replacing(leaf: leaf, with: source)
    else { return nil }
    do throws(PatternError) {
      return try CompiledPattern(node.pcre, match: match)
    } catch {
      return nil
    }
  }
}

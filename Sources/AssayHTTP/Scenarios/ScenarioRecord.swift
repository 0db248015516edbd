package import AssayModel

/// What was asked and answered while a scenario was played.
package struct ScenarioRecord: Sendable {
  /// Which part of the scenario a request met.
  package enum Place: Sendable, Hashable {
    /// The sound answer of a page.
    case page(Int)
    /// What came instead of a page.
    case disturbed(Int)
    /// A token that was never given.
    case unknownToken(String)
    /// Another operation, or none.
    case elsewhere
  }

  /// A request with its answer.
  package struct Asked: Sendable {
    package var request: ServerRequest
    package var verdict: Verdict
    package var page: Place
    package var reply: Reply
  }

  /// The first requests, in order; see ``total``.
  package private(set) var asked: [Asked] = []
  /// How many requests there were.
  package private(set) var total = 0
  /// How many pages the walk has.
  package var pageCount = 0
  /// Requests beyond this number are counted and not kept.
  static let limit = 400

  /// Creates an empty record.
  package init() {}

  mutating func add(_ asked: Asked, at index: Int) {
    total += 1
    if self.asked.count < Self.limit { self.asked.append(asked) }
  }
}

extension ScenarioRecord {
  /// How often a page was asked for.
  func attempts(at page: Int) -> Int {
    asked.count { $0.page == .page(page) || $0.page == .disturbed(page) }
  }

  /// The pages that were answered soundly, without repetition, in order.
  var served: [Int] {
    var seen: Set<Int> = []
    return asked.compactMap { asked in
      guard case .page(let page) = asked.page, seen.insert(page).inserted else { return nil }
      return page
    }
  }

  /// How often one and the same page was asked for at most.
  var mostAttempts: Int {
    var counts: [Int: Int] = [:]
    for asked in asked {
      switch asked.page {
      case .page(let page), .disturbed(let page): counts[page, default: 0] += 1
      default: break
      }
    }
    return counts.values.max() ?? 0
  }
}

internal import AssayModel

/// A broken constraint in the words of Smithy's servers, which callers of such services know.
///
/// Source: Smithy's protocol tests for restJson1, `aws.protocoltests.restjson.validation`.
struct ConstraintWords {
  let contract: Contract
  let operation: Operation
  let body: [UInt8]

  /// The path of a violation and the sentence about it; the sentence is `nil` where the constraint is
  /// none that such a service validates.
  func sentence(_ violation: Violation) -> (path: String, text: String?) {
    let site = BrokenSite(violation, operation, contract, body: body)
    guard let rule = rule(violation, site) else { return (site.path, nil) }
    let value =
      violation.constraint == .length
      ? "Value with length \(violation.actual) at" : "Value at"
    return (
      site.path, "\(value) '\(site.path)' failed to satisfy constraint: Member must \(rule)"
    )
  }

  private func rule(_ violation: Violation, _ site: BrokenSite) -> String? {
    switch violation.constraint {
    case .required: return "not be null"
    case .uniqueItems: return "have unique values"
    case .length:
      let found = site.constraints.compactMap(\.length)
      guard let length = pick(found, violation, \.origin) else { return nil }
      return Self.bounds(length.min, length.max).map {
        length.min != nil && length.max != nil ? "have length between \($0)" : "have length \($0)"
      }
    case .range:
      let found = site.constraints.compactMap(\.range)
      guard let range = pick(found, violation, \.origin) else { return nil }
      return Self.bounds(range.min, range.max).map {
        range.min != nil && range.max != nil ? "be between \($0)" : "be \($0)"
      }
    case .pattern:
      guard let pattern = pick(site.constraints.flatMap(\.patterns), violation, \.origin) else {
        return nil
      }
      return "satisfy regular expression pattern: \(pattern.source)"
    case .enum:
      guard let words = pick(site.words, violation, \.origin) else { return nil }
      let known = words.values.filter { !$0.isInternal }.map(\.value)
      return "satisfy enum value set: [\(known.joined(separator: ", "))]"
    default: return nil
    }
  }

  /// Of several constraints the one that the violation is about.
  private func pick<Constraint>(
    _ found: [Constraint], _ violation: Violation, _ origin: (Constraint) -> Origin
  ) -> Constraint? {
    found.first { contract.sources.location(of: origin($0)) == violation.source } ?? found.first
  }

  private static func bounds<Bound: CustomStringConvertible>(
    _ low: Bound?, _ high: Bound?
  ) -> String? {
    switch (low, high) {
    case (let low?, let high?): "\(low) and \(high), inclusive"
    case (let low?, nil): "greater than or equal to \(low)"
    case (nil, let high?): "less than or equal to \(high)"
    case (nil, nil): nil
    }
  }
}

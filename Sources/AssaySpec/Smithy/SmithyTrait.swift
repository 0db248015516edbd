internal import AssayModel

/// A trait that a model applies to a shape or member.
struct SmithyTrait {
  /// Absolute shape identifier, such as `smithy.api#length`.
  var id: String
  /// Its value.
  var value: Node
  /// Where its name is written.
  var origin: Origin
}

/// The traits of one shape or member, in the source's order, no trait twice.
struct SmithyTraits {
  private(set) var entries: [SmithyTrait] = []

  /// A trait by its absolute identifier.
  subscript(id: String) -> SmithyTrait? { entries.first { $0.id.isExactly(id) } }

  /// Whether a trait is applied.
  func has(_ id: String) -> Bool { self[id] != nil }

  /// Applies a trait that is known not to be there yet.
  mutating func append(_ trait: SmithyTrait) { entries.append(trait) }

  /// Applies traits of a nearer place: they replace those that are there, or are combined with
  /// them as `combine` says.
  ///
  /// - Complexity: O(*n* + *m*) where there are many.
  mutating func set(
    _ traits: SmithyTraits,
    combining combine: (_ old: SmithyTrait, _ new: SmithyTrait) -> SmithyTrait = { $1 }
  ) {
    if entries.isEmpty {
      entries = traits.entries
      return
    }
    var positions: [ExactString: Int] = [:]
    let isLarge = entries.count > 16 && traits.entries.count > 16
    if isLarge {
      for (position, entry) in entries.enumerated() { positions[ExactString(entry.id)] = position }
    }
    for trait in traits.entries {
      let position =
        isLarge
        ? positions[ExactString(trait.id)] : entries.firstIndex { $0.id.isExactly(trait.id) }
      if let position {
        entries[position] = combine(entries[position], trait)
      } else {
        entries.append(trait)
      }
    }
  }

  /// The traits that a predicate lets through.
  func filter(_ isIncluded: (SmithyTrait) -> Bool) -> SmithyTraits {
    var result = SmithyTraits()
    result.entries = entries.filter(isIncluded)
    return result
  }
}

/// Identifiers of the traits that the importer interprets.
///
/// Source: Smithy 2.0, "Trait index"; "AWS protocols"; Smithy 1.0 for `box` and `enum`.
enum TraitID {
  // MARK: Constraints and types
  static let required = "smithy.api#required"
  static let length = "smithy.api#length"
  static let range = "smithy.api#range"
  static let pattern = "smithy.api#pattern"
  static let uniqueItems = "smithy.api#uniqueItems"
  static let sparse = "smithy.api#sparse"
  static let `enum` = "smithy.api#enum"
  static let enumValue = "smithy.api#enumValue"
  static let `default` = "smithy.api#default"
  static let box = "smithy.api#box"
  static let mixin = "smithy.api#mixin"
  static let error = "smithy.api#error"
  static let `internal` = "smithy.api#internal"
  static let tags = "smithy.api#tags"

  // MARK: HTTP and protocols
  static let http = "smithy.api#http"
  static let httpLabel = "smithy.api#httpLabel"
  static let httpQuery = "smithy.api#httpQuery"
  static let httpQueryParams = "smithy.api#httpQueryParams"
  static let httpHeader = "smithy.api#httpHeader"
  static let httpPrefixHeaders = "smithy.api#httpPrefixHeaders"
  static let httpPayload = "smithy.api#httpPayload"
  static let httpResponseCode = "smithy.api#httpResponseCode"
  static let httpError = "smithy.api#httpError"
  static let endpoint = "smithy.api#endpoint"
  static let hostLabel = "smithy.api#hostLabel"
  static let jsonName = "smithy.api#jsonName"
  static let timestampFormat = "smithy.api#timestampFormat"
  static let mediaType = "smithy.api#mediaType"
  static let streaming = "smithy.api#streaming"
  static let requiresLength = "smithy.api#requiresLength"
  static let xmlName = "smithy.api#xmlName"
  static let xmlFlattened = "smithy.api#xmlFlattened"
  static let xmlAttribute = "smithy.api#xmlAttribute"
  static let xmlNamespace = "smithy.api#xmlNamespace"
  static let awsQueryError = "aws.protocols#awsQueryError"

  // MARK: Behaviour and documentation
  static let idempotencyToken = "smithy.api#idempotencyToken"
  static let idempotent = "smithy.api#idempotent"
  static let readonly = "smithy.api#readonly"
  static let retryable = "smithy.api#retryable"
  static let paginated = "smithy.api#paginated"
  static let sensitive = "smithy.api#sensitive"
  static let deprecated = "smithy.api#deprecated"
  static let documentation = "smithy.api#documentation"
  static let awsService = "aws.api#service"
}

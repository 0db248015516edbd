internal import AssayModel

/// Where a member of a structure travels, by what the structure is to its operation.
///
/// Source: Smithy 2.0, "HTTP bindings": bindings hold for the outermost structure of a message
/// alone, labels and query parameters only in requests, the status code only in responses.
struct SmithyBinding: Equatable {
  var location: Member.Location
  /// Name of a parameter or header, or the prefix of headers.
  var name: String?
  /// The trait that says so.
  var trait: String?

  /// What a structure is to an operation.
  enum Role: Int, CaseIterable, Comparable {
    case input, output, nested

    static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
  }

  /// The binding of what has none.
  static let body = SmithyBinding(location: .body, trait: nil)

  /// The binding of a member in a role. What a role ignores travels in the body.
  init(of traits: SmithyTraits, in role: Role) {
    self = .body
    switch role {
    case .nested: break
    case .input:
      if traits.has(TraitID.httpLabel) {
        self = SmithyBinding(location: .path, trait: TraitID.httpLabel)
      } else if let query = traits[TraitID.httpQuery] {
        self = SmithyBinding(location: .query, name: query.value.string, trait: query.id)
      } else if traits.has(TraitID.httpQueryParams) {
        self = SmithyBinding(location: .queryMap, trait: TraitID.httpQueryParams)
      } else if let binding = SmithyBinding(shared: traits) {
        self = binding
      } else if traits.has(TraitID.hostLabel) {
        self = SmithyBinding(location: .host, trait: TraitID.hostLabel)
      }
    case .output:
      if traits.has(TraitID.httpResponseCode) {
        self = SmithyBinding(location: .status, trait: TraitID.httpResponseCode)
      } else if let binding = SmithyBinding(shared: traits) {
        self = binding
      }
    }
  }

  /// What requests and responses have in common.
  private init?(shared traits: SmithyTraits) {
    if let header = traits[TraitID.httpHeader] {
      self.init(location: .header, name: header.value.string, trait: header.id)
    } else if let prefix = traits[TraitID.httpPrefixHeaders] {
      self.init(location: .headerMap, name: prefix.value.string, trait: prefix.id)
    } else if traits.has(TraitID.httpPayload) {
      self.init(location: .payload, trait: TraitID.httpPayload)
    } else {
      return nil
    }
  }

  private init(location: Member.Location, name: String? = nil, trait: String?) {
    self.location = location
    self.name = name
    self.trait = trait
  }

  /// The traits that bind a member, one of which may be in force.
  static let traits: Set<String> = [
    TraitID.httpLabel, TraitID.httpQuery, TraitID.httpQueryParams, TraitID.httpHeader,
    TraitID.httpPrefixHeaders, TraitID.httpPayload, TraitID.httpResponseCode, TraitID.hostLabel,
  ]
}

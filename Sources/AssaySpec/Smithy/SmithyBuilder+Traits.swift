internal import AssayModel

// What is said about shapes, members and operations without constraining them.

extension SmithyBuilder {
  /// The traits of a place, without those in `consumed`, which are interpreted elsewhere.
  mutating func traits(of source: SmithyTraits, consumed: (String) -> Bool) -> Traits {
    var result = Traits()
    for trait in source.entries where !consumed(trait.id) {
      interpret(trait, into: &result)
    }
    return result
  }

  private mutating func interpret(_ trait: SmithyTrait, into result: inout Traits) {
    switch trait.id {
    case TraitID.documentation: result.documentation = documentation(trait)
    case TraitID.sensitive: result.isSensitive = true
    case TraitID.deprecated: result.deprecated = deprecated(trait)
    case TraitID.mediaType: result.mediaType = text(trait)
    case TraitID.streaming: result.isStreaming = true
    case TraitID.requiresLength: result.requiresLength = true
    case TraitID.xmlFlattened: result.isFlattened = true
    case TraitID.xmlAttribute: result.isXMLAttribute = true
    case TraitID.xmlNamespace: result.xmlNamespace = xmlNamespace(trait)
    case TraitID.idempotencyToken: result.isIdempotencyToken = true
    default:
      if let reason = KnownTraits.reason(for: trait.id) {
        report.add(.ignored, trait.id, reason, at: trait.origin)
        return
      }
      result.other.append(ExtensionTrait(name: trait.id, json: trait.value.jsonText))
      if KnownTraits.isKept(trait.id) {
        report.add(.ignored, trait.id, "kept, not interpreted", at: trait.origin)
      } else {
        report.add(.unknown, trait.id, "unknown trait; kept", at: trait.origin)
      }
    }
  }

  /// Counts a trait that a contract has no place for.
  mutating func leave(_ trait: SmithyTrait, _ place: String) {
    if let reason = KnownTraits.reason(for: trait.id) {
      report.add(.ignored, trait.id, reason, at: trait.origin)
    } else if KnownTraits.isKept(trait.id) {
      report.add(.ignored, trait.id, place, at: trait.origin)
    } else {
      report.add(.unknown, trait.id, "unknown trait; \(place)", at: trait.origin)
    }
  }

  /// Documentation as plain text.
  mutating func documentation(_ trait: SmithyTrait) -> String? {
    guard let markup = text(trait) else { return nil }
    let text = PlainText.fromHTML(markup)
    return text.isEmpty ? nil : text
  }

  private mutating func deprecated(_ trait: SmithyTrait) -> String? {
    guard trait.value.mapping != nil else {
      wrongValue(trait, wanted: "a mapping")
      return nil
    }
    let message = text("message", of: trait) ?? ""
    guard let since = text("since", of: trait) else { return message }
    return message.isEmpty ? "since \(since)" : "\(message) (since \(since))"
  }

  private mutating func xmlNamespace(_ trait: SmithyTrait) -> String? {
    guard let uri = text("uri", of: trait) else {
      wrongValue(trait, wanted: "a mapping with `uri`")
      return nil
    }
    guard let prefix = text("prefix", of: trait) else { return uri }
    return "\(prefix)=\(uri)"
  }

  /// Traits that constrain values, or say how they are named: not for ``Traits``.
  static let constraintTraits: Set<String> = [
    TraitID.length, TraitID.range, TraitID.pattern, TraitID.uniqueItems, TraitID.sparse,
    TraitID.enum, TraitID.required, TraitID.default,
  ]

  /// Whether a trait of a shape is interpreted as something else than ``Traits``.
  static func isConsumed(
    onShape id: String, isError: Bool, _ wireProtocol: WireProtocol
  ) -> Bool {
    if constraintTraits.contains(id) { return true }
    switch id {
    case TraitID.timestampFormat: return SmithyProtocols.obeysTimestampFormat(wireProtocol)
    case TraitID.error, TraitID.httpError, TraitID.retryable: return isError
    case TraitID.awsQueryError: return isError && wireProtocol == .awsQuery
    default: return false
    }
  }

  /// Whether a trait of a member is interpreted as something else than ``Traits``.
  static func isConsumed(onMember id: String, _ wireProtocol: WireProtocol) -> Bool {
    if constraintTraits.contains(id) { return true }
    if id == TraitID.timestampFormat {
      return SmithyProtocols.obeysTimestampFormat(wireProtocol)
    }
    return id == SmithyProtocols.nameTrait(wireProtocol)
  }
}

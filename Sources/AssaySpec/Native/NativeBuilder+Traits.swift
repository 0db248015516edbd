internal import AssayModel

// What is said without constraining, and what Assay keeps without understanding it.

extension NativeBuilder {
  /// Reads the traits of a shape, member, operation or error.
  mutating func readTraits(_ mapping: Mapping) -> Traits {
    var traits = Traits()
    traits.documentation = text(of: "documentation", in: mapping)
    traits.deprecated = readDeprecated(mapping)
    traits.isSensitive = flag("sensitive", in: mapping)
    traits.mediaType = text(of: "mediaType", in: mapping)
    traits.isStreaming = flag("streaming", in: mapping)
    traits.requiresLength = flag("requiresLength", in: mapping)
    traits.isFlattened = flag("flattened", in: mapping)
    traits.isXMLAttribute = flag("xmlAttribute", in: mapping)
    traits.xmlNamespace = text(of: "xmlNamespace", in: mapping)
    traits.isIdempotencyToken = flag("idempotencyToken", in: mapping)
    for entry in mapping.entries {
      if entry.key.hasPrefix("x-") {
        traits.other.append(ExtensionTrait(name: entry.key, json: entry.value.jsonText))
      } else if entry.key == "traits", let others = self.mapping(entry.value, "traits") {
        traits.other += others.entries.map {
          ExtensionTrait(name: $0.key, json: $0.value.jsonText)
        }
      }
    }
    return traits
  }

  /// `deprecated: true`, or the reason.
  private mutating func readDeprecated(_ mapping: Mapping) -> String? {
    guard let node = mapping["deprecated"] else { return nil }
    if let value = node.bool { return value ? "" : nil }
    if let reason = node.scalarText { return reason }
    wrongKind(node, "deprecated", wanted: "`true` or the reason")
    return nil
  }
}

/// What a contract says about a shape or member without constraining its values.
public struct Traits: Sendable, Hashable {
  /// For people; may hold markup of the source.
  public var documentation: String?
  /// Values never appear in a report.
  public var isSensitive = false
  /// Why not to use it any more; empty when no reason is given.
  public var deprecated: String?
  /// Media type of a string or blob whose content has one (Smithy `mediaType`).
  public var mediaType: String?
  /// The blob is sent as a stream (Smithy `streaming`), or the union is an event stream.
  public var isStreaming = false
  /// A streaming blob whose length must be known (Smithy `requiresLength`).
  public var requiresLength = false
  /// XML: items stand directly in the parent (Smithy `xmlFlattened`).
  public var isFlattened = false
  /// XML: travels as an attribute.
  public var isXMLAttribute = false
  /// XML: `(prefix, uri)` of the namespace, as `prefix=uri` or `uri`.
  public var xmlNamespace: String?
  /// The member is a client-generated token that makes a retry safe (Smithy `idempotencyToken`).
  public var isIdempotencyToken = false
  /// Carried over, not interpreted: `name` → JSON text, in the source's order.
  public var other: [ExtensionTrait] = []

  /// Creates traits that say nothing.
  public init() {}
}

/// A trait or `x-…` key that Assay keeps but does not interpret.
public struct ExtensionTrait: Sendable, Hashable {
  /// Its full name, such as `x-team` or `aws.api#arnReference`.
  public var name: String
  /// Its value as JSON text.
  public var json: String

  /// Creates an extension trait.
  public init(name: String, json: String) {
    self.name = name
    self.json = json
  }
}

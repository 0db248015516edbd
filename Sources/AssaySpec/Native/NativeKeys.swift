/// The keys of the native format, by the place they stand in. What is not listed here is a mistake,
/// `x-…` aside; `spec/assay.schema.json` and `spec/FORMAT.md` list the same ones.
package enum NativeKeys {
  /// At the top of a file.
  package static let file = [
    "assay", "service", "version", "documentation", "targetPrefix", "protocol", "match", "dialect",
    "imports", "policy", "operations", "shapes", "errors",
  ]
  /// In an operation.
  package static let operation = [
    "documentation", "deprecated", "http", "hostPrefix", "readonly", "idempotent", "input",
    "output", "errors", "pagination", "relations", "traits",
  ]
  /// In `http`.
  package static let http = ["method", "uri", "status"]
  /// In `pagination`.
  package static let pagination = ["input", "output", "limit", "items"]
  /// In an item of `relations`: the left side, then the right side.
  package static let relationSubject = ["every", "count"]
  package static let relationComparison = ["equals", "atLeast", "atMost", "oneOf"]
  /// What says of which type a value is; one of them is given.
  package static let type = ["type", "enum", "intEnum", "list", "map", "members", "union"]
  /// Constraints, and what belongs to them.
  package static let constraint = [
    "length", "range", "pattern", "match", "dialect", "uniqueItems", "format", "sparse",
  ]
  /// What is said without constraining.
  package static let trait = [
    "documentation", "deprecated", "sensitive", "mediaType", "streaming", "requiresLength",
    "flattened", "xmlAttribute", "xmlNamespace", "idempotencyToken", "traits",
  ]
  /// In a shape.
  package static let shape = type + constraint + trait
  /// In an element of a list, or a key or value of a map.
  package static let element = shape + ["as"]
  /// In a member of a structure or union.
  package static let member = element + ["in", "required", "default"]
  /// In `map`.
  package static let map = ["key", "value"]
  /// In a value of `enum` or `intEnum` that is written as a mapping.
  package static let enumValue = ["value", "name", "internal"]
  /// In an item of `pattern` that is written as a mapping.
  package static let pattern = ["pattern", "match", "dialect"]
  /// In an error.
  package static let error = [
    "status", "fault", "retryable", "code", "common", "members", "type", "documentation",
    "deprecated", "traits",
  ]
  /// In `policy`.
  package static let policy = [
    "unknownMember", "unknownEnum", "duplicateMember", "requestOffset", "integerFraction",
    "outputConstraints", "invalid",
  ]

  /// What people coming from other formats write, and what is meant.
  static let synonyms: [String: String] = [
    "minLength": "length", "maxLength": "length", "minItems": "length", "maxItems": "length",
    "size": "length", "min": "range", "max": "range", "minimum": "range", "maximum": "range",
    "regex": "pattern", "properties": "members", "fields": "members", "structure": "members",
    "items": "list", "array": "list", "oneOf": "union", "$ref": "type", "shape": "type",
    "target": "type", "location": "in", "locationName": "as", "jsonName": "as", "name": "as",
    "description": "documentation", "doc": "documentation", "docs": "documentation",
    "timestampFormat": "format", "unique": "uniqueItems", "values": "enum", "paths": "operations",
    "policies": "policy", "import": "imports", "retriable": "retryable", "url": "uri",
    "path": "uri", "responseCode": "status", "code": "status", "hostprefix": "hostPrefix",
    "paginated": "pagination", "errorCode": "code", "httpStatus": "status",
  ]
}

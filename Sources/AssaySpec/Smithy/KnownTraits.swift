/// Traits that are known and not interpreted, with the reason.
enum KnownTraits {
  /// Why a trait constrains no message; `nil` where it is not known to be so. Such traits are
  /// counted and left out.
  static func reason(for id: String) -> String? {
    if let reason = reasons[id] { return reason }
    return namespaces.first { id.hasPrefix($0.prefix) }?.reason
  }

  /// Whether a trait shapes messages in ways that are not checked: it is kept as it is.
  static func isKept(_ id: String) -> Bool { kept.contains(id) }

  private static let namespaces = [
    (prefix: "aws.auth#", reason: "how requests are signed is not checked"),
    (prefix: "aws.iam#", reason: "who may call is not checked"),
    (prefix: "aws.cloudformation#", reason: "describes resources, not messages"),
    (prefix: "aws.api#", reason: "describes resources and tools, not messages"),
    (prefix: "aws.endpoints#", reason: "only chooses the endpoint"),
    (prefix: "smithy.rules#", reason: "only chooses the endpoint"),
    (prefix: "smithy.waiters#", reason: "waiters are the client's business"),
    (prefix: "smithy.test#", reason: "examples constrain nothing"),
    (prefix: "aws.test#", reason: "examples constrain nothing"),
  ]

  private static let reasons: [String: String] = {
    let groups: [(String, [String])] = [
      ("says what the structure is for, which the operation says too", ["input", "output"]),
      (
        "concerns generated clients; absence is told by `required`",
        ["addedDefault", "clientOptional", "box"]
      ),
      (
        "concerns the model, not messages",
        [
          "trait", "mixin", "suppress", "private", "unstable", "since", "internal", "tags",
          "traitValidators", "idRef", "protocolDefinition", "authDefinition", "recommended",
        ]
      ),
      (
        "describes resources, not messages",
        [
          "references", "resourceIdentifier", "property", "notProperty", "nestedProperties",
          "noReplace",
        ]
      ),
      (
        "how requests are signed is not checked",
        [
          "auth", "optionalAuth", "httpBasicAuth", "httpBearerAuth", "httpApiKeyAuth",
          "httpDigestAuth",
        ]
      ),
      ("is for people", ["externalDocumentation", "title", "examples", "unitsOfMeasure"]),
      ("concerns browsers", ["cors"]),
      ("checksums are not checked", ["httpChecksumRequired"]),
      ("any content coding is accepted", ["requestCompression"]),
    ]
    var result: [String: String] = [
      "aws.protocols#httpChecksum": "checksums are not checked",
      "aws.protocols#awsQueryCompatible": "errors also carry their code in x-amzn-query-error",
      "aws.protocols#awsQueryError": "says the type of an error in another protocol",
    ]
    for (reason, names) in groups {
      for name in names { result["smithy.api#" + name] = reason }
    }
    return result
  }()

  private static let kept: Set<String> = [
    TraitID.xmlName, TraitID.jsonName, TraitID.timestampFormat, TraitID.error, TraitID.httpError,
    TraitID.retryable, "smithy.api#eventHeader", "smithy.api#eventPayload",
    "aws.protocols#ec2QueryName", "aws.customizations#s3UnwrappedXmlOutput", TraitID.http,
  ]
}

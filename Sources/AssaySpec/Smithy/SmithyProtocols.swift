internal import AssayModel

/// Protocol traits of a service, and which of them a contract takes.
enum SmithyProtocols {
  /// The protocols that a contract can have, the preferred ones first: those whose bodies can be
  /// checked, HTTP bindings before remote procedure calls.
  static let known: [(trait: String, wireProtocol: WireProtocol)] = [
    ("aws.protocols#restJson1", .restJson1),
    ("aws.protocols#awsJson1_0", .awsJson1_0),
    ("aws.protocols#awsJson1_1", .awsJson1_1),
    ("smithy.protocols#rpcv2Json", .rpcv2Json),
    ("aws.protocols#restXml", .restXml),
    ("aws.protocols#awsQuery", .awsQuery),
    ("aws.protocols#ec2Query", .ec2Query),
    ("smithy.protocols#rpcv2Cbor", .rpcv2Cbor),
  ]

  /// The protocols of a service, the preferred one first.
  static func protocols(of service: SmithyShape) -> [(trait: SmithyTrait, is: WireProtocol)] {
    known.compactMap { entry in
      service.traits[entry.trait].map { ($0, entry.wireProtocol) }
    }
  }

  /// Whether `timestampFormat` is obeyed. Source: Smithy 2.0, "Smithy RPC v2".
  static func obeysTimestampFormat(_ wireProtocol: WireProtocol) -> Bool {
    switch wireProtocol {
    case .rpcv2Cbor, .rpcv2Json: false
    default: true
    }
  }

  /// The trait that names members of bodies; protocols without one use the members' own names.
  static func nameTrait(_ wireProtocol: WireProtocol) -> String? {
    switch wireProtocol {
    case .restJson1, .httpJson: TraitID.jsonName
    case .restXml, .awsQuery, .ec2Query: TraitID.xmlName
    case .awsJson1_0, .awsJson1_1, .rpcv2Json, .rpcv2Cbor: nil
    }
  }

  /// Whether names of operations on the wire begin with the service's name.
  static func namesService(_ wireProtocol: WireProtocol) -> Bool {
    switch wireProtocol {
    case .awsJson1_0, .awsJson1_1, .rpcv2Json, .rpcv2Cbor: true
    default: false
    }
  }
}

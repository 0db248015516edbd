internal import AssayModel

/// The type of a shape of a model.
enum SmithyType: String, CaseIterable {
  case blob, boolean, string, byte, short, integer, long, float, double, bigInteger, bigDecimal
  case timestamp, document
  case `enum`, intEnum
  case list, set, map, structure, union
  case service, operation, resource

  /// The built-in type that a simple shape has.
  var simple: SimpleType? { SimpleType(rawValue: rawValue) }

  /// Whether members have names of the model's choice.
  var hasNamedMembers: Bool {
    switch self {
    case .structure, .union, .enum, .intEnum: true
    default: false
    }
  }

  /// Whether a member can target a shape of this type.
  var isData: Bool {
    switch self {
    case .service, .operation, .resource: false
    default: true
    }
  }
}

/// A member of a structure, union or enumeration, or `member`, `key` or `value` of a list or map.
struct SmithyMember {
  /// Its name.
  var name: String
  /// Absolute identifier of the target; `nil` where the model leaves it to a mixin.
  var target: String?
  /// Where the target is written, or the member where it is not.
  var targetOrigin: Origin
  /// Traits of the member itself.
  var traits: SmithyTraits
  /// Where the member is defined.
  var origin: Origin
}

/// A shape of a model.
struct SmithyShape {
  /// Absolute identifier.
  var id: String
  /// Its type.
  var type: SmithyType
  /// Members in order.
  var members: [SmithyMember] = []
  /// Traits in order.
  var traits = SmithyTraits()
  /// Everything else: `operations`, `input`, `version`, …
  var properties = Mapping()
  /// Mixins in order; empty once they are resolved.
  var mixins: [ShapeReference] = []
  /// Where it is defined.
  var origin: Origin

  /// The identifier behind the `#`.
  var localName: String { ShapeReference.localName(of: id) }
}

/// A place that names a shape.
struct ShapeReference {
  /// Absolute identifier.
  var target: String
  /// Where it is written.
  var origin: Origin

  /// What stands behind the `#` of an identifier.
  static func localName(of id: String) -> String {
    guard let hash = id.utf8.firstIndex(of: UInt8(ascii: "#")) else { return id }
    return String(id[id.utf8.index(after: hash)...])
  }

  /// What stands before the `#`; empty where there is none.
  static func namespace(of id: String) -> String {
    guard let hash = id.utf8.firstIndex(of: UInt8(ascii: "#")) else { return "" }
    return String(id[..<hash])
  }
}

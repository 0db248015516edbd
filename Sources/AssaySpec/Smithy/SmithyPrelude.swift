/// The shapes of `smithy.api` that every model may target without defining them.
///
/// Source: Smithy 2.0, "Prelude model"; Smithy 1.0 has the same ones, boxed or not.
enum SmithyPrelude {
  /// Namespace of the prelude.
  static let namespace = "smithy.api"

  /// The shape that stands for no value.
  static let unit = "smithy.api#Unit"

  /// The type of a simple shape of the prelude.
  static func type(of id: String) -> SmithyType? {
    guard ShapeReference.namespace(of: id).isExactly(namespace) else { return nil }
    return switch ShapeReference.localName(of: id) {
    case "String": .string
    case "Blob": .blob
    case "BigInteger": .bigInteger
    case "BigDecimal": .bigDecimal
    case "Timestamp": .timestamp
    case "Document": .document
    case "Boolean", "PrimitiveBoolean": .boolean
    case "Byte", "PrimitiveByte": .byte
    case "Short", "PrimitiveShort": .short
    case "Integer", "PrimitiveInteger": .integer
    case "Long", "PrimitiveLong": .long
    case "Float", "PrimitiveFloat": .float
    case "Double", "PrimitiveDouble": .double
    default: nil
    }
  }

  /// Whether a shape of the prelude always has a value: Smithy 1.0's primitives.
  static func isPrimitive(_ id: String) -> Bool { id.hasPrefix("smithy.api#Primitive") }
}

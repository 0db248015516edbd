/// The built-in types of a contract, named as Smithy 2.0 names its simple types.
///
/// Source: Smithy 2.0, "Simple types".
public enum SimpleType: String, Sendable, Hashable, CaseIterable {
  case string, boolean, byte, short, integer, long, float, double, bigInteger, bigDecimal
  case timestamp, blob, document

  /// The built-in shape of this type: every contract's shapes begin with these, in this order.
  public var shapeID: ShapeID {
    ShapeID(SimpleType.allCases.firstIndex(of: self) ?? 0)
  }

  /// Whether values are numbers.
  public var isNumeric: Bool { isInteger || isFractional }

  /// Whether values are whole numbers.
  public var isInteger: Bool {
    switch self {
    case .byte, .short, .integer, .long, .bigInteger: true
    default: false
    }
  }

  /// Whether values may have a fraction.
  public var isFractional: Bool {
    switch self {
    case .float, .double, .bigDecimal: true
    default: false
    }
  }

  /// The least and greatest value of a fixed-width integer type.
  public var integerBounds: ClosedRange<Int64>? {
    switch self {
    case .byte: -128...127
    case .short: -32_768...32_767
    case .integer: -2_147_483_648...2_147_483_647
    case .long: Int64.min...Int64.max
    default: nil
    }
  }
}

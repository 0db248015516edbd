/// What values one place of the contract may have, flattened for the runner.
///
/// A plan is a table of nodes that refer to each other by index, so recursive shapes are cycles of
/// indices. What is needed only when something is wrong (origins, names, each constraint by itself)
/// stands in ``NodeInfo``, at the same index. For
///
///     ReferenceStoreId: { type: string, length: 10..36, pattern: '[0-9]+' }
///
/// the node is `op: string, lengthMin: 10, lengthMax: 36, screen: set`, its `screenIndex` the set of
/// the ten digits.
struct Node: BitwiseCopyable {
  var op: Op
  /// The quick test of an ASCII string. Passing it is proof; failing it calls for the slow one.
  var screen: Screen
  var format: Format
  var flags: Flags
  /// Index in the table that `screen` names. Map: the first of its ``MapKey``s.
  var screenIndex: Int32 = -1
  /// List: node of the elements. Map: node of the values. Structure, union: index of its
  /// ``StructTable``.
  var child: Int32 = -1
  /// Map: node of the keys.
  var key: Int32 = -1
  /// Index in the relations table; -1 where no relation looks here.
  var tap: Int32 = -1
  /// Inclusive bounds of the length; of a string in scalars.
  var lengthMin: Int
  var lengthMax: Int
  /// Inclusive bounds of an integer, the width of its type included.
  var integerMin: Int64
  var integerMax: Int64

  init(op: Op) {
    self.op = op
    screen = .none
    format = .none
    flags = []
    lengthMin = 0
    lengthMax = .max
    integerMin = .min
    integerMax = .max
  }

  /// The kind of value.
  enum Op: UInt8, BitwiseCopyable {
    case document, string, boolean, integer, bigInteger, float, double, bigDecimal
    case timestamp, blob, list, map, structure, union
  }

  /// Quick tests of ASCII strings.
  enum Screen: UInt8, BitwiseCopyable {
    /// Any string will do.
    case none
    /// Characters out of one set.
    case set
    /// Some literal text, then characters out of one set.
    case prefixSet
    /// One of some values.
    case enumeration
    /// Only the slow test can tell.
    case general
  }

  /// How a timestamp travels.
  enum Format: UInt8, BitwiseCopyable {
    case none, dateTime, httpDate, epochSeconds
  }

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let sensitive = Flags(rawValue: 1)
    static let sparse = Flags(rawValue: 2)
    static let unique = Flags(rawValue: 4)
    /// A numeric range that is not told by `integerMin` and `integerMax` alone.
    static let exactRange = Flags(rawValue: 8)
    /// An integer out of a closed set.
    static let intEnum = Flags(rawValue: 16)
    /// A blob or string that is a whole payload and is not checked as text.
    static let streaming = Flags(rawValue: 32)
    /// A number that travels as a JSON string.
    static let quoted = Flags(rawValue: 64)
  }
}

/// The quick test of one repeated character class behind a literal, for ``Node/Screen``.
struct ScreenTable: BitwiseCopyable {
  /// Literal text that the string begins with, in the plan's literals.
  var prefixStart: Int32
  var prefixCount: Int32
  /// Index of the ASCII set in the plan's sets.
  var set: Int32
  /// Index of the class for characters that are not ASCII; -1 where none is known.
  var characterClass: Int32
  /// Inclusive bounds of the number of characters behind the prefix.
  var minimum: Int
  var maximum: Int
}

/// A key of a map whose value relations look at: other than the rest, it has a node of its own.
struct MapKey: BitwiseCopyable {
  /// The key, in the plan's literals.
  var start: Int32
  var count: Int32
  /// Node of its value.
  var node: Int32
  /// The next one of the same map; -1 where this is the last.
  var next: Int32
}

/// Values of an enumeration by hash, for ``Node/Screen/enumeration``.
struct EnumTable: BitwiseCopyable {
  /// First slot in the plan's enum slots.
  var slotStart: Int32
  /// Number of slots less one.
  var slotMask: Int32
}

/// One value of an enumeration, in the plan's literals; `count` -1 marks a free slot.
struct EnumSlot: BitwiseCopyable {
  var start: Int32
  var count: Int32
}

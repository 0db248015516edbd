internal import AssayModel

/// The `type` of a shape.
enum BotocoreType: Equatable {
  case simple(SimpleType)
  case list
  case map
  case structure

  /// The type that a model means by a word; older models write some differently.
  init?(_ word: String) {
    switch word {
    case "structure": self = .structure
    case "list": self = .list
    case "map": self = .map
    case "character": self = .simple(.string)
    case "biginteger": self = .simple(.bigInteger)
    case "bigdecimal": self = .simple(.bigDecimal)
    default:
      guard let type = SimpleType(rawValue: word) else { return nil }
      self = .simple(type)
    }
  }

  /// The word for the type.
  var word: String {
    switch self {
    case .simple(let type): type.rawValue
    case .list: "list"
    case .map: "map"
    case .structure: "structure"
    }
  }

  /// All words, for suggestions.
  static var words: [String] {
    ["structure", "list", "map"] + SimpleType.allCases.map(\.rawValue)
  }

  /// What `min` and `max` bound; `nil` where they mean nothing.
  var bounds: Bounds? {
    switch self {
    case .list, .map, .simple(.string), .simple(.blob): .length
    case .simple(let type): type.isNumeric ? .range : nil
    case .structure: nil
    }
  }

  enum Bounds {
    case length
    case range
  }
}

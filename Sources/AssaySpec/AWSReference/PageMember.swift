internal import AssayModel

/// A member as a page describes it.
struct PageMember {
  /// Least and greatest of something, with its place.
  struct Bounds {
    var min: Numeral?
    var max: Numeral?
    var range: Range<Int>
  }

  /// A text with its place.
  struct Text {
    var text: String
    var range: Range<Int>
  }

  var name: String
  var range: Range<Int>
  var documentation: String?
  var type: PageType?
  var required: (value: Bool, range: Range<Int>)?
  var length: Bounds?
  var valueRange: Bounds?
  var arrayMembers: Bounds?
  var mapEntries: Bounds?
  var pattern: Text?
  var validValues: [Text] = []
  var keyLength: Bounds?
  var keyPattern: Text?
  var validKeys: [Text] = []
  var valueLength: Bounds?
  var valuePattern: Text?
  /// The page says that exactly one member of the object is there.
  var isUnion = false
  var isDeprecated = false
}

/// The lines of a description that say something exact.
enum PageField: CaseIterable {
  case type, length, range, pattern, values, arrayMembers, mapEntries, keyLength, keyPattern, keys
  case valueLength, valuePattern, required, defaultValue, union, deprecatedParameter
  case deprecatedMember, status

  var phrase: StaticString {
    switch self {
    case .type: "Type:"
    case .length: "Length Constraints:"
    case .range: "Valid Range:"
    case .pattern: "Pattern:"
    case .values: "Valid Values:"
    case .arrayMembers: "Array Members:"
    case .mapEntries: "Map Entries:"
    case .keyLength: "Key Length Constraints:"
    case .keyPattern: "Key Pattern:"
    case .keys: "Valid Keys:"
    case .valueLength: "Value Length Constraints:"
    case .valuePattern: "Value Pattern:"
    case .required: "Required:"
    case .defaultValue: "Default value:"
    case .union:
      "Note: This object is a Union. Only one member of this object can be specified or returned."
    case .deprecatedParameter: "This parameter has been deprecated."
    case .deprecatedMember: "This member has been deprecated."
    case .status: "HTTP Status Code:"
    }
  }

  private static let all = allCases.map { (field: $0, words: PageText.words($0.phrase)) }

  /// The field that begins at an index, and where its value begins.
  static func at(_ index: Int, in text: PageText, to end: Int) -> (field: PageField, end: Int)? {
    let first = text.bytes[index]
    // `Content-Type:` is no type.
    if index > 0, text.bytes[index - 1] == UInt8(ascii: "-") { return nil }
    for (field, words) in all where words[0].first == first {
      if let stop = text.match(words, at: index, to: end) { return (field, stop) }
    }
    return nil
  }
}

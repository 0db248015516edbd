internal import AssayModel

/// A place of a message that values can be put in.
struct Site {
  /// What the value is to what holds it.
  enum Role: Hashable {
    case member
    /// A member of a union: without it the union has none.
    case choice
    case item(isSparse: Bool)
    case key
    case value(isSparse: Bool)
  }

  /// The member of the message that it is, or is inside of.
  var place: MessageLayout.Place
  var part: Violation.Part
  var medium: Medium
  /// Its part of identifiers: `query.nextToken`, `body.filter.status`.
  var idPath: String
  /// Its path as the contract writes it.
  var path: String
  /// Pointer of its violations.
  var pointer: String
  var node: Int
  var role: Role
  var required: Marker?
  var memberOrigin: Origin
  /// The path from the input for bindings; empty where none can lead here.
  var steps: [MemberPath.Step]
  /// How deep it is inside its member.
  var depth: Int
  /// The message with a value there; `nil` takes the member away.
  var embed: (JSONValue?) -> MessageValue
}

/// A message that cases vary: the request, the successful answer, or the answer with an error.
struct Frame {
  enum Kind: Hashable {
    case request
    case response
    case error(Int)
  }

  var kind: Kind
  var layout: MessageLayout
  /// What every case starts from: required members alone.
  var base: MessageValue
  /// What identifiers have before the place.
  var prefix: String
  /// Members that are known to exist with one value only.
  var bound: Set<String> = []

  var direction: Case.Direction { kind == .request ? .request : .response }

  var bodyPart: Violation.Part { kind == .request ? .requestBody : .responseBody }
  var headerPart: Violation.Part { kind == .request ? .requestHeader : .responseHeader }
}

/// RFC 6901.
enum Pointer {
  static func token(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return "/" + key }
    var out = "/"
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": out += "~0"
      case "/": out += "~1"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

internal import AssayModel

/// A value put in the place of a sound one, and what it stands for.
struct Variant: Sendable {
  /// What the value is to be taken for.
  enum Judgement: Sendable {
    /// Find out: show the value to every constraint of its place.
    case judged
    /// It keeps the contract.
    case valid
    /// It breaks the contract in these ways.
    case breaks([Break])
    /// The standards leave it open; where a policy is strict it breaks the contract in these ways.
    case open(reason: String, policy: String?, strict: [Break])
  }

  /// A broken constraint, by where it is from the place on.
  struct Break: Sendable, Hashable {
    var constraint: ConstraintKind
    var suffix = ""
  }

  /// The constraint it is about.
  var constraint: ConstraintKind
  /// Its name among the variants of the constraint: the last part of an identifier.
  var name: String
  /// The value; `nil` for none at all.
  var value: JSONValue?
  var judgement = Judgement.judged
  /// The line of the contract.
  var origin = Origin.none
  var notes: [Case.Note] = []

  init(
    _ constraint: ConstraintKind, _ name: String, _ value: JSONValue?,
    _ judgement: Judgement = .judged, origin: Origin = .none, notes: [Case.Note] = []
  ) {
    self.constraint = constraint
    self.name = name
    self.value = value
    self.judgement = judgement
    self.origin = origin
    self.notes = notes
  }

  /// Breaks its constraint at the place itself.
  static func breaking(
    _ constraint: ConstraintKind, _ name: String, _ value: JSONValue?, origin: Origin = .none
  ) -> Variant {
    Variant(
      constraint, name, value, .breaks([Break(constraint: constraint)]), origin: origin)
  }
}

/// How the values of a place travel, as far as it decides what can be put there.
enum Medium: Sendable, Hashable {
  case json
  case path
  case query
  case header
  /// The value is part of a field's name.
  case headerName
  /// The whole body is the text.
  case payloadText
  /// The whole body is the bytes.
  case payloadBytes

  /// Whether values are texts and not JSON.
  var isText: Bool { self != .json }

  /// Whether a string can stand there at all.
  func holds(_ text: String) -> Bool {
    switch self {
    case .json, .query: true
    // An empty label matches nothing, and dots are taken away on the way.
    case .path: !text.isEmpty && text != "." && text != ".."
    case .header: JSONValue.string(text).isHeaderSafe
    case .headerName: !text.isEmpty && text.utf8.allSatisfy(Self.isTokenByte)
    case .payloadText, .payloadBytes: !text.isEmpty
    }
  }
}

extension Medium {
  /// Characters of header names (RFC 9110, `tchar`).
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// Names of values inside identifiers: short, of visible ASCII, without the separator.
enum NameText {
  static func escaped(_ text: String) -> String {
    var out = ""
    var count = 0
    for scalar in text.unicodeScalars {
      count += 1
      if count > 60 {
        // Long values are told apart by a hash of all of them.
        return out + "~" + String(hash(text), radix: 16)
      }
      switch scalar {
      case "/": out += "~1"
      case "~": out += "~0"
      case "!"..."}": out.unicodeScalars.append(scalar)
      default: out += name(scalar.value)
      }
    }
    return out.isEmpty ? "empty" : out
  }

  /// `U+0041`.
  static func name(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// FNV-1a, 64 bits: the same everywhere and always.
  static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}

/// A JSON value as the reference sees it: a tree with offsets that keeps what real decoders drop.
///
/// Duplicate members stay in order, numbers keep their text, strings their bytes. Where the text
/// breaks off, the tree holds what was read up to there.
package struct JSONNode: Sendable {
  /// What was read.
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    case number([UInt8])
    case string(JSONText)
    case array([JSONNode])
    case object([JSONMember])
  }

  /// The value.
  package var kind: Kind
  /// Offset of its first byte.
  package var offset: Int
  /// Whether it was read to its end; only arrays and objects can be left open.
  package var isComplete: Bool
}

/// A string of a JSON text, escapes undone.
package struct JSONText: Sendable {
  /// UTF-8 where the string is well-formed. Ill-formed bytes stay as they are; a lone surrogate
  /// escape is the three bytes that UTF-8 would give it.
  package var bytes: [UInt8]
  /// The same for people: each lone surrogate escape is U+FFFD, ill-formed bytes are repaired.
  package var display: String
  /// Whether it is Unicode text.
  package var isWellFormed: Bool
  /// Offset of the opening quote.
  package var offset: Int
}

/// A member of an object whose key and colon were read.
package struct JSONMember: Sendable {
  /// The key.
  package var key: JSONText
  /// The value; `nil` where the text broke off before it began, or inside a scalar.
  package var value: JSONNode?
  /// Whether what stands in the value's place begins as `null` does.
  package var beginsAsNull = false
}

/// What became of a text.
package struct JSONReading: Sendable {
  /// Why and where reading stopped before the end.
  package struct Break: Sendable {
    /// Where reading stopped.
    package var offset: Int
    /// The innermost value being read.
    package var pointer: String
    /// The nesting limit was reached; otherwise the text is not JSON.
    package var isLimit: Bool
  }

  /// The document, or what was read of it.
  package var root: JSONNode?
  /// Where it broke off.
  package var failure: Break?
}

/// One step of a pointer, escaped.
package func pointerToken(_ text: String) -> String {
  var token = "/"
  for scalar in text.unicodeScalars {
    switch scalar {
    case "~": token += "~0"
    case "/": token += "~1"
    default: token.unicodeScalars.append(scalar)
    }
  }
  return token
}

/// Escape sequences of a terminal (ECMA-48, SGR), or nothing where colour is not wanted.
package struct Colour: Sendable {
  /// What a piece of text is.
  package enum Role: String, Sendable {
    case bold = "1"
    case faint = "2"
    case error = "1;31"
    case warning = "1;35"
    case hint = "1;36"
    case good = "32"
  }

  private let isOn: Bool

  /// Creates colours that show, or that do not.
  package init(isOn: Bool) { self.isOn = isOn }

  /// A text in the colour of its role.
  package func paint(_ text: String, _ role: Role) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(role.rawValue)m\(text)\u{1B}[0m" : text
  }
}

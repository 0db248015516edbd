/// Why a text is not JSON, or not the JSON that was asked for.
@usableFromInline
package struct JSONError: Error, Sendable, Hashable {
  /// Position of the first byte that is wrong; the text's length where it ends too early.
  @usableFromInline package var offset: Int
  /// What is wrong there.
  @usableFromInline package var problem: Problem

  /// What can be wrong.
  @usableFromInline
  package enum Problem: UInt8, Sendable, Hashable, CaseIterable {
    case expectedValue
    case expectedObject
    case expectedArray
    case expectedString
    case expectedNumber
    case expectedName
    case expectedColon
    case expectedCommaOrBrace
    case expectedCommaOrBracket
    case expectedEnd
    case brokenNumber
    case brokenLiteral
    case brokenEscape
    case controlCharacter
    case unexpectedEnd
    case tooDeep
  }

  /// Creates an error.
  @inlinable
  package init(_ problem: Problem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

extension JSONError.Problem: CustomStringConvertible {
  @usableFromInline package var description: String {
    switch self {
    case .expectedValue: "expected a value"
    case .expectedObject: "expected an object"
    case .expectedArray: "expected an array"
    case .expectedString: "expected a string"
    case .expectedNumber: "expected a number"
    case .expectedName: "expected a member's name in quotation marks"
    case .expectedColon: "expected `:` after a member's name"
    case .expectedCommaOrBrace: "expected `,` or `}` after a member"
    case .expectedCommaOrBracket: "expected `,` or `]` after an element"
    case .expectedEnd: "expected nothing more behind the document"
    case .brokenNumber: "this is no JSON number"
    case .brokenLiteral: "expected `true`, `false` or `null`"
    case .brokenEscape: "this is no escape sequence"
    case .controlCharacter: "a control character stands unescaped in a string"
    case .unexpectedEnd: "the text ends inside a value"
    case .tooDeep: "values are nested too deeply"
    }
  }
}

/// A part of a contract that a comment can stand above.
package enum ContractElement: Hashable, Sendable {
  /// The file: the comment stands at its top.
  case file
  /// An operation.
  case operation(String)
  /// Behind the last key of an operation: what might be added to it.
  case operationEnd(String)
  /// A member of an operation's input.
  case input(operation: String, member: String)
  /// A member of an operation's output.
  case output(operation: String, member: String)
  /// A named shape.
  case shape(String)
  /// A member of a named shape.
  case member(shape: String, member: String)
  /// An error.
  case error(String)
}

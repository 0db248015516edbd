/// What cases are derived, and how.
package struct CaseOptions: Sendable, Hashable {
  /// Which halves of exchanges there are cases for.
  package var directions: Set<Case.Direction> = [.request, .response]
  /// Values that are known to exist.
  package var bindings = Bindings()
  /// Whether what the standards leave open is held to the contract's policies.
  package var isStrict = false
  /// How many members are combined at a time, with all their values: 2 for pairs, 3 for triples; 0
  /// for no combinations.
  package var strength = 2
  /// Places of one message that get every case; those beyond get none, which is said.
  package var placeLimit = 4000
  /// How often the same shape gets every case in one message; beyond that it gets a few.
  package var repeatLimit = 6
  /// Greatest length of a body in bytes.
  package var bodyLimit = 4 << 20

  /// Pages that one round of a walk reads before it gives up.
  package var pageLimit = 500

  /// Creates the options that hold where nobody states others.
  package init() {}
}

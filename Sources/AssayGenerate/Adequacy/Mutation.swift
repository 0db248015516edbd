package import AssayModel

/// One small change of a contract, such as an implementation that got one line wrong would keep.
package struct Mutation: Sendable {
  /// What kind of change it is. The raw value is the name in every report.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case lengthMinimum = "length minimum moved"
    case lengthMaximum = "length maximum moved"
    case lengthDropped = "length dropped"
    case rangeMinimum = "range minimum moved"
    case rangeMaximum = "range maximum moved"
    case rangeDropped = "range dropped"
    case requiredDropped = "required dropped"
    case requiredAdded = "required added"
    case enumRemoved = "enum value removed"
    case enumAdded = "enum value added"
    case enumDropped = "enum opened"
    case patternWidened = "pattern class widened"
    case patternNarrowed = "pattern class narrowed"
    case patternCount = "pattern repetition moved"
    case patternBranch = "pattern branch dropped"
    case patternMatch = "pattern search for whole"
    case patternDropped = "pattern dropped"
    case typeChanged = "type changed"
    case formatChanged = "timestamp format changed"
    case uniqueItems = "unique items changed"
    case sparse = "sparse changed"
    case unionOpened = "union opened"
    case memberDropped = "member dropped"
    case memberRenamed = "member renamed"
    case statusChanged = "status changed"
    case errorStatus = "error status changed"
    case errorDropped = "error dropped"
    case errorRenamed = "error renamed"
    case relationDropped = "relation dropped"
    case relationChanged = "relation turned round"
    case routeChanged = "method or path changed"
    case policyChanged = "policy changed"
  }

  /// What kind of change it is.
  package var kind: Kind
  /// Where: the name of a shape, member, error or operation.
  package var place: String
  /// What was changed to what, in a few words.
  package var detail: String
  /// The line that was changed.
  package var origin: Origin
  /// Why no case could tell the change, where that can be known beforehand.
  package var excuse: String?
  /// Makes the change.
  package var apply: @Sendable (inout Contract) -> Void

  init(
    _ kind: Kind, _ place: String, _ detail: String, _ origin: Origin, excuse: String? = nil,
    apply: @escaping @Sendable (inout Contract) -> Void
  ) {
    self.kind = kind
    self.place = place
    self.detail = detail
    self.origin = origin
    self.excuse = excuse
    self.apply = apply
  }
}

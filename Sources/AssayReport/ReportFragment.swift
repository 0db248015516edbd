package import AssayModel

/// What a report shows of some results that follow each other: made where the exchanges are checked,
/// many at once, and handed to ``Report/append(_:)`` in the order of the exchanges.
package struct ReportFragment: Sendable {
  /// Text that is finished.
  package internal(set) var bytes: [UInt8] = []
  /// How many pieces ``bytes`` has, where the format counts them.
  var pieces = 0
  /// Pieces left out of ``bytes``, because there were too many.
  var omittedPieces = 0
  /// Violations by the line of the contract that they break.
  var groups: ViolationGroups
  private let format: any Format

  init(format: any Format, options: ReportOptions) {
    self.format = format
    groups = ViolationGroups(exampleLimit: options.exampleLimit)
  }

  /// Adds a result, which must follow the last one that was added.
  package mutating func add(_ result: ExchangeResult) {
    format.render(result, into: &self)
  }

  /// Empties the fragment and keeps its memory.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    pieces = 0
    omittedPieces = 0
    groups.removeAll()
  }
}

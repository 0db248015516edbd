internal import AssayEngine
internal import AssayGenerate
internal import AssayModel

/// How an operation's answers are cut into pages.
struct Pages: Sendable {
  let items: MemberPath
  let counts: ClosedRange<Int>
  let pagination: Pagination?
  let form: TokenForm?

  /// Items of a page where neither request nor contract limit it.
  static let usual = 10

  init?(_ model: OperationModel) {
    guard let path = Self.itemsPath(model), let counts = model.itemCounts(at: path) else {
      return nil
    }
    items = path
    self.counts = counts
    pagination = model.operation.pagination
    form = pagination.flatMap { TokenForm(model, $0) }
  }

  /// The list that an operation lists; `nil` where it lists none.
  static func itemsPath(_ model: OperationModel) -> MemberPath? {
    let path = model.operation.pagination.flatMap { $0.items ?? model.onlyList }
    guard let path, model.itemCounts(at: path) != nil,
      path.steps.allSatisfy({ if case .member = $0 { true } else { false } })
    else { return nil }
    return path
  }

  /// How many items a page has at most for a request; `nil` where it takes all of them.
  func size(_ values: MessageValue, _ model: OperationModel) -> Int {
    guard form != nil else { return counts.upperBound }
    var size: Int?
    if let limit = pagination?.limit, let text = RequestValues.text(values, at: limit) {
      size = Int(text)
    }
    if let limit = model.countLimit(at: items, values) { size = min(size ?? limit, limit) }
    return max(1, min(size ?? max(Self.usual, counts.lowerBound), counts.upperBound))
  }
}

internal import AssayModel

/// What a walk needs to know of its operation.
struct WalkPlan: Sendable {
  /// Where to go from one page to the next.
  struct Paging: Sendable {
    var input: MemberPath
    var output: MemberPath
  }

  /// A filter: a relation whose right side can be chosen.
  struct Filter: Sendable {
    var relation: Relation
    var left: MemberPath
    /// The steps from an item to the value that is compared.
    var inner: ArraySlice<MemberPath.Step>
    var operand: MemberPath
    var leftNode: Int
    var rightNode: Int
  }

  var model: OperationModel
  /// The request without token, size and filters.
  var base: MessageValue
  /// The list of items in the output.
  var items: MemberPath
  var itemNode: Int
  var paging: Paging?
  var limit: MemberPath?
  /// Sizes of pages by name, the one with the fewest pages first; `nil` for the server's own.
  var sizes: [(name: String, size: Int64?)] = []
  var filters: [Filter] = []
  /// A token that keeps the contract and that no server gave out.
  var invented: JSONValue?
  /// Pages of one round.
  var pageLimit: Int

  /// A request with a size of pages and a token.
  func request(
    _ message: MessageValue, size: Int64?, token: JSONValue?
  ) -> MessageValue {
    var message = message
    if let size, let limit {
      message =
        model.replacing(message, model.input, limit) { _, _ in .number("\(size)") } ?? message
    }
    if let token, let paging {
      message = model.replacing(message, model.input, paging.input) { _, _ in token } ?? message
    }
    return message
  }

  /// What tells an item from others: what its members say that are names, where it has such.
  func key(_ item: JSONValue) -> [UInt8] {
    guard case .object(let entries) = item else { return item.json }
    var key: [UInt8] = []
    for entry in entries {
      switch entry.value {
      case .string, .number: break
      default: continue
      }
      let name = entry.key.utf8.map(\.lowercasedASCII)
      guard Self.names.contains(where: { name.suffix($0.count) == $0[...] }) else { continue }
      key += JSONValue.string(entry.key).json + [UInt8(ascii: ":")] + entry.value.json
    }
    return key.isEmpty ? item.json : key
  }

  private static let names = ["id", "arn", "name", "version", "key", "identifier"]
    .map { Array($0.utf8) }

  /// The values of an item that a filter looks at.
  func values(_ item: JSONValue, _ filter: Filter) -> [JSONValue] {
    model.values(inside: item, itemNode, filter.inner)
  }
}

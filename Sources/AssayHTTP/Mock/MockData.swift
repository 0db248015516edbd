package import AssayGenerate
internal import AssayModel

/// What a mock serves besides what it generates: a user's own items and answers.
package struct MockData: Sendable, Hashable {
  /// What one operation serves.
  package struct Entry: Sendable, Hashable {
    /// Items of its pages; `nil` where they are generated.
    package var items: [JSONValue]?
    /// Members of its answers.
    package var answer = MessageValue()

    /// Creates an entry that says nothing.
    package init() {}
  }

  /// By name of operation.
  package var entries: [String: Entry] = [:]

  /// Creates data that say nothing.
  package init() {}

  /// Why a document cannot be served.
  package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// One clause for a person.
    package var description: String
  }

  /// Finds out what a document serves.
  ///
  /// A list is the items of the one operation with pages. An object is that operation's answer, or
  /// has an entry for each operation: a list of its items, or an object that is its answer.
  package init(_ document: JSONValue, _ models: [OperationModel]) throws(Problem) {
    let lists = models.filter { Pages.itemsPath($0) != nil }
    switch document {
    case .array(let items):
      guard lists.count == 1 else {
        throw Problem(
          description: "a list of items says not whose they are: the contract has "
            + "\(lists.count) operations that list; write {\"<operation>\": […]}")
      }
      try add(.array(items), to: lists[0])
    case .object(let entries):
      for entry in entries {
        if let model = models.first(where: { $0.operation.name.isExactly(entry.key) }) {
          try add(entry.value, to: model)
        } else if let model = Self.only(models, withOutput: entry.key) {
          try add(.object([entry]), to: model)
        } else {
          throw Problem(
            description: "`\(entry.key)` is neither an operation of the contract nor a member of "
              + "the answers of one operation alone")
        }
      }
    default: throw Problem(description: "neither a list of items nor an object of operations")
    }
  }

  private static func only(_ models: [OperationModel], withOutput name: String) -> OperationModel? {
    let found = models.filter { $0.outputNames.contains { $0.isExactly(name) } }
    return found.count == 1 ? found[0] : nil
  }

  private mutating func add(_ value: JSONValue, to model: OperationModel) throws(Problem) {
    let name = model.operation.name
    var entry = entries[name] ?? Entry()
    let path = Pages.itemsPath(model)
    switch value {
    case .array(let items):
      guard path != nil else {
        throw Problem(description: "`\(name)` lists nothing that the items could be served as")
      }
      entry.items = items
    case .object:
      let answer = model.output(of: value)
      if let path, case .array(let items)? = model.values(of: answer, at: path).first {
        entry.items = items
      }
      for member in answer.members { entry.answer[member.key] = member.value }
    default:
      throw Problem(description: "the entry of `\(name)` is neither a list nor an object")
    }
    entries[name] = entry
  }
}

import ArgumentParser
import AssayGenerate
import AssayModel
import AssaySpec

/// One `--set name=value`: a value that exists where cases are run.
struct SetOption: ExpressibleByArgument, Hashable {
  /// The member of the input: `referenceStoreId`, `filter.status`.
  let path: MemberPath
  /// Its value, as text.
  let value: String

  init?(argument: String) {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let path = MemberPath(String(halves[0])) else { return nil }
    self.path = path
    value = String(halves[1])
  }

  /// The values as bindings. A name that no operation has is a mistake of the command line.
  static func bindings(
    _ options: [SetOption], _ contract: Contract, _ operations: [Operation]
  ) throws(CommandFailure) -> Bindings {
    var bindings = Bindings()
    for option in options {
      let names = operations.flatMap { operation in
        (operation.input.map { contract[contract.base(of: $0)].members } ?? [])
          .flatMap { [$0.name, $0.nameOnWire] }
      }
      guard case .member(let name)? = option.path.steps.first,
        names.contains(where: { $0.utf8.elementsEqual(name.utf8) })
      else {
        let name = option.path.description
        let nearest = Suggestion.nearest(to: name, among: Set(names).sorted())
        throw .usage(
          "`--set \(name)`: no input has a member `\(name)`"
            + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
      }
      bindings.set(option.path, to: option.value)
    }
    return bindings
  }
}

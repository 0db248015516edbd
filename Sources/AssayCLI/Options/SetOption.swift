import ArgumentParser
import AssayGenerate
import AssayModel
import AssaySpec

/// One `--set name=value`: a value that exists where cases are run; or `--set file.yaml` with such.
struct SetOption: ExpressibleByArgument, Hashable {
  private enum Kind: Hashable {
    /// The member of the input, `referenceStoreId` or `filter.status`, and its value as text.
    case value(MemberPath, String)
    case file(String)
  }

  private let kind: Kind

  init?(argument: String) {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if halves.count == 2, let path = MemberPath(String(halves[0])) {
      kind = .value(path, String(halves[1]))
    } else if [".yaml", ".yml", ".json"].contains(where: argument.hasSuffix) {
      kind = .file(argument)
    } else {
      return nil
    }
  }

  /// The values as bindings. A name that no operation has is a mistake of the command line.
  static func bindings(
    _ options: [SetOption], _ contract: Contract, _ operations: [Operation]
  ) throws(CommandFailure) -> Bindings {
    var bindings = Bindings()
    let names = operations.flatMap { operation in
      (operation.input.map { contract[contract.base(of: $0)].members } ?? [])
        .flatMap { [$0.name, $0.nameOnWire] }
    }
    for option in options {
      for (path, value) in try option.values() {
        guard case .member(let name)? = path.steps.first,
          names.contains(where: { $0.utf8.elementsEqual(name.utf8) })
        else {
          let nearest = Suggestion.nearest(
            to: path.description, among: Set(names).sorted())
          throw .usage(
            "`--set \(path)`: no input has a member `\(path)`"
              + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
        }
        bindings.set(path, to: value)
      }
    }
    return bindings
  }

  private func values() throws(CommandFailure) -> [(MemberPath, String)] {
    switch kind {
    case .value(let path, let value): return [(path, value)]
    case .file(let path):
      let entries: [ValueFile.Entry]
      do throws(ValueFile.Problem) { entries = try ValueFile.read(path) } catch {
        throw .usage("`--set \(path)`: \(error)")
      }
      var values: [(MemberPath, String)] = []
      for entry in entries {
        guard let member = MemberPath(entry.path) else {
          throw .usage("`--set \(path)`: `\(entry.path)` is no path to a member")
        }
        values.append((member, entry.text))
      }
      return values
    }
  }
}

import ArgumentParser
import AssayGenerate
import AssayModel
import AssaySpec

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `--set member=value`, or `--set file.yaml` with such members.
struct SetOption: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
  }

  /// Adds what is set; the operations are there to tell a mistyped name.
  func apply(to bindings: inout Bindings, _ contract: Contract) throws(CommandFailure) {
    if let mark = text.firstIndex(of: "=") {
      let name = String(text[..<mark])
      try Self.set(name, String(text[text.index(after: mark)...]), &bindings, contract)
      return
    }
    guard text.hasSuffix(".yaml") || text.hasSuffix(".yml") || text.hasSuffix(".json") else {
      throw .usage("`--set \(text)` sets nothing; expected `member=value` or a YAML file")
    }
    let values: [ValueFile.Entry]
    do throws(ValueFile.Problem) { values = try ValueFile.read(text) } catch {
      throw .usage("`--set \(text)`: \(error)")
    }
    for entry in values { try Self.set(entry.path, entry.text, &bindings, contract) }
  }

  private static func set(
    _ name: String, _ value: String, _ bindings: inout Bindings, _ contract: Contract
  ) throws(CommandFailure) {
    guard let path = MemberPath(name) else {
      throw .usage("`--set`: `\(name)` is no path to a member")
    }
    guard case .member(let first)? = path.steps.first else { return }
    let known = contract.operations.flatMap { operation in
      operation.input.map { contract[contract.base(of: $0)].members } ?? []
    }
    let names = known.flatMap { [$0.name, $0.nameOnWire] }
    guard names.contains(where: { $0.utf8.elementsEqual(first.utf8) }) else {
      let nearest = Suggestion.nearest(to: first, among: names)
      throw .usage(
        "`--set`: no input has a member `\(first)`"
          + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
    }
    bindings.set(path, to: value)
  }
}

internal import AssayModel

/// Gives the shapes of a service names without namespaces, each a name of its own.
///
/// Source: Smithy 2.0, "Service closure" (`rename`).
struct SmithyNames {
  private var taken: Set<ExactString> = []
  /// How often a name was asked for that another shape has.
  private var repeats: [ExactString: Int] = [:]
  private var given: [ExactString: String] = [:]
  private var renames: [ExactString: (name: String, origin: Origin)] = [:]

  /// Reads the `rename` property of a service.
  mutating func read(renames node: Node?, diagnostics: inout DiagnosticSink) {
    guard let node else { return }
    guard let mapping = node.mapping else {
      diagnostics.error(
        "smithy.kind", "`rename` is a mapping, found \(node.kindName)", at: node.origin)
      return
    }
    for entry in mapping.entries {
      guard let name = entry.value.string, !name.isEmpty else {
        diagnostics.error(
          "smithy.kind", "a new name is a string, found \(entry.value.kindName)",
          at: entry.value.origin)
        continue
      }
      renames[ExactString(entry.key)] = (name, entry.keyOrigin)
    }
  }

  /// The name of a shape: its local one, or the one it is renamed to. Where another shape has that
  /// already, the namespace is put before it; names that a native file does not allow are changed.
  mutating func name(for id: String) -> String {
    let local =
      renames.removeValue(forKey: ExactString(id))?.name
      ?? ShapeReference.localName(of: id)
    let name = free(local) { ShapeReference.namespace(of: id) + "." + local }
    given[ExactString(id)] = name
    return name
  }

  /// A name for a variant of a shape that has a name.
  mutating func derived(from id: String, suffix: String) -> String {
    let base = (given[ExactString(id)] ?? ShapeReference.localName(of: id)) + suffix
    return free(base) { base }
  }

  /// Renamings of shapes that were not named, with their places, in the source's order.
  var unused: [(id: String, origin: Origin)] {
    renames.map { ($0.key.text, $0.value.origin) }
      .sorted { ($0.1.line, $0.1.column) < ($1.1.line, $1.1.column) }
  }

  private mutating func free(_ wanted: String, otherwise: () -> String) -> String {
    var name = wanted
    if name.hasPrefix("x-") || name.isEmpty { name = "_" + name }
    if SimpleType(rawValue: name) != nil { name += "_" }
    if taken.insert(ExactString(name)).inserted { return name }
    let base = otherwise()
    name = base
    while !taken.insert(ExactString(name)).inserted {
      let count = (repeats[ExactString(base)] ?? 1) + 1
      repeats[ExactString(base)] = count
      name = "\(base)_\(count)"
    }
    return name
  }
}

package import AssayModel
internal import AssayPattern

/// How much a contract says: the counts of `assay show --format json`.
///
/// The counts are those that another program gets from a botocore or Smithy model:
/// - ``shapes`` are all that are defined, by name or inline, structures of errors included; built-in
///   types are not. What an import writes inline is a shape of its model all the same.
/// - ``members`` are those of all structures and unions, inline ones included.
/// - ``required`` counts required members. The other constraints count what carries them: shapes,
///   and members, list elements, map keys and map values with constraints of their own.
/// - Patterns are counted by what became of them, each where it stands: those that compile as they
///   are written, those that compile once translated, and those that cannot be run. The three add up
///   to all patterns.
package struct ContractStatistics: Sendable, Hashable {
  /// Operations.
  package var operations = 0
  /// Shapes, named and inline.
  package var shapes = 0
  /// Members of structures and unions.
  package var members = 0
  /// Errors.
  package var errors = 0
  /// Required members.
  package var required = 0
  /// Shapes and members with a length.
  package var length = 0
  /// Shapes and members with a range.
  package var range = 0
  /// Shapes and members with at least one pattern.
  package var pattern = 0
  /// Enumerations, and shapes and members with a set of values beside their type.
  package var enumeration = 0
  /// Shapes and members whose items are unique.
  package var uniqueItems = 0
  /// Patterns that compile as they are written.
  package var compiledPatterns = 0
  /// Patterns that compile once translated.
  package var translatedPatterns = 0
  /// Patterns that cannot be run.
  package var unsupportedPatterns = 0

  /// Counts a contract.
  package init(_ contract: Contract) {
    operations = contract.operations.count
    errors = contract.errors.count
    let compiler = PatternCompiler()
    for shape in contract.shapes.dropFirst(Contract.builtInShapeCount) {
      shapes += 1
      members += shape.members.count
      required += shape.members.count { $0.required != nil }
      switch shape.kind {
      case .enumeration, .intEnumeration: enumeration += 1
      default: break
      }
      count(shape.constraints, compiler)
      for member in shape.allMembers { count(member.constraints, compiler) }
    }
  }

  private mutating func count(_ constraints: Constraints, _ compiler: PatternCompiler) {
    if constraints.length != nil { length += 1 }
    if constraints.range != nil { range += 1 }
    if constraints.allowed != nil { enumeration += 1 }
    if constraints.uniqueItems != nil { uniqueItems += 1 }
    if !constraints.patterns.isEmpty { pattern += 1 }
    for pattern in constraints.patterns {
      switch compiler.compile(pattern) {
      case .success(let compiled):
        if compiled.translation.notes.isEmpty {
          compiledPatterns += 1
        } else {
          translatedPatterns += 1
        }
      case .failure:
        unsupportedPatterns += 1
      }
    }
  }
}

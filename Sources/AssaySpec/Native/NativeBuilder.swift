internal import AssayModel

/// Builds one contract from native files, and reports all that is wrong with them on the way.
///
/// Names are declared first, so that they may be used before they are defined. A value that is
/// wrong is reported and left out or replaced by the nearest harmless one; building never stops.
struct NativeBuilder {
  var contract = Contract(service: "")
  var diagnostics = DiagnosticSink()
  /// Shapes whose type could not be read.
  var unknownShapes: Set<ShapeID> = []
  /// Shapes by name: built-in ones, those of `shapes`, and errors that have members.
  var shapeIDs: [ExactString: ShapeID] = [:]
  /// Names that the policy `invalid` gives, with their places.
  var refusals: [(name: String, origin: Origin)] = []
  /// Errors that took the place of a common one.
  var commonErrors: Set<ExactString> = []
  /// Where the errors are defined.
  var errorOrigins: [ExactString: Origin] = [:]
  /// The file that is being read.
  var file: NativeFile
  var files: [NativeFile]
  private var suggestions = Suggester()
  /// Names of types and shapes. Sorted, because which of two equally near names is offered must not
  /// change between runs.
  private(set) lazy var typeNames = shapeIDs.keys.map(\.text).sorted()

  init(files: [NativeFile]) {
    self.files = files
    file =
      files.first
      ?? NativeFile(
        document: Document(root: Node(kind: .null), format: .yaml, file: 0), isRoot: true)
    for type in SimpleType.allCases { shapeIDs[ExactString(type.rawValue)] = type.shapeID }
  }

  /// The contract of the files. It is complete only where no error was reported.
  mutating func build() -> Contract {
    readHeaders()
    let shapes = declareShapes()
    let errors = declareErrors()
    readOperations()
    for declaration in shapes {
      guard let id = declaration.id else { continue }
      file = files[declaration.file]
      contract[id] = readShape(declaration.entry, id: id)
    }
    for declaration in errors {
      file = files[declaration.file]
      readError(declaration.entry, shape: declaration.id)
    }
    checkRefusals()
    return contract
  }

  /// An entry of `shapes` or `errors`, and the identifier that is kept for its shape.
  struct Declaration {
    var entry: Mapping.Entry
    var file: Int
    var id: ShapeID?
  }

  /// The entries of a section of all files.
  mutating func section(_ key: String) -> [Declaration] {
    var result: [Declaration] = []
    for (position, file) in files.enumerated() {
      guard let node = file.mapping[key], !node.isNull else { continue }
      guard let entries = mapping(node, key)?.entries else { continue }
      result += entries.map { Declaration(entry: $0, file: position) }
    }
    return result
  }

  private mutating func declareShapes() -> [Declaration] {
    var declarations = section("shapes").filter { !$0.entry.key.hasPrefix("x-") }
    for index in declarations.indices {
      declarations[index].id = declare(declarations[index].entry)
    }
    return declarations
  }

  /// Errors that have members of their own are shapes too; others name one.
  ///
  /// A common error that is imported makes way for one of the same name that was defined before,
  /// which then is common too: AWS services give common errors a status of their own.
  private mutating func declareErrors() -> [Declaration] {
    var declarations = section("errors").filter { !$0.entry.key.hasPrefix("x-") }
    var known = Set<ExactString>()
    declarations.removeAll { declaration in
      let name = ExactString(declaration.entry.key)
      let isFirst = known.insert(name).inserted
      let makesWay =
        !isFirst && !files[declaration.file].isRoot
        && declaration.entry.value["common"]?.bool == true
      if makesWay { commonErrors.insert(name) }
      return makesWay
    }
    for index in declarations.indices where declarations[index].entry.value["type"] == nil {
      declarations[index].id = declare(declarations[index].entry)
    }
    return declarations
  }

  /// Keeps a place for a named shape; `nil` where the name cannot be had.
  private mutating func declare(_ entry: Mapping.Entry) -> ShapeID? {
    if entry.key.isEmpty {
      diagnostics.error("shape.name", "a shape needs a name", at: entry.keyOrigin)
      return nil
    }
    if let existing = shapeIDs[ExactString(entry.key)] {
      if existing.index < Contract.builtInShapeCount {
        diagnostics.error(
          "shape.reserved", "\(quoted(entry.key)) is a built-in type; choose another name",
          at: entry.keyOrigin)
      } else {
        diagnostics.error(
          "shape.duplicate", "the shape \(quoted(entry.key)) is defined twice",
          at: entry.keyOrigin,
          notes: [
            Diagnostic.Note(message: "it is defined here first", origin: contract[existing].origin)
          ])
      }
      return nil
    }
    let id = contract.add(
      Shape(name: entry.key, kind: .structure([]), origin: entry.keyOrigin))
    shapeIDs[ExactString(entry.key)] = id
    return id
  }

  /// The nearest known name, while there is time for it.
  mutating func suggest(_ name: String, among candidates: [String]) -> String? {
    suggestions.nearest(to: name, among: candidates)
  }
}

internal import AssayModel

/// Builds a contract from pages. What pages do not say stays open, and is said to.
struct ReferenceBuilder {
  var contract = Contract(service: "")
  var sink = DiagnosticSink()
  var report = ImportReport()
  var shapes: [ExactString: ShapeID] = [:]
  /// Shapes that have members from a page of their own, or from a sketch.
  private var defined: Set<ShapeID> = []
  private(set) var page: ReferencePage
  private let pages: [ReferencePage]

  init?(_ pages: [ReferencePage]) {
    guard let first = pages.first else { return nil }
    page = first
    self.pages = pages
  }

  /// The contract of all pages.
  mutating func build() -> Contract {
    for page in pages { report.leaveOpen(.uniqueItems, inFile: page.file) }
    readService()
    // A data type's own page says more of it than any sketch.
    for page in pages where page.isDataType {
      self.page = page
      readDataType()
    }
    for page in pages where page.isOperation {
      self.page = page
      readOperation()
    }
    for (name, id) in shapes.sorted(by: { $0.value < $1.value }) where !defined.contains(id) {
      report.add(
        .open, name.text, "its members are described on a page of their own",
        at: contract[id].origin)
      report.leaveOpen(.members, at: contract[id].origin)
    }
    return contract
  }

  private mutating func readService() {
    if let name = pages.lazy.compactMap(\.title.service).first {
      contract.service = name
    } else if let name = pages.lazy.compactMap(\.addressedService).first {
      contract.service = name
      report.add(.decided, "service", "`\(name)`, by the addresses of the page")
    } else {
      contract.service = "service"
      report.add(.open, "service", "no page names its service; it is called `service`")
    }
    let operations = pages.filter(\.isOperation)
    guard let operation = operations.first else {
      sink.error(
        "page.noOperation", "no page describes an operation",
        at: page.text.origin(page.title.nameRange))
      return
    }
    let syntaxes = [operation.request, operation.response].compactMap { $0 }
    if syntaxes.contains(where: \.isXML) {
      contract.wireProtocol = .restXml
    } else if operation.request?.method != nil {
      contract.wireProtocol = .restJson1
    } else if !syntaxes.isEmpty {
      contract.wireProtocol = .awsJson1_1
      report.add(
        .open, "targetPrefix",
        "pages do not say what `X-Amz-Target` begins with, nor whether the "
          + "version of the protocol is 1.0 or 1.1")
    } else {
      contract.wireProtocol = .awsQuery
    }
    report.add(.decided, "protocol", "`\(contract.wireProtocol.rawValue)`, by the request syntax")
  }

  // MARK: Named shapes

  /// The shape of a name, with the members of a sketch where it has none of its own.
  mutating func shape(
    named name: String, _ sketch: PageSketch?, isUnion: Bool, _ range: Range<Int>
  ) -> ShapeID {
    let id: ShapeID
    if let known = shapes[ExactString(name)] {
      id = known
    } else {
      id = contract.add(
        Shape(name: name, kind: .simple(.document), origin: page.text.origin(range)))
      shapes[ExactString(name)] = id
    }
    guard !defined.contains(id), let sketch, !sketch.members.isEmpty else { return id }
    defined.insert(id)
    let members = sketch.members.map { sketched($0) }
    contract[id].kind = isUnion ? .union(members) : .structure(members)
    return id
  }

  /// A member of which only the sketch is known.
  mutating func sketched(_ sketch: PageSketch.Member) -> Member {
    let origin = page.text.origin(sketch.range)
    var member = Member(name: sketch.name, target: SimpleType.document.shapeID, origin: origin)
    member.target = target(of: sketch.value, sketch.range)
    leaveOpen([.type, .required, .constraints], of: member)
    return member
  }

  /// Notes what the page does not say of a member.
  mutating func leaveOpen(_ facets: [ImportReport.Facet], of member: Member) {
    for facet in facets { report.leaveOpen(facet, at: member.origin) }
    if facets.contains(.type) {
      report.add(
        .open, member.name,
        "its type is only sketched, and nothing is said of what constrains it", at: member.origin)
    }
  }

  /// A shape that accepts what a sketch may stand for.
  mutating func target(of sketch: PageSketch, _ range: Range<Int>) -> ShapeID {
    switch sketch {
    case .string: return SimpleType.string.shapeID
    case .number: return SimpleType.double.shapeID
    case .boolean: return SimpleType.boolean.shapeID
    case .blob: return SimpleType.blob.shapeID
    case .elided: return SimpleType.document.shapeID
    case .named(let name): return shapes[ExactString(name)] ?? SimpleType.document.shapeID
    case .object(let members):
      let place = add(.structure([]), range)
      contract[place].kind = .structure(members.map { sketched($0) })
      return place
    case .map(let value):
      let place = add(.simple(.document), range)
      contract[place].kind = .map(
        key: Member(name: "key", target: SimpleType.string.shapeID),
        value: Member(name: "value", target: target(of: value, range)), sparse: false)
      return place
    case .list(let element):
      let place = add(.simple(.document), range)
      contract[place].kind = .list(
        element: Member(name: "member", target: target(of: element, range)), sparse: false)
      return place
    }
  }

  /// A shape that is written inline.
  mutating func add(_ kind: Shape.Kind, _ range: Range<Int>) -> ShapeID {
    contract.add(Shape(name: "", kind: kind, origin: page.text.origin(range)))
  }

  // MARK: Data types

  private mutating func readDataType() {
    guard let name = page.title.name else { return }
    let described = PageMemberReader.read(page.text, page.sections.ranges[.contents], names: nil)
    let id = shape(named: name, nil, isUnion: false, page.title.nameRange)
    guard defined.insert(id).inserted else { return }
    contract[id].traits.documentation = page.title.documentation
    let members = described.map { member($0, nil, isRequest: true) }
    let isUnion =
      page.title.documentation?.contains("This data type is a UNION") ?? false
    contract[id].kind = isUnion ? .union(members) : .structure(members)
  }
}

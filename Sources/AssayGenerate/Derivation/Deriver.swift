internal import AssayModel

/// Derives the cases of one operation: goes through the places of its messages and puts in each
/// what just keeps and what just breaks every constraint there.
struct Deriver {
  let model: OperationModel
  let options: CaseOptions
  let judge: Judge
  let names: RefusalNames
  private(set) var set = CaseSet()
  private var ids: Set<String> = []
  /// Where not `nil`, variants that break something are kept here, and no cases are made.
  var records: [VariantRecord]?
  /// Variants of strings, which are the same wherever a shape is used.
  var strings: [StringKey: StringVariants] = [:]

  struct StringKey: Hashable {
    var node: Int
    var medium: Medium
  }

  init(_ model: OperationModel, _ options: CaseOptions) {
    self.model = model
    self.options = options
    judge = Judge(blueprint: model.blueprint)
    names = RefusalNames(model.contract, errors: model.errors)
  }

  var contract: Contract { model.contract }
  var blueprint: Blueprint { model.blueprint }

  // MARK: - Messages

  /// Derives the cases of one message.
  mutating func derive(_ frame: Frame) {
    addProfiles(frame)
    for site in sites(of: frame) { derive(site, frame) }
    switch frame.kind {
    case .request: deriveRequest(frame)
    case .response, .error: deriveAnswer(frame)
    }
    if frame.layout.hasDocument, contract.wireProtocol.hasJSONBodies, isFull(frame) {
      deriveDocument(frame)
    }
  }

  /// Whether the text of a body is varied: once for all errors, which one parser reads.
  func isFull(_ frame: Frame) -> Bool {
    if case .error(let index) = frame.kind { index == 0 } else { true }
  }

  /// The message as it is, with all optional members, with nothing but what must be.
  private mutating func addProfiles(_ frame: Frame) {
    let subject = Case.Subject(
      part: frame.bodyPart, pointer: "", path: "", constraint: nil, boundary: "",
      source: location(model.operation.origin))
    add(frame, frame.base, "message/plain", subject, .valid)
    for profile in [ValueProfile.smallest, .typical, .largest] {
      guard var value = model.members(frame.layout, profile, 0) else { continue }
      if frame.kind == .request {
        var bound: MessageValue? = value
        options.bindings.apply(to: &bound, model)
        value = bound ?? value
      }
      add(frame, value, "message/\(profile.rawValue)", subject, .valid)
    }
  }

  // MARK: - Adding cases

  mutating func omit(_ place: String, _ reason: String, _ origin: Origin = .none) {
    set.omissions.append(
      CaseSet.Omission(
        place: place.isEmpty ? model.operation.name : "\(model.operation.name)/\(place)",
        reason: reason, source: location(origin)))
  }

  func location(_ origin: Origin) -> SourceLocation? { contract.sources.location(of: origin) }

  /// Adds the case of a value in a place.
  mutating func add(_ variant: Variant, at site: Site, _ frame: Frame) {
    guard travels(variant, at: site) else { return }
    var site = site
    if site.role == .key, case .string(let name)? = variant.value {
      // A violation of a parameter's name is at that name.
      switch site.place.location {
      case .queryMap: site.pointer = Pointer.token(name)
      case .headerMap: site.pointer = Pointer.token(site.place.wire + name)
      default: break
      }
    }
    guard let expectation = expectation(of: variant, at: site, frame) else { return }
    let subject = Case.Subject(
      part: site.part, pointer: site.pointer, path: site.path, constraint: variant.constraint,
      boundary: variant.name,
      source: location(variant.origin.isKnown ? variant.origin : site.memberOrigin))
    if records != nil {
      record(variant, site, subject, expectation)
      return
    }
    add(
      frame, site.embed(variant.value),
      "\(site.idPath)/\(variant.constraint.rawValue)/\(variant.name)", subject, expectation,
      notes: variant.notes)
  }

  private mutating func record(
    _ variant: Variant, _ site: Site, _ subject: Case.Subject, _ expectation: Case.Expectation
  ) {
    guard case .invalid = expectation, site.place.location != .status else { return }
    let name = site.place.member.name
    let value = site.embed(variant.value)[name]
    // Random messages stay small.
    guard value?.parameterText.count ?? 0 < 4096 else { return }
    records?.append(
      VariantRecord(
        member: name, value: value, subject: subject, expectation: expectation,
        notes: variant.notes))
  }

  /// Whether a variant can be told from others where it travels: in a field, an empty item of a list
  /// is none, and a comma begins the next.
  private func travels(_ variant: Variant, at site: Site) -> Bool {
    guard case .item = site.role, site.medium == .header, let value = variant.value else {
      return true
    }
    if case .string = blueprint[site.node].kind { return true }
    let text = value.parameterText
    guard !text.isEmpty else { return false }
    if case .timestamp = blueprint[site.node].kind, blueprint[site.node].format == .httpDate {
      return true
    }
    return !text.contains(UInt8(ascii: ","))
  }

  /// Adds the case of a message.
  mutating func add(
    _ frame: Frame, _ message: MessageValue, _ name: String, _ subject: Case.Subject,
    _ expectation: Case.Expectation, notes: [Case.Note] = [], choices: ChoiceSequence? = nil
  ) {
    switch frame.kind {
    case .request:
      add(
        model.writer.request(message, model.operation, frame.layout), frame, name, subject,
        expectation, notes: notes, choices: choices)
    case .response:
      add(
        model.writer.response(message, status: model.successStatus, frame.layout), frame, name,
        subject, expectation, notes: notes, choices: choices)
    case .error(let index):
      add(
        model.errorWire(index, message, form: .usual), frame, name, subject, expectation,
        notes: notes)
    }
  }

  /// Adds the case of a request in its parts.
  mutating func add(
    _ wire: WireRequest, _ frame: Frame, _ name: String, _ subject: Case.Subject,
    _ expectation: Case.Expectation, notes: [Case.Note] = [], choices: ChoiceSequence? = nil
  ) {
    guard wire.body?.count ?? 0 <= options.bodyLimit else {
      omit(frame.prefix + name, "the body would be longer than \(options.bodyLimit) bytes")
      return
    }
    var notes = notes
    if wire.isLarge { notes.append(.large) }
    if wire.headers.contains(where: { $0.field.value.contains { $0 >= 0x80 } }) {
      notes.append(.unusualHTTP)
    }
    insert(
      Case(
        id: "\(model.operation.name)/\(frame.prefix)\(name)", operation: model.operation.name,
        direction: .request, request: wire.request, subject: subject, expectation: expectation,
        notes: notes, choices: choices))
  }

  /// Adds the case of a response in its parts, with the request that it answers where that matters.
  mutating func add(
    _ wire: WireResponse, _ frame: Frame, _ name: String, _ subject: Case.Subject,
    _ expectation: Case.Expectation, notes: [Case.Note] = [], choices: ChoiceSequence? = nil,
    answering request: Case.Request? = nil
  ) {
    guard wire.body?.count ?? 0 <= options.bodyLimit else {
      omit(frame.prefix + name, "the body would be longer than \(options.bodyLimit) bytes")
      return
    }
    insert(
      Case(
        id: "\(model.operation.name)/\(frame.prefix)\(name)", operation: model.operation.name,
        direction: .response, request: request, response: wire.response, subject: subject,
        expectation: expectation, notes: notes, choices: choices))
  }

  private mutating func insert(_ new: Case) {
    // Two ways to the same name are the same case; which came first does not matter.
    guard ids.insert(new.id).inserted else { return }
    set.cases.append(new)
  }
}

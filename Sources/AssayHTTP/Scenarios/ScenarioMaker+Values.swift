import AssayGenerate
import AssayModel

extension ScenarioMaker {
  /// Cases of an answer of success, with what is about one member of its document.
  struct AnswerCases {
    var valid: [Case] = []
    var invalid: [Case] = []

    init(_ model: OperationModel) {
      var options = CaseOptions()
      options.directions = [.response]
      options.strength = 0
      options.bodyLimit = 1 << 20
      let cases = CaseGenerator(model.contract, model.operation, options: options).derive().cases
      let errors = Set(model.errors.map { "\(model.operation.name)/response.\($0.name)." })
      for one in cases where one.direction == .response && one.request == nil {
        let head = one.id.prefix { $0 != "." }
        let rest = one.id.dropFirst(head.utf8.count + 1).prefix { $0 != "." }
        guard !errors.contains("\(head).\(rest).") else { continue }
        switch one.expectation {
        case .valid: valid.append(one)
        case .invalid: invalid.append(one)
        case .either: break
        }
      }
    }
  }

  mutating func addValues(_ plain: Script) {
    let cases = AnswerCases(model)
    addItemValues(cases.valid)
    addOtherValues(cases.valid, plain)
    addHostileValues()
    addInvalidAnswers(cases.invalid, plain)
  }

  // MARK: - Values of items

  /// The prefix of paths that lie inside an item: `importJobs[].`.
  private var itemPrefix: String? {
    guard let itemsPath else { return nil }
    return itemsPath.description + "[]."
  }

  /// The names from an item to a place inside it; `nil` where the place is not simply inside.
  func names(inItem path: String) -> [String]? {
    guard let itemPrefix, path.hasPrefix(itemPrefix) else { return nil }
    let rest = path.dropFirst(itemPrefix.count)
    guard !rest.isEmpty, !rest.contains("[") else { return nil }
    return rest.split(separator: ".").map(String.init)
  }

  /// The value that a case has at a place inside the first item of its answer.
  func variant(_ one: Case, _ names: [String]) -> (item: JSONValue, value: JSONValue?)? {
    guard let body = one.response?.body, let document = JSONValue(reading: body), let itemsPath,
      case .member(let list)? = itemsPath.steps.first, itemsPath.steps.count == 1,
      case .array(let items)? = document[wireName(list)], let item = items.first
    else { return nil }
    return (item, item.value(at: names[...]))
  }

  private func wireName(_ name: String) -> String {
    guard let output = operation.output else { return name }
    let members = contract[contract.base(of: output)].members
    return members.first { $0.name == name }?.nameOnWire ?? name
  }

  /// Every kind of sound value of every member of an item: a page for each kind, an item for each
  /// value.
  private mutating func addItemValues(_ cases: [Case]) {
    struct Group {
      var names: [String]
      var path: String
      var kind: String
      var source: SourceLocation?
      var cases: [Case]
    }
    var groups: [Group] = []
    for one in cases where !isBound(one.subject.path) {
      guard let names = names(inItem: one.subject.path), let constraint = one.subject.constraint
      else { continue }
      let kind = constraint.rawValue
      if let place = groups.firstIndex(where: { $0.path == one.subject.path && $0.kind == kind }) {
        groups[place].cases.append(one)
      } else {
        groups.append(
          Group(
            names: names, path: one.subject.path, kind: kind, source: one.subject.source,
            cases: [one]))
      }
    }
    for group in groups {
      var made: [JSONValue] = []
      for one in group.cases.prefix(200) {
        guard let variant = variant(one, group.names) else { continue }
        let item = items(made.count..<made.count + 1).first ?? variant.item
        made.append(item.setting(group.names[...], to: variant.value))
      }
      made = made.filter { item in page([item]).map { isSound(Script(pages: [$0])) } ?? false }
      guard !made.isEmpty, let page = page(made) else { continue }
      addSound(
        "\(group.path)/\(group.kind)", "\(made.count) sound values that bear on `\(group.kind)`",
        Script(pages: [page]), source: group.source)
    }
  }

  /// Whether a relation decides about the values of a place.
  func isBound(_ path: String) -> Bool {
    operation.relations.contains { relation in
      guard case .every(let subject) = relation.subject, relation.comparison == .equals,
        case .input(let operand) = relation.operand, operand.steps.count == 1,
        case .member(let name)? = operand.steps.first, let input = operation.input
      else { return false }
      let isRequired = contract[contract.base(of: input)].members.contains {
        $0.name == name && ($0.required != nil || $0.location == .path)
      }
      return isRequired && subject.description == path
    }
  }

  // MARK: - Values beside items

  /// Sound values of members that stand beside the items, or of an answer without items: two of
  /// each kind, the first and the last.
  private mutating func addOtherValues(_ cases: [Case], _ plain: Script) {
    var taken: [String: [Case]] = [:]
    var order: [String] = []
    for one in cases {
      guard let constraint = one.subject.constraint, names(inItem: one.subject.path) == nil,
        one.subject.part == .responseBody || one.subject.part == .responseHeader,
        !one.subject.path.isEmpty, one.subject.path != pagination?.output.description
      else { continue }
      let key = "\(one.subject.path)/\(constraint.rawValue)"
      if taken[key] == nil { order.append(key) }
      taken[key, default: []].append(one)
    }
    for key in order.prefix(120) {
      let cases = taken[key] ?? []
      var chosen = [cases.first, cases.count > 1 ? cases.last : nil].compactMap { $0 }
      if itemsPath == nil, cases.count > 2 { chosen.insert(cases[cases.count / 2], at: 1) }
      for one in chosen {
        guard let response = one.response, keeps(response) else { continue }
        var script = plain
        script.disturbance = Script.Disturbance(
          page: 0, times: nil, answer: .response(response))
        add(
          .valid, "\(key)/\(one.subject.boundary)", .accept,
          "a sound value of `\(one.subject.path)`: \(one.subject.boundary)", script,
          source: one.subject.source)
      }
    }
  }

  // MARK: - Hostile texts

  /// Texts that programs stumble over, in every member of an item that may hold them.
  private mutating func addHostileValues() {
    let plain = items(0..<1)
    guard let sample = plain.first, let itemPrefix else { return }
    for names in StringPlaces(sample).paths {
      let path = itemPrefix + names.joined(separator: ".")
      guard !isBound(path), case .string(let old)? = sample.value(at: names[...]) else { continue }
      var texts = HostileText.values.flatMap { [$0.text, old + $0.text] }
      for digits in HostileText.digits {
        let length = old.unicodeScalars.count
        texts += [digits, String(repeating: "0", count: max(0, length - digits.count)) + digits]
      }
      var made: [JSONValue] = []
      var seen: Set<[UInt8]> = []
      for text in texts where seen.insert(Array(text.utf8)).inserted {
        let base = items(made.count..<made.count + 1).first ?? sample
        let item = base.setting(names[...], to: .string(text))
        guard let page = page([item]), isSound(Script(pages: [page])) else { continue }
        made.append(item)
      }
      guard made.count > 1, let page = page(made) else { continue }
      addSound(
        "\(path)/hostile", "\(made.count) texts that programs stumble over",
        Script(pages: [page]))
    }
  }
}

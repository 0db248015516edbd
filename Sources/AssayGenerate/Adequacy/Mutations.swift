internal import AssayModel

/// Enumerates the mutations of a contract of one operation.
struct Mutations {
  let contract: Contract
  private(set) var all: [Mutation] = []

  init(_ contract: Contract) { self.contract = contract }

  /// Finds them all, in the order of the contract.
  mutating func enumerate() {
    for place in contract.constraintPlaces {
      addLengths(place)
      addRanges(place)
      addPatterns(place)
      addEnums(place)
      addUnique(place)
      addFormats(place)
      addMember(place)
    }
    for shape in contract.reachable.sorted() where shape >= Contract.builtInShapeCount {
      addShape(shape)
    }
    addOperation()
    addErrors()
    addPolicies()
  }

  mutating func add(
    _ kind: Mutation.Kind, _ place: String, _ detail: String, _ origin: Origin,
    excuse: String? = nil, _ apply: @escaping @Sendable (inout Contract) -> Void
  ) {
    all.append(Mutation(kind, place, detail, origin, excuse: excuse, apply: apply))
  }

  // MARK: - Bounds

  private mutating func addLengths(_ place: ConstraintPlace) {
    guard let length = contract.constraints(at: place).length, takesLength(place) else { return }
    let name = contract.name(of: place)
    func moved(_ min: Int?, _ max: Int?) -> @Sendable (inout Contract) -> Void {
      { contract in
        contract.changeConstraints(place) {
          $0.length?.min = min
          $0.length?.max = max
        }
      }
    }
    if let min = length.min {
      if min < length.max ?? .max {
        add(
          .lengthMinimum, name, "\(min) to \(min + 1)", length.origin, moved(min + 1, length.max))
      }
      if min > 0 {
        add(
          .lengthMinimum, name, "\(min) to \(min - 1)", length.origin, moved(min - 1, length.max))
      }
    }
    if let max = length.max, max < .max {
      add(.lengthMaximum, name, "\(max) to \(max + 1)", length.origin, moved(length.min, max + 1))
      if max > length.min ?? 0 {
        add(.lengthMaximum, name, "\(max) to \(max - 1)", length.origin, moved(length.min, max - 1))
      }
    }
    add(.lengthDropped, name, "dropped", length.origin) { contract in
      contract.changeConstraints(place) { $0.length = nil }
    }
  }

  private func takesLength(_ place: ConstraintPlace) -> Bool {
    switch contract.base(at: place).kind {
    case .simple(.string), .simple(.blob), .list, .map, .enumeration: true
    default: false
    }
  }

  private mutating func addRanges(_ place: ConstraintPlace) {
    guard let range = contract.constraints(at: place).range, isNumber(place) else { return }
    let name = contract.name(of: place)
    func moved(_ min: Numeral?, _ max: Numeral?) -> @Sendable (inout Contract) -> Void {
      { contract in
        contract.changeConstraints(place) {
          $0.range?.min = min
          $0.range?.max = max
        }
      }
    }
    for step in [1, -1] {
      if let min = range.min, let new = Numeral(min.stepped(by: step)) {
        add(.rangeMinimum, name, "\(min) to \(new)", range.origin, moved(new, range.max))
      }
      if let max = range.max, let new = Numeral(max.stepped(by: step)) {
        add(.rangeMaximum, name, "\(max) to \(new)", range.origin, moved(range.min, new))
      }
    }
    add(.rangeDropped, name, "dropped", range.origin) { contract in
      contract.changeConstraints(place) { $0.range = nil }
    }
  }

  private func isNumber(_ place: ConstraintPlace) -> Bool {
    switch contract.base(at: place).kind {
    case .simple(let type): type.isNumeric
    case .intEnumeration: true
    default: false
    }
  }

  // MARK: - Closed sets

  private mutating func addEnums(_ place: ConstraintPlace) {
    guard let allowed = contract.constraints(at: place).allowed else { return }
    let name = contract.name(of: place)
    for index in allowed.values.indices where allowed.values.count > 1 {
      let value = allowed.values[index]
      add(
        .enumRemoved, name, "`\(value.value)`",
        value.origin.isKnown ? value.origin : allowed.origin
      ) { contract in
        contract.changeConstraints(place) { $0.allowed?.values.remove(at: index) }
      }
    }
    for value in Self.added(allowed.values) {
      add(.enumAdded, name, "`\(value)`", allowed.origin) { contract in
        contract.changeConstraints(place) { $0.allowed?.values.append(EnumValue(value: value)) }
      }
    }
    add(.enumDropped, name, "dropped", allowed.origin) { contract in
      contract.changeConstraints(place) { $0.allowed = nil }
    }
  }

  /// Values that a careless implementation may take too: in the other case, a longer one, any.
  static func added(_ values: [EnumValue]) -> [String] {
    guard let first = values.first?.value else { return [] }
    if let number = values.compactMap({ Numeral($0.value)?.int64 }).max(),
      values.allSatisfy({ Numeral($0.value) != nil })
    {
      return ["\(number &+ 1)"]
    }
    let known = values.map(\.value)
    return [StringVariants.swappingCase(first), first + "S", first + " ", "ASSAY_UNKNOWN_VALUE"]
      .filter { new in !known.contains { $0.isExactly(new) } }
  }

  // MARK: - Lists

  private mutating func addUnique(_ place: ConstraintPlace) {
    guard case .list = contract.base(at: place).kind else { return }
    let name = contract.name(of: place)
    if let unique = contract.constraints(at: place).uniqueItems {
      add(.uniqueItems, name, "dropped", unique.origin) { contract in
        contract.changeConstraints(place) { $0.uniqueItems = nil }
      }
    } else if place.member == nil, case .list = contract.shapes[place.shape].kind {
      add(.uniqueItems, name, "added", contract.shapes[place.shape].origin) { contract in
        contract.changeConstraints(place) { $0.uniqueItems = Marker() }
      }
    }
  }

  // MARK: - Timestamps

  private mutating func addFormats(_ place: ConstraintPlace) {
    guard case .simple(.timestamp) = contract.base(at: place).kind,
      let stated = contract.constraints(at: place).timestampFormat
    else { return }
    for format in TimestampFormat.allCases where format != stated.format {
      add(
        .formatChanged, contract.name(of: place), "\(stated.format.rawValue) to \(format.rawValue)",
        stated.origin
      ) { contract in
        contract.changeConstraints(place) { $0.timestampFormat?.format = format }
      }
    }
  }

  // MARK: - Policies

  private mutating func addPolicies() {
    let policies = contract.policies
    guard hasRequestDates else { return }
    for level in [Policies.Level.allow, .error] where level != policies.requestOffset {
      add(
        .policyChanged, "requestOffset", "\(policies.requestOffset.rawValue) to \(level.rawValue)",
        .none
      ) { $0.policies.requestOffset = level }
    }
  }

  /// Whether a request has a timestamp that is a date: only there the policy says anything.
  private var hasRequestDates: Bool {
    guard let operation = contract.operations.first else { return false }
    var blueprint = Blueprint(contract)
    _ = MessageLayout(operation.input, contract, into: &blueprint)
    return blueprint.nodes.contains {
      if case .timestamp = $0.kind { $0.format == .dateTime } else { false }
    }
  }
}

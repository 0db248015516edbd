internal import AssayModel

/// The members of a message as factors of an experiment, with the values that each is tried with.
struct Factors: Sendable {
  /// A member, at the top of the message or inside a structure that is a member.
  struct Member: Sendable {
    /// Its place in the message, and the keys from there on.
    var place: MessageLayout.Place
    var keys: [String]
    /// Its name in identifiers.
    var name: String
    /// The values, the plainest first; `nil` for absence. Of a structure that is a factor of its own
    /// only presence is settled here: its members are factors too.
    var levels: [Level]
    var isStructure: Bool
  }

  struct Level: Sendable {
    var name: String
    var value: JSONValue?
  }

  private(set) var members: [Member] = []
  private(set) var factors: [CoveringArray.Factor] = []
  private let model: OperationModel
  private let layout: MessageLayout
  private let base: MessageValue
  private let bound: Set<String>

  /// Finds the factors of a message.
  ///
  /// `bound`: members that are known to exist with one value only.
  init(_ frame: Frame, _ model: OperationModel, bound: Set<String>) {
    self.model = model
    self.bound = bound
    layout = frame.layout
    base = frame.base
    for place in layout.places where place.location != .status {
      let isRequired = place.member.required != nil || place.location == .path
      add(place, keys: [], name: place.member.name, place.node, isRequired, parent: nil, depth: 0)
    }
  }

  /// More factors than these are not combined: the rows would be many and all of them large.
  private static let limit = 64

  private mutating func add(
    _ place: MessageLayout.Place, keys: [String], name: String, _ node: Int, _ isRequired: Bool,
    parent: Int?, depth: Int
  ) {
    guard members.count < Self.limit, model.blueprint[node].height < .max else { return }
    let isJSON = place.location == .body || place.location == .host || place.location == .payload
    if case .structure(let inner) = model.blueprint[node].kind, isJSON, depth < 3, !inner.isEmpty {
      var holder = parent
      // What must be there anyway is no factor.
      if !isRequired || parent != nil {
        holder = members.count
        members.append(
          Member(
            place: place, keys: keys, name: name,
            levels: [
              Level(name: "absent", value: nil), Level(name: "present", value: .object([])),
            ],
            isStructure: true))
        factors.append(.init(levels: 2, parent: parent, needed: isRequired))
      }
      for member in inner {
        add(
          place, keys: keys + [member.key], name: "\(name).\(member.key)", member.node,
          member.isRequired, parent: holder, depth: depth + 1)
      }
      return
    }
    var levels = values(node, place)
    guard !levels.isEmpty else { return }
    // A required member is always there, unless what holds it is not.
    if !isRequired || parent != nil { levels.insert(Level(name: "absent", value: nil), at: 0) }
    if !isRequired, isJSON, place.location != .payload {
      levels.append(Level(name: "null", value: .null))
    }
    members.append(
      Member(place: place, keys: keys, name: name, levels: levels, isStructure: false))
    factors.append(.init(levels: levels.count, parent: parent, needed: isRequired && parent != nil))
  }

  // MARK: - Values

  /// Sound values of a member: plain ones, and those at the bounds.
  private func values(_ node: Int, _ place: MessageLayout.Place) -> [Level] {
    let value = model.blueprint[node]
    var found: [Level] = []
    func add(_ name: String, _ value: JSONValue?) {
      guard let value, model.travels(value, place), found.count < 5 else { return }
      let json = value.json
      if !found.contains(where: { $0.value?.json == json }) {
        found.append(Level(name: name, value: value))
      }
    }
    if let given = base[place.member.name], bound.contains(place.member.name) {
      return [Level(name: "given", value: given)]
    }
    switch value.kind {
    case .boolean:
      add("false", .boolean(false))
      add("true", .boolean(true))
    case .string(let model) where model.rules.words != nil:
      let words = model.words ?? []
      for index in Set([0, words.count / 2, words.count - 1]).sorted()
      where words.indices.contains(index) {
        add(NameText.escaped(words[index]), .string(words[index]))
      }
    case .timestamp:
      add("typical", model.maker.value(node, .typical))
      add("smallest", model.maker.value(node, .smallest))
      add("largest", model.maker.value(node, .largest))
    case .union(let members):
      for member in members.prefix(4) {
        guard let inner = model.maker.value(member.node, .plain) else { continue }
        add(NameText.escaped(member.key), .object([.init(member.key, inner)]))
      }
    default:
      add("typical", model.maker.value(node, .typical))
      add("smallest", model.maker.value(node, .smallest))
      add("largest", model.maker.value(node, .largest))
    }
    return found
  }

  // MARK: - Messages

  /// The message of a row.
  func message(_ row: [Int]) -> MessageValue {
    var message = base
    for (index, member) in members.enumerated() {
      let level = member.levels[min(max(row[index], 0), member.levels.count - 1)]
      let name = member.place.member.name
      if member.keys.isEmpty {
        message[name] = level.value
      } else if let value = level.value {
        message[name] = Self.setting(message[name] ?? .object([]), member.keys[...], value)
      }
    }
    return message
  }

  private static func setting(
    _ object: JSONValue, _ keys: ArraySlice<String>, _ value: JSONValue
  ) -> JSONValue {
    guard let key = keys.first else { return value }
    return object.setting(
      key, to: setting(object[key] ?? .object([]), keys.dropFirst(), value))
  }

  /// What a row is called: what its levels are, whatever their number.
  func name(_ row: [Int]) -> String {
    var text = ""
    for (index, member) in members.enumerated() where row[index] >= 0 {
      text += "\(member.name)=\(member.levels[min(row[index], member.levels.count - 1)].name);"
    }
    let digits = String(NameText.hash(text), radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
  }
}

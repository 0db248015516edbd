import AssayGenerate
import AssayModel

extension Script {
  /// How much a script serves: roughly the number of characters, pages counting most.
  var weight: Int {
    var weight = pages.count * 1000 + (disturbance == nil ? 0 : 1)
    for page in pages {
      weight += page.next?.utf8.count ?? 0
      weight += page.message.members.reduce(0) { $0 + $1.value.weight }
    }
    return weight
  }

  /// Scripts that serve less: fewer faults, fewer pages, fewer items, shorter strings.
  func reductions(_ itemsPath: MemberPath?, _ model: OperationModel) -> [Script] {
    var found: [Script] = []
    func add(_ change: (inout Script) -> Void) {
      var script = self
      change(&script)
      if script != self { found.append(script) }
    }
    if let disturbance, disturbance.times == nil { add { $0.disturbance?.times = 1 } }
    if travel != .plain { add { $0.travel = .plain } }
    if dress != .plain { add { $0.dress = .plain } }
    for index in pages.indices.reversed() where pages.count > 1 && disturbance?.page != index {
      guard broken == nil || index > 0 else { continue }
      add { $0.removePage(index) }
    }
    guard let itemsPath else { return found }
    for index in pages.indices {
      guard case .array(let items)? = model.values(of: pages[index].message, at: itemsPath).first,
        items.count > 1 || (items.count == 1 && pages.count > 1)
      else { continue }
      func replace(_ items: [JSONValue]) {
        guard broken == nil || index > 0,
          let message = model.replacing(
            in: pages[index].message, at: itemsPath, { _ in .array(items) })
        else { return }
        add { $0.pages[index].message = message }
      }
      if items.count > 2 {
        replace(Array(items[..<(items.count / 2)]))
        replace(Array(items[(items.count / 2)...]))
      } else {
        for place in items.indices {
          replace(items.enumerated().filter { $0.offset != place }.map(\.element))
        }
      }
      if items.count == 1 || items.count == 2 {
        let shorter = items.map { $0.shortened }
        if shorter != items { replace(shorter) }
      }
    }
    for index in pages.indices {
      guard let token = pages[index].next, token.unicodeScalars.count > 2 else { continue }
      let half = String(
        String.UnicodeScalarView(token.unicodeScalars.prefix(token.unicodeScalars.count / 2)))
      add { $0.pages[index].next = half }
    }
    return found
  }

  private mutating func removePage(_ index: Int) {
    if index == pages.count - 1 {
      pages.removeLast()
      pages[pages.count - 1].next = nil
    } else {
      pages.remove(at: index)
    }
    if let page = disturbance?.page, page > index { disturbance?.page = page - 1 }
  }
}

extension JSONValue {
  fileprivate var weight: Int {
    switch self {
    case .string(let text), .number(let text): 2 + text.utf8.count
    case .raw(let bytes): bytes.count
    case .array(let items): items.reduce(2) { $0 + $1.weight }
    case .object(let entries):
      entries.reduce(2) { $0 + $1.key.utf8.count + $1.value.weight }
    case .null, .boolean: 4
    }
  }

  /// The value with its long strings half as long.
  fileprivate var shortened: JSONValue {
    switch self {
    case .string(let text) where text.unicodeScalars.count > 40:
      let half = text.unicodeScalars.prefix(text.unicodeScalars.count / 2)
      return .string(String(String.UnicodeScalarView(half)))
    case .array(let items): return .array(items.map(\.shortened))
    case .object(let entries): return .object(entries.map { .init($0.key, $0.value.shortened) })
    default: return self
    }
  }
}

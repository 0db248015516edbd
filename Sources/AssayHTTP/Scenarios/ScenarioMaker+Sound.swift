import AssayGenerate
import AssayModel

extension ScenarioMaker {
  /// Documents written in other ways.
  mutating func addDresses(_ plain: Script) {
    for dress in Dress.allCases where dress != .plain {
      var script = twoPages ?? plain
      script.dress = dress
      addSound("json/\(dress.rawValue)", dress.title, script)
    }
    // An absent body means the same as an empty object; not every reader of JSON knows that.
    if let empty = model.output(.smallest),
      case .object(let members)? = model.response(empty).body
        .flatMap({ JSONValue(reading: $0) }), members.isEmpty
    {
      var response = model.response(empty)
      response.body = []
      response.headers.removeAll {
        String(decoding: $0.name, as: UTF8.self).lowercased() == "content-type"
      }
      var script = plain
      script.disturbance = Script.Disturbance(page: 0, times: nil, answer: .response(response))
      add(.valid, "json/absent", .survive, "no body at all, which means an empty object", script)
    }
  }

  /// Answers that travel in other ways.
  mutating func addTravels(_ plain: Script) {
    for travel in Travel.allCases where travel != .plain {
      var script = twoPages ?? plain
      script.travel = travel
      let category: Scenario.Class = travel == .oneByte ? .transport : .valid
      let name = travel == .oneByte ? "slow/\(travel.rawValue)" : "http/\(travel.rawValue)"
      if travel == .oneByte || travel == .slowSteady { script.pages = plain.pages }
      addSound(name, travel.title, script, category: category)
    }
    // In awkward places of what is awkward to cut.
    for travel in [Travel.chunkedBytes, .splitCharacters, .oneByte] {
      guard var script = textScript() else { continue }
      script.travel = travel
      addSound(
        "http/\(travel.rawValue)-of-text", "\(travel.title), of text beyond ASCII", script)
    }
  }

  /// A page whose items hold text beyond ASCII, where the contract allows some.
  private func textScript() -> Script? {
    let plain = items(0..<3)
    guard itemsPath != nil, !plain.isEmpty else { return nil }
    for place in StringPlaces(plain[0]).paths {
      guard case .string(let old)? = plain[0].value(at: place[...]) else { continue }
      let texts = ["\(old) é ü ß", "\(old) 参照 ゲノム", "\(old) 🧬🧪 👩‍🔬"]
      let items = zip(plain, texts).map { $0.setting(place[...], to: .string($1)) }
      guard let page = page(items) else { continue }
      let script = Script(pages: [page])
      if isSound(script) { return script }
    }
    return nil
  }

  // MARK: - Tokens

  mutating func addTokens(_ plain: Script) {
    guard let pagination, itemsPath != nil else { return }
    let source = location(pagination.origin)
    for (name, title, text) in HostileText.tokens {
      addToken(name, title, text, source)
    }
    for (name, title, profile) in [
      ("shortest", "the shortest token there is", ValueProfile.smallest),
      ("longest", "the longest token there is", .largest),
    ] {
      guard case .string(let text)? = model.outputValue(at: pagination.output, profile) else {
        continue
      }
      addToken(name, title, text, source)
    }
    // As long as it may be, of characters that take four bytes, and twelve in a URL.
    if case .string(let longest)? = model.outputValue(at: pagination.output, .largest) {
      let length = longest.unicodeScalars.count
      addToken(
        "longest-astral", "the longest token there is, of characters beyond the BMP",
        String(repeating: "𐍈", count: length), source)
    }
  }

  private mutating func addToken(
    _ name: String, _ title: String, _ text: String, _ source: SourceLocation?
  ) {
    guard accepts(token: text), var script = walk([3, 2, 2]) else { return }
    script.pages[0].next = text
    addSound("token/\(name)", title, script, source: source)
  }
}

/// Where a value has strings, by the names of the members on the way.
struct StringPlaces {
  private(set) var paths: [[String]] = []

  init(_ value: JSONValue) { collect(value, []) }

  private mutating func collect(_ value: JSONValue, _ path: [String]) {
    switch value {
    case .string: if !path.isEmpty { paths.append(path) }
    case .object(let entries) where path.count < 6:
      for entry in entries { collect(entry.value, path + [entry.key]) }
    default: break
    }
  }
}

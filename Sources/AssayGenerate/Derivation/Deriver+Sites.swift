internal import AssayModel

extension Deriver {
  /// The places of a message: its members, and what is inside them, breadth first, so that a limit
  /// takes away what is deepest.
  mutating func sites(of frame: Frame) -> [Site] {
    // What travels as XML has no cases.
    let isWritten = contract.wireProtocol.hasJSONBodies
    var queue: [Site] = frame.layout.places.map { root($0, frame) }
      .filter { isWritten || $0.medium != .json }
    var seen: [Int: Int] = [:]
    var next = 0
    while next < queue.count {
      let site = queue[next]
      next += 1
      guard queue.count < options.placeLimit else {
        omit(
          frame.prefix + site.idPath,
          "the message has more than \(options.placeLimit) places; deeper ones have no cases")
        break
      }
      // What a recursive shape holds is looked at twice, so that nesting is tried at all.
      seen[site.node, default: 0] += 1
      guard seen[site.node, default: 0] <= options.repeatLimit * 2, site.depth < 24 else {
        continue
      }
      queue += children(of: site, frame)
    }
    return queue
  }

  // MARK: - Members of the message

  private func root(_ place: MessageLayout.Place, _ frame: Frame) -> Site {
    let name = place.member.name
    let isRequest = frame.kind == .request
    let base = frame.base
    let embed: (JSONValue?) -> MessageValue = { value in
      var message = base
      message[name] = value
      return message
    }
    var site = Site(
      place: place, part: frame.bodyPart, medium: .json, idPath: "body.\(place.wire)",
      path: place.wire, pointer: Pointer.token(place.wire), node: place.node, role: .member,
      required: place.member.required, memberOrigin: place.member.origin,
      steps: [.member(name)], depth: 0, embed: embed)
    switch place.location {
    case .path:
      site.part = .requestPath
      site.medium = .path
      site.idPath = "path.\(place.wire)"
    case .query, .queryMap:
      site.part = .requestQuery
      site.medium = .query
      site.idPath = "query.\(place.wire)"
      if place.location == .queryMap { site.pointer = "" }
    case .header, .headerMap:
      site.part = frame.headerPart
      site.medium = .header
      site.idPath = "header.\(place.wire)"
    case .status:
      site.part = .responseStatus
      site.medium = .header
      site.idPath = "status"
      site.pointer = ""
    case .payload:
      site.idPath = "body"
      site.path = ""
      site.pointer = ""
      switch blueprint[place.node].kind {
      case .string: site.medium = .payloadText
      case .blob: site.medium = .payloadBytes
      default: break
      }
    case .body, .host: break
    }
    if !isRequest { site.steps = [] }
    return site
  }

  // MARK: - What is inside

  private func children(of site: Site, _ frame: Frame) -> [Site] {
    let node = blueprint[site.node]
    switch node.kind {
    case .structure(let members): return inside(site, members, isUnion: false)
    case .union(let members): return inside(site, members, isUnion: true)
    case .list(let element, let isSparse):
      return element == site.node ? [] : [item(site, node, element, isSparse)]
    case .map(let key, let value, let isSparse):
      return entries(site, node, key, value, isSparse)
    default: return []
    }
  }

  private func inside(_ site: Site, _ members: [MemberNode], isUnion: Bool) -> [Site] {
    guard site.medium == .json, contract.wireProtocol.hasJSONBodies else { return [] }
    let base = isUnion ? [] : required(members, site.steps)
    return members.compactMap { member in
      let embed = site.embed
      let key = member.key
      var child = site
      child.idPath += ".\(NameText.escaped(key))"
      child.path += (site.path.isEmpty ? "" : ".") + key
      child.pointer += Pointer.token(key)
      child.node = member.node
      child.role = isUnion ? .choice : .member
      child.required = member.member.required
      child.memberOrigin = member.member.origin
      child.depth += 1
      if !site.steps.isEmpty { child.steps.append(.member(member.member.name)) }
      let object = JSONValue.object(base)
      child.embed = { value in
        embed(value.map { object.setting(key, to: $0) } ?? object.removing(key))
      }
      return child
    }
  }

  /// The members that a structure must have, with sound values.
  func required(_ members: [MemberNode], _ steps: [MemberPath.Step]) -> [JSONValue.Entry] {
    members.compactMap { member in
      let bound = steps.isEmpty ? nil : bound(steps + [.member(member.member.name)], member.node)
      if let bound { return .init(member.key, bound) }
      guard member.isRequired, let value = model.maker.value(member.node, .plain) else {
        return nil
      }
      return .init(member.key, value)
    }
  }

  /// The value that is known to exist at a path, if one is.
  private func bound(_ steps: [MemberPath.Step], _ node: Int) -> JSONValue? {
    guard let entry = options.bindings.texts.first(where: { $0.path.steps == steps }) else {
      return nil
    }
    return model.setting([], of: nil, node, entry.text)
  }

  private func item(
    _ site: Site, _ node: ValueNode, _ element: Int, _ isSparse: Bool
  ) -> Site {
    var child = site
    child.idPath += "[]"
    child.path += "[]"
    child.pointer += "/0"
    child.node = element
    child.role = .item(isSparse: isSparse)
    child.required = nil
    child.memberOrigin = blueprint[element].origin
    child.depth += 1
    child.steps = []
    // The others keep the list as long as it must be.
    let rest = (1..<max(node.minimumLength, 1)).prefix(1000).compactMap {
      model.maker.value(element, .plain, ordinal: $0)
    }
    let embed = site.embed
    child.embed = { value in embed(.array((value.map { [$0] } ?? []) + rest)) }
    return child
  }

  private func entries(
    _ site: Site, _ node: ValueNode, _ key: Int, _ value: Int, _ isSparse: Bool
  ) -> [Site] {
    // The first ordinal is left to the place that varies.
    let rest: [JSONValue.Entry] = (1..<max(node.minimumLength, 1)).prefix(1000).compactMap {
      guard case .string(let name)? = model.maker.value(key, .plain, ordinal: $0),
        let inner = model.maker.value(value, .plain, ordinal: $0)
      else { return nil }
      return .init(name, inner)
    }
    guard case .string(let name)? = model.maker.value(key, .plain),
      let sound = model.maker.value(value, .plain)
    else { return [] }
    let embed = site.embed
    var child = site
    child.depth += 1
    child.required = nil
    child.steps = []
    var keySite = child
    keySite.idPath += ".key"
    keySite.path += ".key"
    keySite.node = key
    keySite.role = .key
    if site.place.location == .headerMap { keySite.medium = .headerName }
    keySite.memberOrigin = blueprint[key].origin
    keySite.embed = { value in
      guard case .string(let name)? = value else { return embed(.object(rest)) }
      return embed(.object([.init(name, sound)] + rest))
    }
    var valueSite = child
    valueSite.idPath += "[]"
    valueSite.path += "[]"
    valueSite.node = value
    valueSite.role = .value(isSparse: isSparse)
    valueSite.memberOrigin = blueprint[value].origin
    switch site.place.location {
    case .headerMap: valueSite.pointer = Pointer.token(site.place.wire + name)
    case .queryMap: valueSite.pointer = Pointer.token(name)
    default: valueSite.pointer += Pointer.token(name)
    }
    valueSite.embed = { value in
      embed(.object((value.map { [.init(name, $0)] } ?? []) + rest))
    }
    return [keySite, valueSite]
  }
}

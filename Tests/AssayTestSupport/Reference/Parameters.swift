import AssayModel

// Members that travel outside the body: texts, not JSON (DECISIONS 39 to 47).

extension ReferenceRun {
  /// Checks path, query, headers and body of a request.
  func checkRequest(_ request: Message, labels: [String: ArraySlice<UInt8>]?) {
    let members = members(of: operation.input)
    if contract.wireProtocol.hasHTTPBindings {
      if let labels {
        for member in members where location(of: member) == .path {
          guard let raw = labels[member.name] else { continue }
          let bytes = percentDecoded(raw)
          inputTexts[member.name] = [bytes]
          checkText(bytes, member, .path, at: Place(.requestPath).child(member.nameOnWire))
        }
      }
      checkQuery(Target(request.target).query, members)
      inputTexts.merge(checkHeaders(request, members, part: .requestHeader)) { $1 }
      checkAccept(request)
    }
    checkContentType(of: request, structure: operation.input, part: .requestHeader)
    inputBody = checkBody(of: request, structure: operation.input, direction: .request)
  }

  // MARK: - Query

  private func checkQuery(_ query: [(name: [UInt8], value: [UInt8])], _ members: [Member]) {
    let part = Place(.requestQuery)
    var taken: Set<[UInt8]> = []
    for literal in operation.http?.uri.query ?? [] { taken.insert(Array(literal.name.utf8)) }
    for member in members where location(of: member) == .query {
      let name = Array(member.nameOnWire.utf8)
      taken.insert(name)
      check(
        query.filter { $0.name == name }.map(\.value), member, .query,
        at: part.child(member.nameOnWire), texts: &inputTexts)
    }
    let rest = query.filter { !taken.contains($0.name) }
    if let member = members.first(where: { location(of: $0) == .queryMap }) {
      checkEntries(
        rest.map { (key: $0.name, name: $0.name, value: $0.value) }, member, .queryMap, at: part)
      return
    }
    for (name, _) in rest {
      let place = part.child(text(name))
      if isUTF8(name) {
        findings.add(.unknownMember, at: place, policy: policies.unknownMember)
      } else {
        findings.add(.encoding, at: place)
      }
    }
  }

  // MARK: - Headers

  /// Checks header members and returns their texts by member.
  func checkHeaders(
    _ message: Message, _ members: [Member], part: Violation.Part
  ) -> [String: [[UInt8]]] {
    var texts: [String: [[UInt8]]] = [:]
    for member in members {
      switch location(of: member) {
      case .header:
        let place = Place(part).child(member.nameOnWire)
        let values = message.values(ofHeader: member.nameOnWire)
        let expectation = expectation(of: member)
        if case .list(let element, _) = expectation.shape.kind {
          guard !values.isEmpty else {
            if member.required != nil { findings.add(.required, at: place) }
            continue
          }
          let items = headerItems(values, of: element)
          texts[member.name] = items
          checkItems(items, element, expectation.constraints, .header, at: place)
        } else {
          check(values, member, .header, at: place, texts: &texts)
        }
      case .headerMap:
        let prefix = lowercased(member.nameOnWire(orPrefix: "").utf8)
        let entries = message.headers
          .filter { lowercased($0.name).starts(with: prefix) }
          .map {
            (key: lowercased($0.name.dropFirst(prefix.count)), name: $0.name, value: $0.value)
          }
        checkEntries(
          entries, member, .headerMap, at: Place(part),
          keys: message.headers.filter { lowercased($0.name).starts(with: prefix) }
            .map { Array($0.name.dropFirst(prefix.count)) })
      default: break
      }
    }
    return texts
  }

  private func headerItems(_ fields: [[UInt8]], of element: Member) -> [[UInt8]] {
    let expectation = expectation(of: element)
    let isText: Bool =
      switch expectation.shape.kind {
      case .simple(.string), .enumeration: true
      default: false
      }
    let joined = Array(fields.joined(separator: [UInt8(ascii: ",")]))
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var index = 0
    while index < joined.count {
      let byte = joined[index]
      if isQuoted {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { isQuoted = false }
      } else if byte == UInt8(ascii: ",") {
        pieces.append(joined[start..<index])
        start = index + 1
      } else if isText, byte == UInt8(ascii: "\""), trimmed(joined[start..<index]).isEmpty {
        isQuoted = true
      }
      index += 1
    }
    pieces.append(joined[min(start, joined.count)...])
    if case .simple(.timestamp) = expectation.shape.kind,
      timestampFormat(expectation, at: .header) == .httpDate
    {
      pieces = stride(from: 0, to: pieces.count, by: 2).map { first in
        let last = min(first + 1, pieces.count - 1)
        return joined[pieces[first].startIndex..<pieces[last].endIndex]
      }
    }
    return pieces.map { trimmed($0) }.filter { !$0.isEmpty }
      .map { isText ? unquoted($0) : Array($0) }
  }

  private func unquoted(_ item: ArraySlice<UInt8>) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    guard item.count >= 2, item.first == quote, item.last == quote else { return Array(item) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in item.dropFirst().dropLast() {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        result.append(byte)
        isEscaped = false
      }
    }
    return result
  }

  // MARK: - Occurrences

  /// All values given for a parameter, a list's items or a scalar once too often.
  private func check(
    _ values: [[UInt8]], _ member: Member, _ location: Member.Location, at place: Place,
    texts: inout [String: [[UInt8]]]
  ) {
    guard let first = values.first else {
      if member.required != nil { findings.add(.required, at: place) }
      return
    }
    let expectation = expectation(of: member)
    if case .list(let element, _) = expectation.shape.kind {
      texts[member.name] = values
      checkItems(values, element, expectation.constraints, location, at: place)
      return
    }
    for _ in values.dropFirst() {
      findings.add(.duplicateMember, at: place, policy: policies.duplicateMember)
    }
    texts[member.name] = [first]
    checkText(first, member, location, at: place)
  }

  private func checkItems(
    _ items: [[UInt8]], _ element: Member, _ constraints: [Constraints],
    _ location: Member.Location, at place: Place
  ) {
    for (index, item) in items.enumerated() {
      checkText(item, element, location, at: place.child(String(index), offset: nil))
    }
    checkLength(items.count, constraints, at: place)
    let isNumeric =
      switch expectation(of: element).shape.kind {
      case .simple(let type): type.isNumeric
      case .intEnumeration: true
      default: false
      }
    for constraints in constraints where constraints.uniqueItems != nil {
      let isRepeated = items.indices.contains { later in
        items[..<later].contains { earlier in
          earlier == items[later]
            || isNumeric && isJSONNumber(earlier) && isJSONNumber(items[later])
              && Numeral(utf8: earlier).map { $0 == Numeral(utf8: items[later]) } ?? false
        }
      }
      if isRepeated { findings.add(.uniqueItems, at: place, policy: outputLevel(at: place)) }
    }
  }

  /// Entries of a map that is spread over parameters. `key` is what makes two entries one.
  private func checkEntries(
    _ entries: [(key: [UInt8], name: [UInt8], value: [UInt8])], _ member: Member,
    _ location: Member.Location, at place: Place, keys: [[UInt8]]? = nil
  ) {
    guard !entries.isEmpty else {
      if member.required != nil { findings.add(.required, at: place) }
      return
    }
    let expectation = expectation(of: member)
    guard case .map(let key, let value, _) = expectation.shape.kind else { return }
    var seen: Set<[UInt8]> = []
    for (index, entry) in entries.enumerated() where seen.insert(entry.key).inserted {
      let entryPlace = place.child(text(entry.name))
      let values = entries.filter { $0.key == entry.key }.map(\.value)
      let keyBytes = keys?[index] ?? entry.key
      guard isUTF8(keyBytes) else {
        findings.add(.encoding, at: entryPlace)
        continue
      }
      checkKey(keyBytes, key, at: entryPlace)
      var texts: [String: [[UInt8]]] = [:]
      check(values, value, location, at: entryPlace, texts: &texts)
    }
    checkLength(seen.count, expectation.constraints, at: place)
  }

  // MARK: - One text

  /// One value of a parameter, percent-decoding undone.
  func checkText(
    _ bytes: [UInt8], _ member: Member, _ location: Member.Location, at place: Place
  ) {
    guard isUTF8(bytes) else { return findings.add(.encoding, at: place) }
    let expectation = expectation(of: member)
    let constraints = expectation.constraints
    switch expectation.shape.kind {
    case .enumeration(let values):
      checkEnum(values.contains { $0.value.utf8.elementsEqual(bytes) }, at: place)
      checkString(bytes, constraints, at: place)
    case .intEnumeration(let values):
      guard isJSONNumber(bytes) else { return findings.add(.type, at: place) }
      checkInteger(bytes, .integer, constraints, values, at: place)
    case .simple(let type):
      checkText(bytes, type, expectation, location, at: place)
    case .refined, .list, .map, .structure, .union:
      // The loader lets none of these travel as one text.
      break
    }
  }

  /// Whether a string travels as base64, as strings with a media type do in headers.
  func isEncoded(_ expectation: Expectation, _ location: Member.Location) -> Bool {
    location == .header && expectation.mediaType != nil && contract.wireProtocol != .httpJson
  }

  private func checkText(
    _ bytes: [UInt8], _ type: SimpleType, _ expectation: Expectation,
    _ location: Member.Location, at place: Place
  ) {
    let constraints = expectation.constraints
    switch type {
    case .string:
      var bytes = bytes
      if isEncoded(expectation, location) {
        guard let decoded = decodedBase64(bytes) else { return findings.add(.type, at: place) }
        guard isUTF8(decoded) else { return findings.add(.encoding, at: place) }
        bytes = decoded
      }
      checkString(bytes, constraints, at: place)
    case .boolean:
      if !["true", "false"].contains(text(bytes)) { findings.add(.type, at: place) }
    case .byte, .short, .integer, .long, .bigInteger:
      guard isJSONNumber(bytes) else { return findings.add(.type, at: place) }
      checkInteger(bytes, type, constraints, nil, at: place)
    case .float, .double, .bigDecimal:
      if isJSONNumber(bytes) {
        checkAmount(Amount(json: bytes), constraints, at: place)
      } else if type != .bigDecimal, let amount = Amount(word: bytes) {
        checkAmount(amount, constraints, at: place)
      } else {
        findings.add(.type, at: place)
      }
    case .timestamp:
      let format = timestampFormat(expectation, at: location)
      if format == .epochSeconds {
        if !isJSONNumber(bytes) { findings.add(.format, at: place) }
      } else {
        checkTimestamp(bytes, format, at: place)
      }
    case .blob:
      guard let blob = decodedBase64(bytes) else { return findings.add(.type, at: place) }
      checkLength(blob.count, constraints, at: place)
    case .document:
      break
    }
  }
}

extension Place {
  func child(_ name: String) -> Place { child(name, offset: nil) }
}

extension Member {
  /// The prefix of a `headerMap`, which may be empty: a member's name is no prefix.
  func nameOnWire(orPrefix prefix: String) -> String { wireName ?? prefix }
}

package import AssayModel

/// A contract to begin with: one operation, and what samples of its traffic show.
///
/// What the samples agree on is stated: members, types, and which are always there. What they only
/// suggest (lengths, ranges, enumerations) stands beside it as comments, for a person to decide.
package struct StarterContract {
  /// The text of the file.
  package let text: String
  /// The contract.
  package let contract: Contract

  private struct Draft {
    var contract: Contract
    var comments: [ContractElement: [String]] = [:]
    var taken: Set<ExactString> = []
  }

  /// Makes a contract of a method, a URI and samples.
  package init(
    method: String, uri: URITemplate, samples: [StarterSample], service: String? = nil,
    operation: String? = nil, wireProtocol: WireProtocol? = nil
  ) {
    let isAWS = samples.contains(where: \.isAWS)
    var draft = Draft(
      contract: Contract(
        service: service ?? "MyService",
        wireProtocol: wireProtocol ?? (isAWS ? .restJson1 : .httpJson)))
    let name = operation ?? Self.name(method, uri)
    draft.taken = [ExactString("Input"), ExactString("Output")]
    let status =
      Self.mostFrequent(samples.compactMap(\.status).filter { (200..<300).contains($0) }) ?? 200
    var made = Operation(
      name: name, http: HTTPBinding(method: method, uri: uri, status: status))
    made.isReadonly = method == "GET" || method == "HEAD"
    // A request that was refused may have been wrong.
    let sound = samples.filter { ($0.status ?? 0) < 400 }
    let input = Self.input(uri, sound.isEmpty ? samples : sound, name, &draft)
    if !input.isEmpty {
      made.input = draft.contract.add(Shape(name: "", kind: .structure(input)))
    }
    let answers = samples.filter { $0.status == status }
    let output = Self.document(
      answers.map(\.responseBody), isRequest: false, name, &draft)
    if !output.isEmpty {
      made.output = draft.contract.add(Shape(name: "", kind: .structure(output)))
    }
    Self.addErrors(samples, to: &made, &draft)
    Self.comment(made, samples, answers.count, &draft)
    draft.contract.operations = [made]
    contract = draft.contract.canonical()
    text = ContractWriter.write(contract, comments: draft.comments)
  }

  // MARK: - Input

  private static func input(
    _ uri: URITemplate, _ samples: [StarterSample], _ operation: String, _ draft: inout Draft
  ) -> [Member] {
    var members: [Member] = []
    for label in uri.labels {
      var sketch = ValueSketch()
      for sample in samples {
        for found in sample.labels(of: uri) where found.name.isExactly(label) {
          sketch.add(textOf: found.value)
        }
      }
      var member = Member(
        name: label, target: SimpleType.string.shapeID, required: Marker(), location: .path)
      member.name = label
      draft.comments[.input(operation: operation, member: label)] = sketch.suggestions.filter { _ in
        sketch.count > 0
      }
      members.append(member)
    }
    members += query(uri, samples, operation, members, &draft)
    let body = document(
      samples.map(\.requestBody), isRequest: true, operation, &draft)
    // A name travels once: what a parameter has taken is not a member of the body, too.
    return members + body.filter { own in !members.contains { $0.name.isExactly(own.name) } }
  }

  private static func query(
    _ uri: URITemplate, _ samples: [StarterSample], _ operation: String, _ taken: [Member],
    _ draft: inout Draft
  ) -> [Member] {
    var names: [String] = []
    var sketches: [ExactString: ValueSketch] = [:]
    var lists: Set<ExactString> = []
    for sample in samples {
      var inThis: Set<ExactString> = []
      for (name, value) in sample.query where !name.isEmpty {
        guard !uri.query.contains(where: { $0.name.isExactly(name) }) else { continue }
        let key = ExactString(name)
        if sketches[key] == nil { names.append(name) }
        if !inThis.insert(key).inserted { lists.insert(key) }
        sketches[key, default: ValueSketch()].add(parameter: value)
      }
    }
    return names.prefix(200).compactMap { name in
      guard let sketch = sketches[ExactString(name)],
        !taken.contains(where: { $0.name.isExactly(name) })
      else { return nil }
      var target = SimpleType.string.shapeID
      if case .simple(let type) = sketch.kind { target = type.shapeID }
      if case .timestamp = sketch.kind { target = SimpleType.timestamp.shapeID }
      if lists.contains(ExactString(name)) {
        target = draft.contract.add(
          Shape(
            name: "", kind: .list(element: Member(name: "member", target: target), sparse: false)))
      }
      let lines = sketch.suggestions.filter { !$0.hasPrefix("The samples are") }
      draft.comments[.input(operation: operation, member: name)] = lines
      return Member(name: name, target: target, location: .query)
    }
  }

  // MARK: - Documents

  /// The members that bodies have in common; one payload where they are no objects.
  private static func document(
    _ bodies: [[UInt8]], isRequest: Bool, _ operation: String, _ draft: inout Draft
  ) -> [Member] {
    var sketch = ValueSketch()
    var found = 0
    for body in bodies where !body.isEmpty {
      guard let node = read(body) else { continue }
      found += 1
      sketch.add(node)
    }
    guard found > 0 else { return [] }
    func element(_ name: String) -> ContractElement {
      isRequest
        ? .input(operation: operation, member: name) : .output(operation: operation, member: name)
    }
    if case .object = sketch.kind {
      // An absent body is as good as an empty one.
      let whole = isRequest ? bodies.count : found
      return members(of: sketch, count: whole, element, &draft)
    }
    let name = isRequest ? "input" : "output"
    var member = Member(name: name, target: target(of: sketch, name, &draft), location: .payload)
    if found > 1, found == bodies.count { member.required = Marker() }
    draft.comments[element(name)] = sketch.suggestions
    return [member]
  }

  private static func read(_ body: [UInt8]) -> Node? {
    var diagnostics = DiagnosticSink()
    let source = SourceFile(path: "body.json", bytes: body)
    let document = DocumentReader.read(source, file: 0, diagnostics: &diagnostics)
    return diagnostics.hasErrors ? nil : document?.root
  }

  private static func members(
    of sketch: ValueSketch, count: Int, _ element: (String) -> ContractElement,
    _ draft: inout Draft
  ) -> [Member] {
    sketch.members.compactMap { name, inner in
      guard !name.isEmpty else { return nil }
      var member = Member(name: name, target: target(of: inner, name, &draft))
      if case .timestamp = inner.kind {
        member.constraints.timestampFormat = TimestampFormatConstraint(format: .dateTime)
      }
      var lines = inner.suggestions
      // One sample shows nothing of what is always there.
      if inner.count == count, inner.nulls == 0 {
        if count > 1 {
          member.required = Marker()
        } else {
          lines.append("Perhaps required: true; there is one sample")
        }
      }
      draft.comments[element(name)] = lines
      return member
    }
  }

  private static func target(
    of sketch: ValueSketch, _ name: String, _ draft: inout Draft
  ) -> ShapeID {
    switch sketch.kind {
    case .simple(let type): return type.shapeID
    case .timestamp: return SimpleType.timestamp.shapeID
    case .unknown: return SimpleType.document.shapeID
    case .array:
      guard let item = sketch.items.first, item.count > 0 else {
        return draft.contract.add(
          Shape(
            name: "",
            kind: .list(
              element: Member(name: "member", target: SimpleType.document.shapeID),
              sparse: (sketch.items.first?.nulls ?? 0) > 0)))
      }
      var element = Member(name: "member", target: target(of: item, singular(name), &draft))
      if case .timestamp = item.kind {
        element.constraints.timestampFormat = TimestampFormatConstraint(format: .dateTime)
      }
      return draft.contract.add(
        Shape(name: "", kind: .list(element: element, sparse: item.nulls > 0)))
    case .map:
      let values = sketch.values
      var value = Member(name: "value", target: target(of: values, singular(name), &draft))
      if case .timestamp = values.kind {
        value.constraints.timestampFormat = TimestampFormatConstraint(format: .dateTime)
      }
      let key = Member(name: "key", target: SimpleType.string.shapeID)
      return draft.contract.add(
        Shape(name: "", kind: .map(key: key, value: value, sparse: values.nulls > 0)))
    case .object:
      let shape = shapeName(name, &draft)
      // The name's place first: shapes stand in the order in which they are met.
      let id = draft.contract.add(Shape(name: shape, kind: .structure([])))
      let members = members(
        of: sketch, count: sketch.count, { .member(shape: shape, member: $0) }, &draft)
      draft.contract[id].kind = .structure(members)
      return id
    }
  }

  // MARK: - Errors

  private static func addErrors(
    _ samples: [StarterSample], to operation: inout Operation, _ draft: inout Draft
  ) {
    var groups: [(name: String, status: Int, bodies: [[UInt8]])] = []
    for sample in samples {
      guard let status = sample.status, status >= 400, status < 600 else { continue }
      let type = sample.errorType?.prefix { $0 != ":" }.split(separator: "#").last.map(String.init)
      let name = type.flatMap { isName($0) ? $0 : nil } ?? "Error\(status)"
      if let place = groups.firstIndex(where: { $0.name.isExactly(name) && $0.status == status }) {
        groups[place].bodies.append(sample.responseBody)
      } else if !groups.contains(where: { $0.name.isExactly(name) }), groups.count < 100 {
        groups.append((name, status, [sample.responseBody]))
      }
    }
    for group in groups {
      let name = shapeName(group.name, &draft)
      var sketch = ValueSketch()
      for body in group.bodies where !body.isEmpty { if let node = read(body) { sketch.add(node) } }
      let id = draft.contract.add(Shape(name: name, kind: .structure([])))
      if case .object = sketch.kind {
        let members = members(
          of: sketch, count: group.bodies.count, { .member(shape: name, member: $0) }, &draft
        ).filter { !$0.name.isExactly("__type") }
        draft.contract[id].kind = .structure(members)
      }
      draft.contract.errors.append(
        ErrorShape(
          name: name, status: group.status, fault: group.status >= 500 ? .server : .client,
          shape: id))
      operation.errors.append(ErrorReference(name: name))
    }
  }

  // MARK: - Words

  private static func comment(
    _ operation: Operation, _ samples: [StarterSample], _ answers: Int, _ draft: inout Draft
  ) {
    var lines = [
      "A contract to begin with, written by `assay init`. Read it, correct it, and let `assay lint`",
      "look at it; spec/FORMAT.md describes all keys.",
    ]
    lines.append(
      samples.isEmpty
        ? "There were no samples of traffic: what is asked and answered is yours to say."
        : "Learned from \(samples.count) exchange\(samples.count == 1 ? "" : "s"), "
          + "\(answers) of them answered with success.")
    draft.comments[.file] = lines
    var end: [String] = []
    if operation.input == nil {
      end += [
        "input:", "  limit: { type: integer, range: 1..100, in: query }",
        "  name: { type: string, length: 1..64, required: true }",
      ]
    }
    if operation.output == nil {
      end += [
        "output:", "  items: { list: { type: string, length: 1..64 }, length: ..100 }",
        "  createdAt: { type: timestamp, format: date-time, required: true }",
      ]
    }
    if operation.errors.isEmpty {
      end += ["errors: [NotFound]   # and at the top: errors: { NotFound: { status: 404 } }"]
    }
    if !end.isEmpty { end.insert("What may be added here:", at: 0) }
    draft.comments[.operationEnd(operation.name)] = end
  }

  /// `GetCityForecast` for `GET /cities/{city}/forecast`.
  private static func name(_ method: String, _ uri: URITemplate) -> String {
    let verbs = ["POST": "Create", "PUT": "Put", "DELETE": "Delete", "PATCH": "Update"]
    var name = verbs[method] ?? capitalized(method.lowercased())
    for segment in uri.segments {
      guard case .literal(let text) = segment else { continue }
      name += text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        .map { capitalized(String($0)) }.joined()
    }
    return name
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// `job` for `jobs`.
  private static func singular(_ name: String) -> String {
    if name.hasSuffix("ies"), name.count > 4 { return name.dropLast(3) + "y" }
    if name.hasSuffix("s"), !name.hasSuffix("ss"), name.count > 3 { return String(name.dropLast()) }
    return name + "Item"
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 97 < 26, text.utf8.count < 100 else {
      return false
    }
    return text.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 }
  }

  /// A name for a shape, made of a member's, that no other shape has.
  private static func shapeName(_ name: String, _ draft: inout Draft) -> String {
    var letters = ""
    for piece in name.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }) {
      letters += capitalized(String(piece))
    }
    if !isName(letters) { letters = "Shape" + letters.prefix(60) }
    var candidate = letters
    var number = 2
    while !draft.taken.insert(ExactString(candidate)).inserted {
      candidate = "\(letters)\(number)"
      number += 1
    }
    return candidate
  }

  private static func mostFrequent(_ statuses: [Int]) -> Int? {
    var counts: [Int: Int] = [:]
    for status in statuses { counts[status, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}

extension ValueSketch {
  /// Takes a text in that is nothing but a text.
  mutating func add(textOf text: String) {
    add(Node(kind: .string(text)))
  }
}

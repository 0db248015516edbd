internal import AssayModel

/// Random cases of one message: sound ones, and sound ones with one thing wrong.
///
/// Every case is made of choices, which it carries: the same choices give the same case, and smaller
/// choices a plainer one. Made once; each case then takes some microseconds.
package struct Explorer: Sendable {
  /// What messages of the operation are made of.
  package let model: OperationModel
  private let frame: Frame?
  /// Values that break one constraint, by the member of the message that they are in.
  private let breaks: [Breaking]

  private struct Breaking: Sendable {
    var member: String
    var value: JSONValue?
    var subject: Case.Subject
    var expectation: Case.Expectation
    var notes: [Case.Note]
  }

  init(_ model: OperationModel, _ frame: Frame?, _ variants: [VariantRecord]) {
    self.model = model
    self.frame = frame
    breaks = variants.map {
      Breaking(
        member: $0.member, value: $0.value, subject: $0.subject, expectation: $0.expectation,
        notes: $0.notes)
    }
  }

  /// Whether there is anything to make.
  package var isEmpty: Bool { frame == nil }

  /// The case of a seed; `nil` where no message can be made at all.
  package func makeCase(seed: UInt64) -> Case? {
    var source = ChoiceSource(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x6173_7361)
    return make(&source)
  }

  /// The case of some choices.
  package func makeCase(replaying choices: ChoiceSequence) -> Case? {
    var source = ChoiceSource(replaying: choices)
    return make(&source)
  }

  private func make(_ source: inout ChoiceSource) -> Case? {
    guard let frame else { return nil }
    let isBroken = source.below(2) == 1 && !breaks.isEmpty
    let wrong = isBroken ? breaks[source.index(breaks.count)] : nil
    guard var message = message(frame, &source, without: wrong?.member) else { return nil }
    if let wrong { message[wrong.member] = wrong.value }
    let sequence = source.sequence
    let name = "\(model.operation.name)/\(frame.prefix)random/\(Self.digest(sequence))"
    var subject =
      wrong?.subject
      ?? Case.Subject(
        part: frame.bodyPart, pointer: "", path: "", constraint: nil, boundary: "random",
        source: model.contract.sources.location(of: model.operation.origin))
    if wrong == nil { subject.boundary = "random" }
    var made = Case(
      id: name, operation: model.operation.name, direction: frame.direction, subject: subject,
      expectation: wrong?.expectation ?? .valid, notes: wrong?.notes ?? [], choices: sequence)
    switch frame.kind {
    case .request:
      let wire = model.writer.request(message, model.operation, frame.layout)
      made.request = wire.request
      if wire.isLarge { made.notes.append(.large) }
    case .response:
      made.response =
        model.writer.response(message, status: model.successStatus, frame.layout).response
    case .error(let index):
      made.response = model.errorWire(index, message, form: .usual).response
    }
    return made
  }

  private func message(
    _ frame: Frame, _ source: inout ChoiceSource, without wrong: String?
  ) -> MessageValue? {
    var message = MessageValue()
    for place in frame.layout.places {
      let name = place.member.name
      if let wrong, wrong.isExactly(name) {
        // Its turn comes later; a place among the others is all it needs.
        message.members.append(.init(name, .null))
        continue
      }
      let isRequired = place.member.required != nil || place.location == .path
      if !isRequired, source.below(2) == 0 { continue }
      if frame.bound.contains(name), let given = frame.base[name] {
        message.members.append(.init(name, given))
        continue
      }
      guard var value = model.maker.random(place.node, &source) else {
        if isRequired { return nil }
        continue
      }
      if !model.travels(value, place) {
        guard let plain = frame.base[name] ?? model.maker.value(place.node, .plain),
          model.travels(plain, place)
        else {
          if isRequired { return nil }
          continue
        }
        value = plain
      }
      message.members.append(.init(name, value))
    }
    return message
  }

  /// A name for choices: they may be many.
  private static func digest(_ sequence: ChoiceSequence) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for choice in sequence.choices {
      hash = (hash ^ choice) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.utf8.count)) + digits
  }
}

/// A variant with what was made of it, for random messages to be broken with.
struct VariantRecord: Sendable {
  var member: String
  var value: JSONValue?
  var subject: Case.Subject
  var expectation: Case.Expectation
  var notes: [Case.Note]
}

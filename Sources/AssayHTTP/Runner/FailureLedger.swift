internal import AssayGenerate
internal import AssayModel

/// Brings failures with one cause together.
struct FailureLedger: Sendable {
  private(set) var groups: [FailureGroup] = []
  private var places: [String: Int] = [:]
  /// What the plainest sound request failed with, by operation: whatever else fails with the same
  /// does so for the same cause.
  private var common: [String: String] = [:]

  /// Notes what became of the plainest sound request.
  mutating func noteCommon(_ item: Case, _ judgement: AnswerJudgement) {
    guard judgement.outcome == .fail else { return }
    common[item.operation] = Self.commonKey(item, judgement)
  }

  private static func commonKey(_ item: Case, _ judgement: AnswerJudgement) -> String {
    "\(item.operation)|\(judgement.kind?.rawValue ?? "")|\(judgement.signature)"
  }

  /// What failures with one cause have in common.
  func key(_ item: Case, _ judgement: AnswerJudgement) -> String {
    let key = Self.commonKey(item, judgement)
    if common[item.operation] == key { return key }
    switch judgement.kind {
    case .badAnswer, .wrongRefusal, .sequence: return key
    default:
      let subject = item.subject
      return "\(key)|\(subject.part.rawValue)|\(subject.path)|\(subject.constraint?.rawValue ?? "")"
    }
  }

  /// Adds a failure; the first of a cause is the one that is shown.
  mutating func add(_ result: CaseResult, isKnown: Bool = false) {
    guard result.judgement.outcome == .fail else { return }
    let key = key(result.item, result.judgement)
    guard let place = places[key] else {
      places[key] = groups.count
      groups.append(
        FailureGroup(
          item: result.item, judgement: result.judgement, answer: result.answer,
          ids: [result.item.id], count: 1, subjects: [result.item.subject], isKnown: isKnown,
          key: key))
      return
    }
    groups[place].isKnown = groups[place].isKnown || isKnown
    guard !groups[place].ids.contains(result.item.id) else { return }
    groups[place].count += 1
    if groups[place].ids.count < FailureGroup.idLimit {
      groups[place].ids.append(result.item.id)
    }
    let subject = result.item.subject
    let isNew = !groups[place].subjects.contains {
      $0.part == subject.part && $0.path == subject.path && $0.constraint == subject.constraint
    }
    if isNew, groups[place].subjects.count < 20 { groups[place].subjects.append(subject) }
  }

  /// Takes a group into another one, and away.
  mutating func merge(_ index: Int, into other: Int) {
    let group = groups[index]
    groups[other].isKnown = groups[other].isKnown || group.isKnown
    groups[other].count += group.count
    let room = max(0, FailureGroup.idLimit - groups[other].ids.count)
    groups[other].ids += group.ids.prefix(room)
    groups[other].subjects += group.subjects.prefix(max(0, 20 - groups[other].subjects.count))
    groups.remove(at: index)
    places = [:]
    for (index, group) in groups.enumerated() { places[group.key] = index }
  }

  /// Puts a smaller case in the place of the one that is shown.
  mutating func replace(_ index: Int, _ result: CaseResult) {
    groups[index].item = result.item
    groups[index].judgement = result.judgement
    groups[index].answer = result.answer
    if !groups[index].ids.contains(result.item.id) {
      groups[index].ids.insert(result.item.id, at: 0)
    }
  }

  /// Adds what only the end of a run knows.
  mutating func complete(_ index: Int, command: String, file: String?) {
    groups[index].command = command
    groups[index].file = file
  }
}

internal import AssayGenerate
internal import AssayModel

extension FailureLedger {
  /// Brings groups together that only seem to have different causes.
  ///
  /// What fails for one constraint also fails in messages that happen to hold such a value: those
  /// that are about no constraint. And pages that lose an item lose it behind each filter, too.
  mutating func fold() {
    for kind in [AnswerJudgement.Kind.refused, .serverError, .closed, .timeout, .notHTTP] {
      foldGeneral(kind)
    }
    foldSequences()
  }

  /// Whether a failure is about no single constraint.
  private func isGeneral(_ group: FailureGroup) -> Bool {
    group.item.subject.constraint == nil || group.item.id.contains("/walk/")
  }

  private mutating func foldGeneral(_ kind: AnswerJudgement.Kind) {
    func isLike(_ left: FailureGroup, _ right: FailureGroup) -> Bool {
      left.judgement.kind == kind && right.judgement.kind == kind
        && left.item.operation == right.item.operation
        && left.judgement.signature == right.judgement.signature
    }
    var index = 0
    while index < groups.count {
      let group = groups[index]
      guard group.judgement.kind == kind, isGeneral(group) else {
        index += 1
        continue
      }
      let special = groups.indices.filter {
        $0 != index && isLike(groups[$0], group) && !isGeneral(groups[$0])
          && groups[$0].item.expectation == .valid
      }
      let isCommon = group.item.id.hasSuffix("/message/typical")
      if special.count > 1, isCommon {
        // It is the message with all members that fails, whatever is in them.
        for key in special.map({ groups[$0].key }) {
          guard let other = groups.firstIndex(where: { $0.key == key }),
            let target = groups.firstIndex(where: { $0.key == group.key })
          else { continue }
          merge(other, into: target)
        }
        index = groups.firstIndex { $0.key == group.key } ?? index
      } else if let first = special.first {
        merge(index, into: first)
        continue
      } else if let earlier = groups.indices.prefix(index).first(where: {
        isLike(groups[$0], group) && isGeneral(groups[$0])
      }) {
        merge(index, into: earlier)
        continue
      }
      index += 1
    }
  }

  private mutating func foldSequences() {
    var index = 0
    while index < groups.count {
      let group = groups[index]
      guard group.judgement.kind == .sequence else {
        index += 1
        continue
      }
      let source = group.item.subject.source
      let check = group.judgement.signature.split(separator: "|").last
      let cause = groups.indices.first { other in
        guard other != index, groups[other].item.operation == group.item.operation else {
          return false
        }
        if groups[other].judgement.kind == .badAnswer {
          // Items that are broken are not told from others as they should be.
          return groups[other].item.id.contains("/walk/")
            || groups[other].judgement.violations.contains {
              $0.constraint == .relation && $0.source != nil && $0.source == source
            }
        }
        return groups[other].item.id.contains("/walk/pagination/")
          && groups[other].judgement.kind == .sequence
          && groups[other].judgement.signature.split(separator: "|").last == check
      }
      let isOfPages = group.item.id.contains("/walk/pagination/")
      if let cause, !isOfPages || groups[cause].judgement.kind == .badAnswer {
        merge(index, into: cause)
      } else {
        index += 1
      }
    }
  }
}

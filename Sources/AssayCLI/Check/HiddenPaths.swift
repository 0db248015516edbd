import AssayModel

/// How exchanges are called whose path holds a secret: by the template, without the label's value.
struct HiddenPaths {
  private var titles: [String: String] = [:]

  init(_ contract: Contract) {
    for operation in contract.operations {
      guard let http = operation.http, let input = operation.input else { continue }
      let members = contract[contract.base(of: input)].members
      if members.contains(where: { $0.location == .path && contract.hides($0) }) {
        titles[operation.name] = "\(http.method) \(http.uri.source)"
      }
    }
  }

  /// What stands for method and target of an operation's request; `nil` where nothing is secret.
  func title(of operation: String?) -> String? {
    titles.isEmpty ? nil : operation.flatMap { titles[$0] }
  }
}

extension Contract {
  /// Whether a member's values are secret, by itself or by its type.
  fileprivate func hides(_ member: Member) -> Bool {
    if member.isSecret { return true }
    var id = member.target
    for _ in 0...shapes.count {
      if self[id].traits.isSensitive { return true }
      guard case .refined(let next) = self[id].kind else { break }
      id = next
    }
    return false
  }
}

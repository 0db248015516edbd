internal import AssayGenerate
internal import AssayModel
internal import Synchronization

/// What a mock knows of each operation, made when the operation is first asked for: services have
/// hundreds of them, and a run asks for few.
final class OperationShelf: Sendable {
  /// One operation.
  struct Entry: Sendable {
    let model: OperationModel
    let answers: OperationAnswers
  }

  let contract: Contract
  private let options: Mock.Options
  private let judge: RequestJudge
  private let made = Mutex<[Int: Entry]>([:])

  init(_ contract: Contract, _ options: Mock.Options, _ judge: RequestJudge) {
    self.contract = contract
    self.options = options
    self.judge = judge
  }

  /// An operation, by its place in the contract.
  subscript(index: Int) -> Entry {
    if let entry = made.withLock({ $0[index] }) { return entry }
    // Made outside the lock, so that nobody has to wait who asks for another operation.
    let model = OperationModel(contract, contract.operations[index])
    let entry = Entry(model: model, answers: OperationAnswers(model, options, judge))
    return made.withLock { made in
      if let first = made[index] { return first }
      made[index] = entry
      return entry
    }
  }
}

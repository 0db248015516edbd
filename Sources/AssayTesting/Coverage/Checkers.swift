internal import Assay
internal import AssayModel
import Synchronization

/// The checkers of this process: one for each contract, so that tests need not keep theirs, and all
/// that tests brought along, so that coverage is summed over everything.
enum Checkers {
  private struct State {
    var byContract: [ContractKey: Checker] = [:]
    var recent: [(buffers: ContractBuffers, checker: Checker)] = []
    var all: [ObjectIdentifier: Checker] = [:]
  }

  private static let state = Mutex(State())
  /// How many contracts are recognised without comparing them.
  private static let recentLimit = 16

  /// The checker of a contract: compiled when it is asked for first.
  static func checker(for contract: Contract) -> Checker {
    let buffers = ContractBuffers(contract)
    let known = state.withLock { state in
      state.recent.first { $0.buffers == buffers && buffers.isWhole }?.checker
    }
    if let known { return known }
    let key = ContractKey(contract)
    return state.withLock { state in
      let checker = state.byContract[key] ?? Checker(contract)
      state.byContract[key] = checker
      state.all[checker.identity] = checker
      // The checker of an equal contract has other buffers: what is remembered must be kept alive.
      if ContractBuffers(checker.contract) == buffers {
        state.recent.insert((buffers, checker), at: 0)
        if state.recent.count > recentLimit { state.recent.removeLast() }
      }
      CoverageFile.prepare()
      return checker
    }
  }

  /// A checker that a test brought, remembered for its coverage.
  static func known(_ checker: Checker) -> Checker {
    state.withLock { state in
      if state.all.updateValue(checker, forKey: checker.identity) == nil { CoverageFile.prepare() }
    }
    return checker
  }

  /// All checkers, of one contract where it is named.
  static func all(of contract: Contract? = nil) -> [Checker] {
    let all = state.withLock { Array($0.all.values) }
    guard let contract else { return all }
    let key = ContractKey(contract)
    return all.filter { ContractKey($0.contract) == key }
  }
}

/// A contract as a key: equal contracts from equal places are one.
struct ContractKey: Hashable {
  private let contract: Contract
  private let paths: [String]
  private let lines: [UInt32]

  init(_ contract: Contract) {
    self.contract = contract
    paths = contract.sources.paths
    // Equality of contracts does not look at places, and violations show them.
    lines = contract.operations.map(\.origin.line) + contract.shapes.map(\.origin.line)
  }
}

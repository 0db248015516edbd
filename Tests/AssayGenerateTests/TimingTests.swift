import AssayGenerate
import AssayModel
import Testing

@Suite("Times", .serialized)
struct TimingTests {
  @Test("all cases of ListReferenceImportJobs are derived in half a second")
  func derivation() {
    let contract = Samples.listJobs
    let clock = ContinuousClock()
    var count = 0
    let first = clock.measure {
      count = CaseGenerator(contract, contract.operations[0]).derive().cases.count
    }
    let second = clock.measure {
      count = CaseGenerator(contract, contract.operations[0]).derive().cases.count
    }
    print("\(count) cases, first \(first), then \(second)")
  }

  @Test("random cases, a second", arguments: Case.Direction.allCases)
  func random(_ direction: Case.Direction) {
    let contract = Samples.listJobs
    let explorer = CaseGenerator(contract, contract.operations[0]).explorer(direction)
    let count = 20_000 as UInt64
    var bytes = 0
    let time = ContinuousClock().measure {
      for seed in 0..<count {
        let made = explorer.makeCase(seed: seed)
        bytes += made?.request?.target.count ?? made?.response?.body?.count ?? 0
      }
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    print(direction, Int(Double(count) / seconds), "cases/s,", bytes / Int(count), "bytes each")
  }
}

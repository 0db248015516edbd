import AssayGenerate
import AssayModel
import Foundation
import Testing

@Suite("Times", .serialized)
struct TimingTests {
  @Test("all cases of ListReferenceImportJobs are derived in half a second")
  func derivation() {
    let contract = Samples.listJobs
    var times: [Double] = []
    var count = 0
    for _ in 0..<(Environment.takesAll ? 2 : 1) {
      let start = threadSeconds()
      count = CaseGenerator(contract, contract.operations[0]).derive().cases.count
      times.append(threadSeconds() - start)
    }
    print("\(count) cases, seconds: \(times)")
  }

  private func threadSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @Test("random cases, a second", arguments: Case.Direction.allCases)
  func random(_ direction: Case.Direction) {
    let contract = Samples.listJobs
    let explorer = CaseGenerator(contract, contract.operations[0]).explorer(direction)
    let count: UInt64 = Environment.takesAll ? 20_000 : 2_000
    var bytes = 0
    // Of this thread's own time: other work on the machine does not count.
    let start = threadSeconds()
    for seed in 0..<count {
      let made = explorer.makeCase(seed: seed)
      bytes += made?.request?.target.count ?? made?.response?.body?.count ?? 0
    }
    let seconds = threadSeconds() - start
    print(direction, Int(Double(count) / seconds), "cases/s,", bytes / Int(count), "bytes each")
  }
}

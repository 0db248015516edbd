import AssayGenerate
import AssayModel

extension ScenarioMaker {
  /// Connections that break.
  mutating func addFaults(_ plain: Script) {
    for fault in Fault.allCases {
      add(
        .transport, fault.rawValue, fault.isMild ? .survive : .reject, fault.title,
        disturbed(plain, fault))
    }
    for fault in [Fault.closeBeforeHead, .resetBeforeHead, .closeInBody, .stallBeforeHead] {
      add(
        .transport, "once/\(fault.rawValue)", .survive, "once, \(fault.title)",
        disturbed(plain, fault, times: 1))
    }
    guard let pages = twoPages else { return }
    for fault in [
      Fault.closeBeforeHead, .closeInBody, .chunkLastMissing, .resetInBody, .garbage,
    ] {
      add(
        .transport, "second-page/\(fault.rawValue)", .reject,
        "a sound first page, then \(fault.title)", disturbed(pages, fault, page: 1))
    }
  }

  private func disturbed(
    _ script: Script, _ fault: Fault, page: Int = 0, times: Int? = nil
  ) -> Script {
    var script = script
    script.disturbance = Script.Disturbance(page: page, times: times, answer: .fault(fault))
    return script
  }
}

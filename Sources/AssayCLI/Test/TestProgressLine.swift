import AssayHTTP
import AssayReport

/// A line on a terminal that says how far a run is. Used from one task.
final class TestProgressLine {
  private let console: Console?
  private var isShown = false

  /// Shows on a console; `nil` for nowhere.
  init(on console: Console?) { self.console = console }

  /// Draws the line anew.
  func show(_ progress: RunProgress) {
    guard let console else { return }
    isShown = true
    let line = Self.line(progress.snapshot, after: progress.seconds, columns: 100)
    try? console.errors.write(Array("\r\u{1B}[K\(line)".utf8))
    try? console.errors.flush()
  }

  /// Takes the line away.
  func finish() {
    guard isShown, let console else { return }
    isShown = false
    try? console.errors.write(Array("\r\u{1B}[K".utf8))
    try? console.errors.flush()
  }

  /// `[=====>    ] 512 of 1,024, 3 failures, 2,310/s, ListRuns`.
  static func line(
    _ state: RunProgress.Snapshot, after seconds: Double, columns: Int
  ) -> String {
    var text = ""
    if let total = state.total, total > 0 {
      let width = 20
      let filled = min(width, state.done * width / total)
      text += "[" + String(repeating: "=", count: filled)
      text += String(repeating: " ", count: width - filled) + "] "
      text += "\(Wording.grouped(state.done)) of \(Wording.grouped(total)) cases"
    } else {
      text += Wording.counted(state.done, "case")
    }
    text += ", \(Wording.counted(state.failures, "failure"))"
    if seconds > 0.2 {
      text += ", \(Wording.grouped(Int(Double(state.requests) / seconds)))/s"
    }
    return text + ", \(Wording.visible(String(state.phase.unicodeScalars.prefix(columns - 60))))"
  }
}

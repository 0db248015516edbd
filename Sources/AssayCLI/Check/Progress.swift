import AssayReport

/// A line on a terminal that says how far a run is: bytes, rate, time left. Used from one task.
final class Progress {
  /// Seconds between two lines.
  private static let interval = 0.1

  private let console: Console?
  private let total: Int?
  private let start = monotonicSeconds()
  private var last = 0.0
  private var isShown = false

  /// Creates a progress.
  ///
  /// - Parameters:
  ///   - console: Where to show it; `nil` for nowhere.
  ///   - total: Bytes of all inputs as they are stored, where that is known.
  init(on console: Console?, total: Int?) {
    self.console = console
    self.total = total
  }

  /// Shows how much was read of the inputs, in bytes as they are stored; cheap when called often.
  func update(bytes: Int) {
    guard let console else { return }
    let now = monotonicSeconds() - start
    guard now - last >= Self.interval else { return }
    last = now
    isShown = true
    try? console.errors.write(Array("\r\u{1B}[K\(Self.line(bytes, of: total, after: now))".utf8))
    try? console.errors.flush()
  }

  /// Takes the line away.
  func finish() {
    guard isShown, let console else { return }
    isShown = false
    try? console.errors.write(Array("\r\u{1B}[K".utf8))
    try? console.errors.flush()
  }

  /// The text for some bytes read in some seconds: `43 %, 1.2 GB of 2.8 GB, 910 MB/s, 2 s left`.
  static func line(_ bytes: Int, of total: Int?, after seconds: Double) -> String {
    let rate = seconds > 0 ? Double(bytes) / seconds : 0
    var pieces: [String] = []
    if let total, total > 0, bytes <= total {
      pieces.append("\(Int(Double(bytes) / Double(total) * 100)) %")
      pieces.append("\(size(Double(bytes))) of \(size(Double(total)))")
    } else {
      pieces.append(size(Double(bytes)))
    }
    pieces.append("\(size(rate))/s")
    if let total, bytes <= total, rate > 0 {
      pieces.append("\(duration(Double(total - bytes) / rate)) left")
    }
    return pieces.joined(separator: ", ")
  }

  /// A number of bytes with a unit of thousands.
  private static func size(_ bytes: Double) -> String {
    var value = bytes
    for unit in ["B", "kB", "MB"] {
      if value < 1000 { return "\(rounded(value)) \(unit)" }
      value /= 1000
    }
    return "\(rounded(value)) GB"
  }

  /// One decimal below ten, none above.
  private static func rounded(_ value: Double) -> String {
    guard value < 10 else { return Wording.grouped(Int(min(value, 1e15))) }
    let tenths = Int(value * 10)
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}

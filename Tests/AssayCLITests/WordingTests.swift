@testable import AssayCLI
import Testing

@Suite struct WordingTests {
  static let lines: [(bytes: Int, total: Int?, seconds: Double, text: String)] = [
    (1_200_000_000, 2_800_000_000, 2.0, "42 %, 1.2 GB of 2.8 GB, 600 MB/s, 3 s left"),
    (999, nil, 1.0, "999 B, 999 B/s"),
    (1_000, nil, 1.0, "1 kB, 1 kB/s"),
    (0, 100, 0.1, "0 %, 0 B of 100 B, 0 B/s"),
    (100, 100, 0.1, "100 %, 100 B of 100 B, 1 kB/s, 0 s left"),
    // A file that grows while it is read.
    (200, 100, 1.0, "200 B, 200 B/s"),
    (1_000_000, 1_000_000_000_000, 1.0, "0 %, 1 MB of 1,000 GB, 1 MB/s, 277 h 46 min left"),
    (1_000_000, 100_000_000, 1.0, "1 %, 1 MB of 100 MB, 1 MB/s, 1 min 39 s left"),
  ]

  @Test(arguments: lines)
  func progressTellsBytesRateAndTimeLeft(
    _ bytes: Int, _ total: Int?, _ seconds: Double, _ expected: String
  ) {
    #expect(Progress.line(bytes, of: total, after: seconds) == expected)
  }
}

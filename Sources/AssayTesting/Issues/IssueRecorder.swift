internal import Assay

#if canImport(Testing)
  import Testing
#endif
#if canImport(XCTest)
  import XCTest
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes an issue of the running test out of a text, in whichever framework runs it.
package enum IssueRecorder {
  /// How much an issue matters.
  package enum Severity {
    case error, warning
  }

  /// Records one issue at the caller's line.
  package static func record(
    _ text: String, _ severity: Severity = .error, at place: TestPlace
  ) {
    switch TestingFramework.current {
    case .swiftTesting: recordInSwiftTesting(text, severity, place)
    case .xctest: recordInXCTest(text, severity, place)
    case .none: complain(text, severity, place)
    }
  }

  private static func recordInSwiftTesting(
    _ text: String, _ severity: Severity, _ place: TestPlace
  ) {
    #if canImport(Testing)
      let location = Testing.SourceLocation(
        fileID: "\(place.fileID)", filePath: "\(place.filePath)", line: Int(clamping: place.line),
        column: max(1, Int(clamping: place.column)))
      let comment = Comment(rawValue: text)
      #if compiler(>=6.3)
        Issue.record(
          comment, severity: severity == .error ? .error : .warning, sourceLocation: location)
      #else
        // Without severities a warning would fail the test.
        guard severity == .error else { return complain(text, severity, place) }
        Issue.record(comment, sourceLocation: location)
      #endif
    #endif
  }

  private static func recordInXCTest(_ text: String, _ severity: Severity, _ place: TestPlace) {
    #if canImport(XCTest)
      // XCTest knows failures alone.
      guard severity == .error else { return complain(text, severity, place) }
      #if canImport(ObjectiveC)
        XCTFail(text, file: place.filePath, line: place.line)
      #else
        UnclaimedIssues.record(text, at: place)
      #endif
    #endif
  }

  /// Says on standard error what no framework takes.
  static func complain(_ text: String, _ severity: Severity, _ place: TestPlace) {
    let word = severity == .error ? "error" : "warning"
    say("\(place.filePath):\(place.line): \(word): \(text)\n")
  }

  /// Writes to standard error.
  static func say(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // SAFETY: the buffer lives for the call, and no more than its count is read.
      let written = unsafe bytes.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

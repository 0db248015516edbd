#if canImport(XCTest) && !canImport(ObjectiveC)
  import Synchronization
  import XCTest

  /// Issues of XCTest that no test case claims, as those of a class's `tearDown`.
  ///
  /// XCTest for Linux hands a failure to the case that runs, and drops it where none does. Such an
  /// issue gets a case of its own, which fails in the suite that ends next, or that has just ended: so
  /// that it is shown with its place, counted, and the run fails.
  final class UnclaimedIssues: XCTestObservation, Sendable {
    private struct Issue {
      var text: String
      var place: TestPlace
    }

    private struct State {
      var waiting: [Issue] = []
      /// The suite that ended, as long as no other has started since.
      var ended: EndedSuite?
      var isObserving = false
    }

    /// Suites end and start on one thread; what is held here is only used there.
    private struct EndedSuite: @unchecked Sendable {
      let name: String
      let run: XCTestSuiteRun
    }

    /// Whether XCTest told its observers of the failure that a piece of code records.
    private final class Claim: Sendable {
      @TaskLocal static var current: Claim?
      let isHeard = Atomic<Bool>(false)
    }

    private static let shared = UnclaimedIssues()
    private let state = Mutex(State())

    /// Records a failure, in the running case or in one of its own.
    static func record(_ text: String, at place: TestPlace) {
      shared.record(Issue(text: text, place: place))
    }

    private func record(_ issue: Issue) {
      let isNew = state.withLock { state in
        defer { state.isObserving = true }
        return !state.isObserving
      }
      if isNew { XCTestObservationCenter.shared.addTestObserver(self) }
      let claim = Claim()
      Claim.$current.withValue(claim) { Self.fail(issue) }
      guard !claim.isHeard.load(ordering: .relaxed) else { return }
      let ended = state.withLock { state in
        if state.ended == nil { state.waiting.append(issue) }
        return state.ended
      }
      if let ended { Self.add(issue, to: ended) }
    }

    private static func fail(_ issue: Issue) {
      XCTFail(issue.text, file: issue.place.filePath, line: issue.place.line)
    }

    private static func add(_ issue: Issue, to suite: EndedSuite) {
      let test = XCTestCase(name: "\(suite.name).afterTests") { _ in fail(issue) }
      test.run()
      if let run = test.testRun { suite.run.addTestRun(run) }
    }

    // MARK: - What XCTest tells

    func testCase(
      _: XCTestCase, didFailWithDescription _: String, inFile _: String?, atLine _: Int
    ) {
      Claim.current?.isHeard.store(true, ordering: .relaxed)
    }

    func testSuiteWillStart(_: XCTestSuite) { state.withLock { $0.ended = nil } }

    func testSuiteDidFinish(_ suite: XCTestSuite) {
      guard let run = suite.testRun as? XCTestSuiteRun else { return }
      let ended = EndedSuite(name: suite.name, run: run)
      let issues = state.withLock { state in
        defer { state.waiting = [] }
        state.ended = ended
        return state.waiting
      }
      for issue in issues { Self.add(issue, to: ended) }
    }
  }
#endif

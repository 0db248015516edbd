#if canImport(Testing)
  import Testing
#endif
#if canImport(XCTest)
  import XCTest
#endif

/// The framework that runs the current test; neither is asked for more than it has.
enum TestingFramework {
  /// Swift Testing; also where its process runs code that belongs to no test, such as a detached task.
  case swiftTesting
  /// XCTest.
  case xctest
  /// No test runs: a program of its own.
  case none

  static var current: TestingFramework {
    #if canImport(Testing)
      if Test.current != nil || runsSwiftTesting { return .swiftTesting }
    #endif
    #if canImport(XCTest)
      if runsTests { return .xctest }
    #endif
    return .none
  }

  /// `swift test` runs the same program once for each of the two frameworks and says which.
  private static let runsSwiftTesting: Bool = {
    let arguments = CommandLine.arguments
    if arguments.contains("--testing-library=swift-testing") { return true }
    guard let option = arguments.firstIndex(of: "--testing-library") else { return false }
    return arguments.dropFirst(option + 1).first == "swift-testing"
  }()

  private static let runsTests: Bool = CommandLine.arguments.contains { argument in
    argument.hasSuffix(".xctest") || argument.hasSuffix("/xctest")
      || argument.contains(".xctest/")
  }
}

import Synchronization

/// A number that many tasks count up.
final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  /// Adds one and returns what was there before.
  func increment() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }

  var current: Int { value.load(ordering: .relaxed) }
}

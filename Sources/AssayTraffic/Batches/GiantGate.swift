import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Lets one batch at a time hold a giant document, so that the memory of several tasks is that of one
/// giant and not of one for each.
final class GiantGate: Sendable {
  private let isTaken = Atomic<Bool>(false)

  /// Waits until no batch holds a giant and takes the place; `false` where the wait was interrupted.
  ///
  /// Looks once a millisecond: a giant takes longer than that to be read.
  func enter(unless isInterrupted: () -> Bool) -> Bool {
    while !isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged {
      if isInterrupted() { return false }
      usleep(1_000)
    }
    return true
  }

  /// Waits until no batch holds a giant, without taking the place; `false` where the wait was interrupted.
  func wait(unless isInterrupted: () -> Bool) -> Bool {
    while isTaken.load(ordering: .relaxed) {
      if isInterrupted() { return false }
      usleep(1_000)
    }
    return true
  }

  /// Lets the next one in.
  func leave() {
    isTaken.store(false, ordering: .releasing)
  }
}

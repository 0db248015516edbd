import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Set by the signal handler, which may do little more than this.
private let requested = Atomic<Bool>(false)

/// The wish of a person, or of the system, that a run end: `SIGINT` and `SIGTERM`.
enum Interruption {
  /// Whether the wish was uttered.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Lets the first such signal end the run in good order, with its summary. A second one ends the
  /// process as it would have without us. Reads that are under way return with `EINTR`.
  static func install() {
    // Touched here, so that the handler never is the first to do so.
    requested.store(false, ordering: .relaxed)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      let handler: @convention(c) (Int32) -> Void = { _ in
        requested.store(true, ordering: .relaxed)
      }
      // SAFETY: the handler stores to a lock-free atomic and does nothing else, which is safe in a
      // signal handler; the structure outlives the call.
      #if canImport(Darwin)
        action.__sigaction_u.__sa_handler = handler
      #else
        unsafe action.__sigaction_handler.sa_handler = handler
      #endif
      action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
      _ = unsafe sigaction(number, &action, nil)
      unsafe sigaddset(&signals, number)
    }
    // A process inherits what the thread that started it had blocked, and a thread of Dispatch has
    // blocked nearly everything.
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    // A reader that goes away is an error of the write, which is reported like any other.
    _ = signal(SIGPIPE, SIG_IGN)
  }
}

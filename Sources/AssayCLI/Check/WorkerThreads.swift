#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Threads for work that begins at once and keeps a core busy to its end.
///
/// A queue of Dispatch makes its threads one after the other and a third one to manage them, which on two
/// cores is a hundredth of the time that 200 MB take.
enum WorkerThreads {
  /// Does the work once for each number below `count`, 1 at least, the last one on this thread, and returns when
  /// all of it is done.
  static func run(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for number in 0..<max(count - 1, 0) {
      let task = Task { work(number) }
      // SAFETY: the thread takes what is retained here, once; where there is none, it is released below.
      let argument = unsafe Unmanaged.passRetained(task).toOpaque()
      #if canImport(Glibc)
        var thread = pthread_t()
      #else
        var thread: pthread_t?
      #endif
      guard unsafe pthread_create(&thread, nil, enter, argument) == 0 else {
        // No more threads are to be had: those that are there do it all.
        unsafe Unmanaged<Task>.fromOpaque(argument).release()
        continue
      }
      #if canImport(Glibc)
        threads.append(thread)
      #else
        if let thread { threads.append(thread) }
      #endif
    }
    work(count - 1)
    for thread in threads { pthread_join(thread, nil) }
  }

  private final class Task {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  #if canImport(Darwin)
    private static let enter: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? =
      {
        unsafe Unmanaged<Task>.fromOpaque($0).takeRetainedValue().body()
        return nil
      }
  #else
    private static let enter:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        // SAFETY: what was handed over above, once.
        if let task = unsafe $0 {
          unsafe Unmanaged<Task>.fromOpaque(task).takeRetainedValue().body()
        }
        return nil
      }
  #endif
}

internal import CAssaySystem

/// Threads for work that begins at once and keeps a core busy to its end.
///
/// A queue of Dispatch makes its threads one after the other and a third one to manage them, which on two
/// cores is a hundredth of the time that 200 MB take.
enum WorkerThreads {
  /// Does the work once for each number below `count`, 1 at least, the last one on this thread, and returns when
  /// all of it is done. Where there are not as many threads to be had, those that are there do it all.
  static func run(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    var threads: [Thread] = []
    for number in 0..<max(count - 1, 0) {
      guard let thread = Thread(number, { work(number) }) else { break }
      threads.append(thread)
    }
    work(count - 1)
    for thread in threads { thread.join() }
  }

  /// A thread at work, to be waited for once.
  @safe
  private struct Thread {
    private let thread: OpaquePointer

    /// Starts a thread; `nil` where there are no more to be had.
    init?(_ number: Int, _ work: @escaping () -> Void) {
      // SAFETY: the thread takes what is retained here, once; where there is none, it is released here.
      let task = unsafe Unmanaged.passRetained(Task(work))
      let run: @convention(c) (UnsafeMutableRawPointer?) -> Void = {
        if let task = unsafe $0 {
          unsafe Unmanaged<Task>.fromOpaque(task).takeRetainedValue().work()
        }
      }
      guard let thread = unsafe assay_thread_start(Int32(clamping: number), run, task.toOpaque())
      else {
        unsafe task.release()
        return nil
      }
      unsafe self.thread = thread
    }

    func join() { unsafe assay_thread_join(thread) }
  }

  private final class Task {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
  }
}

import Foundation
import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs a client program, in a process group of its own, for a limited time.
struct ClientProcess: Sendable {
  /// Program and arguments.
  var command: [String]
  /// Variables that are set, or taken away, beside those of this process.
  var variables: [String: String?]
  /// Seconds that it may run.
  var timeout: Double
  /// Bytes kept of standard output.
  var outputLimit = 32 << 20

  /// What is known of a running child.
  private struct Child: Sendable {
    var group: pid_t?
    var isOver = false
    var ending: ClientRun.End?
  }

  /// Runs it once. `isUnbounded` is asked now and then whether to end it before its time.
  func run(isUnbounded: @escaping @Sendable () -> Bool) async -> ClientRun {
    guard let output = OutputCollector(limit: outputLimit, keepsTail: false),
      let errors = OutputCollector(limit: 1 << 18, keepsTail: true)
    else { return ClientRun(end: .notStarted("no pipe could be opened")) }
    output.start()
    errors.start()
    let child = ChildBox()
    let clock = ContinuousClock()
    let start = clock.now
    // On a thread of its own, which keeps its time whatever else this process is busy with.
    Thread.detachNewThread { [timeout] in Self.watch(child, timeout, isUnbounded) }
    let end = await launch(output.writeEnd, errors.writeEnd, child)
    child.state.withLock { $0.isOver = true }
    // What it has started goes with it.
    child.kill(SIGKILL)
    var run = ClientRun(end: end)
    run.seconds = Self.seconds(clock.now - start)
    let written = await output.finish()
    let complained = await errors.finish()
    run.output = written.bytes
    run.isCut = written.isCut
    run.errors = complained.bytes
    return run
  }

  private final class ChildBox: Sendable {
    let state = Mutex(Child())

    /// Sends a signal to the whole group, if it was started.
    func kill(_ signal: Int32) {
      guard let group = state.withLock({ $0.group }), group > 1 else { return }
      #if canImport(Glibc)
        _ = Glibc.kill(-group, signal)
      #elseif canImport(Musl)
        _ = Musl.kill(-group, signal)
      #else
        _ = Darwin.kill(-group, signal)
      #endif
    }
  }

  private func launch(
    _ output: Int32, _ errors: Int32, _ child: ChildBox
  ) async -> ClientRun.End {
    guard let program = command.first, !program.isEmpty else {
      return .notStarted("no program is named")
    }
    var options = PlatformOptions()
    options.processGroupID = 0
    var updates: [Environment.Key: String?] = [:]
    for (name, value) in variables {
      if let key = Environment.Key(rawValue: name) { updates[key] = value }
    }
    let executable: Executable =
      program.utf8.contains(UInt8(ascii: "/")) ? .path(FilePath(program)) : .name(program)
    do {
      let result = try await Subprocess.run(
        executable, arguments: Arguments(Array(command.dropFirst())),
        environment: .inherit.updating(updates), platformOptions: options, input: .none,
        output: .fileDescriptor(FileDescriptor(rawValue: output), closeAfterSpawningProcess: true),
        error: .fileDescriptor(FileDescriptor(rawValue: errors), closeAfterSpawningProcess: true)
      ) { execution in
        child.state.withLock { $0.group = execution.processIdentifier.value }
      }
      if let ending = child.state.withLock({ $0.ending }) { return ending }
      switch result.terminationStatus {
      case .exited(let code): return .exited(code)
      case .signaled(let signal): return .signalled(signal)
      }
    } catch let error as SubprocessError {
      return .notStarted(Self.reason(error, program))
    } catch {
      return .notStarted("\(error)")
    }
  }

  private static func reason(_ error: SubprocessError, _ program: String) -> String {
    if error.code == .executableNotFound {
      return FileManager.default.fileExists(atPath: program)
        ? "`\(program)` is no program that may be run" : "`\(program)` is not there"
    }
    return "`\(program)`: \(error.underlyingError.map { "\($0)" } ?? "\(error)")"
  }

  // MARK: - Time

  /// Ends the child when its time is over: politely, and a little later for good. Its time begins
  /// when it does.
  private static func watch(
    _ child: ChildBox, _ timeout: Double, _ isUnbounded: @Sendable () -> Bool
  ) {
    let clock = ContinuousClock()
    var deadline: ContinuousClock.Instant?
    while !child.state.withLock({ $0.isOver }) {
      Thread.sleep(forTimeInterval: 0.02)
      let now = clock.now
      if deadline == nil, child.state.withLock({ $0.group }) != nil {
        deadline = now + .milliseconds(Int(timeout * 1000))
      }
      guard let deadline else { continue }
      let isLate = now >= deadline
      guard isLate || isUnbounded() else { continue }
      let mayEnd = child.state.withLock { state -> Bool in
        guard !state.isOver, let group = state.group, !hasExited(group) else { return false }
        state.ending = isLate ? .timedOut : .unbounded
        return true
      }
      guard mayEnd else { return }
      child.kill(SIGTERM)
      Thread.sleep(forTimeInterval: 0.3)
      while !child.state.withLock({ $0.isOver }) {
        child.kill(SIGKILL)
        Thread.sleep(forTimeInterval: 0.1)
      }
      return
    }
  }

  /// Whether a child is over already, and only waits for somebody to take notice.
  private static func hasExited(_ child: pid_t) -> Bool {
    var info = unsafe siginfo_t()
    // SAFETY: the structure outlives the call; WNOWAIT leaves the child to whoever waits for it.
    let code = unsafe waitid(P_PID, id_t(child), &info, WEXITED | WNOHANG | WNOWAIT)
    let signal = unsafe info.si_signo
    return code != 0 || signal == SIGCHLD
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}

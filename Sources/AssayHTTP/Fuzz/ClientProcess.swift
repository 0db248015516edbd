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
    let watch = Task { [timeout] in
      await Self.watch(child, until: start + .milliseconds(Int(timeout * 1000)), isUnbounded)
    }
    let end = await launch(output.writeEnd, errors.writeEnd, child)
    child.state.withLock { $0.isOver = true }
    watch.cancel()
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

  /// Ends the child when its time is over: politely, and a little later for good.
  private static func watch(
    _ child: ChildBox, until deadline: ContinuousClock.Instant,
    _ isUnbounded: @Sendable () -> Bool
  ) async {
    let clock = ContinuousClock()
    while clock.now < deadline, !isUnbounded() {
      do {
        try await Task.sleep(for: min(.milliseconds(100), deadline - clock.now))
      } catch {
        return
      }
    }
    let mayEnd = child.state.withLock { state -> Bool in
      guard !state.isOver else { return false }
      state.ending = clock.now < deadline ? .unbounded : .timedOut
      return true
    }
    guard mayEnd else { return }
    child.kill(SIGTERM)
    try? await Task.sleep(for: .milliseconds(300))
    while !child.state.withLock({ $0.isOver }) {
      child.kill(SIGKILL)
      do {
        try await Task.sleep(for: .milliseconds(200))
      } catch {
        return
      }
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}

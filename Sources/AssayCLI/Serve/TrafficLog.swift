import AssayGenerate
import AssayHTTP
import AssayModel
import AssayReport
import AssayTraffic
import Synchronization

/// The file of `assay serve --log`: what was asked and answered, as `assay check` reads it.
///
/// Written from the threads of connections; an exchange is in the file at the latest after the next
/// ``flush()``.
final class TrafficLog: Sendable {
  private struct State: ~Copyable {
    var writer: HARWriter
    let file: OutputFile
    var pending: [UInt8] = []
    var error: OutputError?
  }

  /// Bytes kept back before they are written at once.
  private static let threshold = 1 << 18
  /// Values that no log is to give away.
  private static let secrets: Set<String> = [
    "authorization", "proxy-authorization", "cookie", "set-cookie", "x-amz-security-token",
  ]

  private let state: Mutex<State>
  private let base: String
  /// Milliseconds of the world's clock where the steady clock is 0.
  private let epoch: Int64

  /// Opens a file: a HAR document where its name ends in `.har`, lines of entries otherwise.
  init(path: String, inputs: [String], base: String) throws {
    let file = try OutputFile(path: path, inputs: inputs)
    let isDocument = path.lowercased().hasSuffix(".har")
    let writer = HARWriter(
      isDocument ? .document : .lines, creator: (name: "Assay", version: Version.number))
    self.base = base
    epoch = wallMilliseconds() - Int64(monotonicSeconds() * 1_000)
    let head = writer.head
    state = Mutex(State(writer: writer, file: file, pending: head))
  }

  /// Adds an exchange.
  func add(_ served: ServerEvent.Served) {
    var exchange = Exchange()
    exchange.id = exchange.append("\(served.request.number)")
    exchange.fill(served.request)
    let target = exchange.append(Array(base.utf8) + served.request.target)
    exchange.request?.target = target
    if let response = served.reply.response { exchange.response = exchange.append(response) }
    hideSecrets(&exchange)
    var circumstances = HARWriter.Circumstances()
    let started = epoch + Int64(clamping: served.started / 1_000_000)
    circumstances.started = CivilTime(secondsSince1970: started / 1_000)
      .text(milliseconds: started % 1_000)
    circumstances.milliseconds = Int(clamping: served.duration / 1_000_000)
    circumstances.httpVersion = "HTTP/1.\(served.request.minorVersion)"
    let done = exchange
    state.withLock { state in
      guard state.error == nil else { return }
      state.writer.append(done, circumstances, to: &state.pending)
      if state.pending.count >= Self.threshold { Self.write(&state) }
    }
  }

  /// Writes what was kept back.
  func flush() { state.withLock { Self.write(&$0) } }

  /// Ends the file; says what went wrong, if anything.
  func finish() -> OutputError? {
    state.withLock { state in
      state.pending += state.writer.foot
      Self.write(&state)
      return state.error
    }
  }

  private func hideSecrets(_ exchange: inout Exchange) {
    let hidden = exchange.append("(hidden)")
    func isSecret(_ field: Exchange.HeaderField) -> Bool {
      Self.secrets.contains(exchange.text(field.name).lowercased())
    }
    if var request = exchange.request {
      for index in request.headers.indices where isSecret(request.headers[index]) {
        request.headers[index].value = hidden
      }
      exchange.request = request
    }
    if var response = exchange.response {
      for index in response.headers.indices where isSecret(response.headers[index]) {
        response.headers[index].value = hidden
      }
      exchange.response = response
    }
  }

  private static func write(_ state: inout State) {
    guard state.error == nil, !state.pending.isEmpty else { return }
    do throws(OutputError) {
      try state.file.write(state.pending)
      try state.file.flush()
    } catch {
      state.error = error
    }
    state.pending.removeAll(keepingCapacity: true)
  }
}

/// A reply while it is carried out.
final class ReplyRun {
  /// What is to be done next.
  enum Action {
    case write([UInt8])
    case pause(milliseconds: Int)
    case close, reset, stall
  }

  let request: ServerRequest
  let reply: Reply
  let started: UInt64
  /// The client does not read as fast as it is written to.
  var waitsForWriting = false
  /// Nothing more will be said.
  var isStalled = false

  private var step = 0
  /// How much of a step of drips was sent, and whether a pause is due.
  private var sent = 0
  private var pauses = false

  init(request: ServerRequest, reply: Reply, started: UInt64) {
    self.request = request
    self.reply = reply
    self.started = started
  }

  /// The next action; `nil` at the end.
  func next() -> Action? {
    while step < reply.steps.count {
      switch reply.steps[step] {
      case .bytes(let bytes):
        step += 1
        if !bytes.isEmpty { return .write(bytes) }
      case .pause(let milliseconds):
        step += 1
        return .pause(milliseconds: milliseconds)
      case .drip(let bytes, let size, let milliseconds):
        if pauses {
          pauses = false
          if milliseconds > 0 { return .pause(milliseconds: milliseconds) }
        }
        guard sent < bytes.count else {
          sent = 0
          step += 1
          continue
        }
        let end = min(bytes.count, sent + min(max(1, size), bytes.count))
        defer { sent = end }
        pauses = true
        return .write(Array(bytes[sent..<end]))
      case .close:
        step += 1
        return .close
      case .reset:
        step += 1
        return .reset
      case .stall: return .stall
      }
    }
    return nil
  }
}

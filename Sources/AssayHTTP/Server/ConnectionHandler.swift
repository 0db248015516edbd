internal import AssayGenerate
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// One connection: puts requests together, asks the responder, carries out its replies in order.
///
/// One request is answered at a time; what a pipelining client sends meanwhile waits, at first in the
/// parser, then, beyond a limit, in the system's buffers.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = Never
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Asks a connection to end as soon as nothing is under way.
  struct ShutdownEvent: Sendable {}

  /// What a connection is doing.
  enum Phase {
    /// Waiting for a request, or for the rest of one.
    case reading
    /// Carrying out a reply.
    case replying(ReplyRun)
    /// Everything is said; what still comes is thrown away until the client closes.
    case draining
    case closed
  }

  /// Bytes that may wait in the parser while an answer is under way.
  private static let waitingBytes = 1 << 16

  let shared: ServerState
  var phase = Phase.reading
  private var parser: RequestParser
  private var number = 0
  private var inputEnded = false
  private var readIsHeld = false
  private var hasEntered = false
  /// When the first byte of the request that is not complete yet came.
  private var requestBegan: NIODeadline?
  private let clock = ConnectionClock()

  init(_ shared: ServerState) {
    self.shared = shared
    parser = RequestParser(shared.limits)
  }

  // MARK: - The channel's events

  func channelActive(context: ChannelHandlerContext) {
    enter(context)
    context.fireChannelActive()
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { enter(context) }
  }

  private func enter(_ context: ChannelHandlerContext) {
    guard !hasEntered else { return }
    hasEntered = true
    guard let number = shared.enter(context.channel) else {
      phase = .closed
      return context.close(promise: nil)
    }
    self.number = number
    expectRequest(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .replying(let run) = phase { report(run, isComplete: false) }
    phase = .closed
    clock.stop()
    if hasEntered { shared.leave(number) }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    switch phase {
    case .reading:
      parser.append(buffer.readableBytesView)
      advance(context)
    case .replying(let run) where run.isStalled: break
    case .replying: parser.append(buffer.readableBytesView)
    case .draining, .closed: break
    }
  }

  func read(context: ChannelHandlerContext) {
    if case .replying(let run) = phase, !run.isStalled, parser.waiting > Self.waitingBytes {
      readIsHeld = true
    } else {
      context.read()
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, case .replying(let run) = phase, run.waitsForWriting {
      run.waitsForWriting = false
      resume(run, context)
    }
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case ChannelEvent.inputClosed:
      inputEnded = true
      inputClosed(context)
    case is ShutdownEvent: shutDown(context)
    default: break
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A broken handshake, a reset: nothing can be said to that client any more.
    if case .reading = phase, parser.isInside || error is NIOSSLError {
      refuse(status: nil, "the connection broke: \(error)")
    }
    close(context)
  }

  private func inputClosed(_ context: ChannelHandlerContext) {
    switch phase {
    case .reading:
      if parser.isInside { refuse(status: nil, "the client closed in the middle of a request") }
      close(context)
    case .replying(let run) where run.isStalled: finish(run, context)
    case .replying, .closed: break
    case .draining: close(context)
    }
  }

  private func shutDown(_ context: ChannelHandlerContext) {
    switch phase {
    case .reading where !parser.isInside: close(context)
    case .replying(let run) where run.isStalled: close(context)
    case .reading, .replying, .draining, .closed: break
    }
  }

  // MARK: - Deadlines

  /// The client has so long for its request, or the rest of it.
  private func expectRequest(_ context: ChannelHandlerContext) {
    guard parser.isInside else {
      requestBegan = nil
      return expect(in: shared.limits.idleMilliseconds, context) { this, context in
        this.close(context)
      }
    }
    let began = requestBegan ?? .now()
    requestBegan = began
    let limits = shared.limits
    let isHead = parser.isInsideHead
    let milliseconds = isHead ? limits.headMilliseconds : limits.requestMilliseconds
    expect(in: milliseconds, since: began, context) { this, context in
      let reason = "\(isHead ? "the head" : "the request") took longer than \(milliseconds) ms"
      this.refuse(RequestRefusal(status: 408, reason: reason), context)
    }
  }

  private func expect(
    in milliseconds: Int, since start: NIODeadline = .now(), _ context: ChannelHandlerContext,
    _ late: @escaping (ConnectionHandler, ChannelHandlerContext) -> Void
  ) {
    clock.expect(
      by: start + .milliseconds(Int64(clamping: milliseconds)), on: context.eventLoop
    ) { [unowned self] in late(self, context) }
  }

  // MARK: - Requests

  /// Goes on with what has come.
  private func advance(_ context: ChannelHandlerContext) {
    while case .reading = phase {
      do {
        switch try parser.next() {
        case .expectsContinue?:
          write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), context)
        case .request(var request)?:
          requestBegan = nil
          request.connection = number
          request.number = shared.nextRequest()
          begin(request, context)
        case nil:
          if inputEnded { return inputClosed(context) }
          return expectRequest(context)
        }
      } catch {
        return refuse(error, context)
      }
    }
  }

  private func begin(_ request: ServerRequest, _ context: ChannelHandlerContext) {
    let started = NIODeadline.now().uptimeNanoseconds
    let reply = shared.responder.reply(to: request)
    let run = ReplyRun(request: request, reply: reply, started: started)
    phase = .replying(run)
    carryOut(run, context)
  }

  /// Answers what is no request, and closes.
  private func refuse(_ refusal: RequestRefusal, _ context: ChannelHandlerContext) {
    refuse(status: refusal.status, refusal.reason)
    write(Reply.refusal(refusal), context)
    drain(context)
  }

  private func refuse(status: Int?, _ reason: String) {
    shared.observer?(
      .refused(ServerEvent.Refused(connection: number, status: status, reason: reason)))
  }

  // MARK: - Replies

  /// Carries out the steps of a reply until one of them has to wait.
  func carryOut(_ run: ReplyRun, _ context: ChannelHandlerContext) {
    while case .replying(let current) = phase, current === run {
      guard context.channel.isWritable else {
        run.waitsForWriting = true
        return expect(in: shared.limits.writeMilliseconds, context) { this, context in
          this.reset(context)
        }
      }
      switch run.next() {
      case .write(let bytes): write(bytes, context)
      case .pause(let milliseconds):
        clock.expectNothing()
        return wait(milliseconds, run, context)
      case .close:
        report(run, isComplete: true)
        return drain(context)
      case .reset:
        report(run, isComplete: true)
        return reset(context)
      case .stall:
        clock.expectNothing()
        run.isStalled = true
        if inputEnded { finish(run, context) }
        return
      case nil: finish(run, context)
      }
    }
  }

  private func wait(_ milliseconds: Int, _ run: ReplyRun, _ context: ChannelHandlerContext) {
    let amount = TimeAmount.milliseconds(Int64(clamping: min(max(0, milliseconds), 86_400_000)))
    context.eventLoop.assumeIsolated().scheduleTask(in: amount) { self.resume(run, context) }
  }

  /// Goes on with a reply that had to wait, and with what came meanwhile.
  private func resume(_ run: ReplyRun, _ context: ChannelHandlerContext) {
    carryOut(run, context)
    if case .reading = phase { advance(context) }
  }

  /// A reply has been carried out.
  private func finish(_ run: ReplyRun, _ context: ChannelHandlerContext) {
    report(run, isComplete: !run.isStalled)
    guard run.reply.keepsAlive, !run.isStalled, !shared.isShuttingDown else {
      return drain(context)
    }
    phase = .reading
    if readIsHeld {
      readIsHeld = false
      context.read()
    }
  }

  private func report(_ run: ReplyRun, isComplete: Bool) {
    guard let observer = shared.observer else { return }
    observer(
      .exchange(
        ServerEvent.Served(
          request: run.request, reply: run.reply, started: run.started,
          duration: NIODeadline.now().uptimeNanoseconds &- run.started, isComplete: isComplete)))
  }

  // MARK: - Bytes

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    var buffer = context.channel.allocator.buffer(capacity: bytes.count)
    buffer.writeBytes(bytes)
    context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
  }

  /// Says that nothing more will come, and waits for the client to do the same: a socket that is
  /// closed with bytes unread takes the answer back by a reset.
  private func drain(_ context: ChannelHandlerContext) {
    phase = .draining
    parser = RequestParser(shared.limits)
    guard !inputEnded else { return close(context) }
    context.close(mode: .output, promise: nil)
    if readIsHeld {
      readIsHeld = false
      context.read()
    }
    guard case .draining = phase else { return }
    expect(in: shared.limits.lingerMilliseconds, context) { this, context in this.close(context) }
  }

  private func close(_ context: ChannelHandlerContext) {
    if case .closed = phase { return }
    phase = .closed
    context.close(promise: nil)
  }

  /// Ends the connection so that the client sees a reset. TLS has no say in it.
  private func reset(_ context: ChannelHandlerContext) {
    phase = .closed
    if let socket = context.channel as? any SocketOptionProvider {
      _ = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
    }
    let pipeline = context.pipeline.syncOperations
    if let tls = try? pipeline.context(handlerType: NIOSSLServerHandler.self) {
      tls.close(promise: nil)
    } else {
      context.close(promise: nil)
    }
  }
}

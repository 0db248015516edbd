internal import NIOCore
internal import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What became of a request.
typealias ExchangeResult = Result<Answer, TransportFailure>

/// The end of a connection that a client holds: one request at a time, and the response to it.
///
/// Lives on the connection's event loop.
final class ExchangeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private struct Pending {
    var parser: ResponseParser
    var promise: EventLoopPromise<ExchangeResult>
    var timer: Scheduled<Void>
    var closes: Bool
  }

  private let limits: ResponseParser.Limits
  private var pending: Pending?
  private var wasReset = false
  private var tlsError: String?
  /// Counts what came while nothing was asked.
  private let strays: Counter
  private var isOpen = true

  init(limits: ResponseParser.Limits, strays: Counter) {
    self.limits = limits
    self.strays = strays
  }

  /// Sends a request and promises its response.
  func exchange(
    _ request: RequestBytes, seconds: Double, on channel: any Channel
  ) -> EventLoopFuture<ExchangeResult> {
    let promise = channel.eventLoop.makePromise(of: ExchangeResult.self)
    guard isOpen, pending == nil else {
      promise.succeed(.failure(tlsError.map { .tls($0) } ?? .closed(received: 0)))
      return promise.futureResult
    }
    let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
    let timer = channel.eventLoop.scheduleTask(
      in: .nanoseconds(Int64(max(0, min(seconds, 1e6)) * 1e9))
    ) {
      bound.value.end(.timeout(seconds: seconds, received: bound.value.received), channel)
    }
    pending = Pending(
      parser: ResponseParser(isHead: request.isHead, limits: limits), promise: promise,
      timer: timer, closes: request.closes)
    channel.writeAndFlush(ByteBuffer(bytes: request.bytes), promise: nil)
    return promise.futureResult
  }

  private var received: Int { pending?.parser.received ?? 0 }

  // MARK: - Events

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    guard pending != nil else {
      // RFC 9110, 15.5.9: a server may say 408 before it closes an idle connection.
      let isIdleEnd = ASCII.string(buffer.readableBytesView.prefix(12)).hasSuffix(" 408")
      if !isIdleEnd { _ = strays.increment() }
      isOpen = false
      context.close(promise: nil)
      return
    }
    do throws(TransportFailure) {
      try pending?.parser.feed(buffer.readableBytesView)
      if pending?.parser.isDone == true { complete(context.channel) }
    } catch {
      end(error, context.channel)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    isOpen = false
    guard pending != nil else { return }
    if let tlsError, received == 0 { return end(.tls(tlsError), context.channel) }
    do throws(TransportFailure) {
      // Who answers without reading all of a request resets the connection when it closes it, and a
      // body that ends with the connection ends there, too.
      try pending?.parser.finish()
      complete(context.channel)
    } catch {
      end(wasReset ? .reset(received: received) : error, context.channel)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case let error as IOError where error.errnoCode == ECONNRESET || error.errnoCode == EPIPE:
      wasReset = true
    case NIOSSLError.uncleanShutdown: break
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
      tlsError = TLSTrust.shown(error)
    default: break
    }
    context.close(promise: nil)
  }

  // MARK: - Ends

  private func complete(_ channel: any Channel) {
    guard let done = pending else { return }
    pending = nil
    done.timer.cancel()
    var answer = done.parser.answer()
    answer.keepsAlive = done.parser.keepsAlive(asked: done.closes) && isOpen
    if !answer.keepsAlive {
      isOpen = false
      channel.close(promise: nil)
    }
    done.promise.succeed(.success(answer))
  }

  private func end(_ failure: TransportFailure, _ channel: any Channel) {
    guard let ended = pending else { return }
    pending = nil
    isOpen = false
    ended.timer.cancel()
    channel.close(promise: nil)
    ended.promise.succeed(.failure(failure))
  }
}

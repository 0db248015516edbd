internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// A server of HTTP/1.0 and HTTP/1.1 that answers as its responder says, byte for byte.
///
///     let server = try await HTTPServer.start(port: 0, responder: mock)
///     … server.port …
///     await server.shutdown()
///
/// Whatever comes over its sockets, it answers or closes, and stays up.
package final class HTTPServer: Sendable {
  /// How a server listens.
  package struct Options: Sendable {
    /// Name or address to listen at.
    package var host = "127.0.0.1"
    /// Port; 0 takes a free one.
    package var port = 0
    /// Certificate and key; `nil` for plain HTTP.
    package var tls: ServerTLS?
    /// Threads that connections are shared out among.
    package var threads = 1
    /// Bounds on what a connection may cost.
    package var limits = ServerLimits()
    /// Told of every exchange and refusal, on the thread of its connection.
    package var observer: (@Sendable (ServerEvent) -> Void)?

    /// Creates the options that hold where nobody states others.
    package init() {}
  }

  /// Why a server could not be started.
  package struct StartError: Error, Sendable, CustomStringConvertible {
    /// Whether what was asked for is at fault, rather than the machine.
    package var isUsage = false
    /// One clause for a person.
    package var description: String
  }

  /// The port it listens on.
  package let port: Int
  /// Where clients find it.
  package let endpoint: Endpoint

  /// The URL that targets follow.
  package var url: String {
    let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    return "\(endpoint.isTLS ? "https" : "http")://\(host):\(port)"
  }

  private let group: MultiThreadedEventLoopGroup
  private let listener: any Channel
  private let shared: ServerState

  private init(
    _ options: Options, _ group: MultiThreadedEventLoopGroup, _ listener: any Channel,
    _ shared: ServerState
  ) {
    self.group = group
    self.listener = listener
    self.shared = shared
    port = listener.localAddress?.port ?? options.port
    endpoint = Endpoint(isTLS: options.tls != nil, host: options.host, port: port)
  }

  /// Starts a server; it accepts connections when this returns.
  ///
  /// - Throws: ``StartError`` where the address cannot be listened at, or the certificate is none.
  package static func start(
    _ options: Options = Options(), responder: any Responder
  ) async throws -> HTTPServer {
    let tls = try options.tls.map { tls throws(StartError) in try tls.context() }
    let shared = ServerState(responder, options)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, options.threads))
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 4)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(ConnectionHandler(shared))
        }
      }
    do {
      let listener = try await bootstrap.bind(host: options.host, port: options.port).get()
      return HTTPServer(options, group, listener, shared)
    } catch {
      try? await group.shutdownGracefully()
      throw StartError(
        description: "cannot listen on \(options.host):\(options.port): \(words(for: error))")
    }
  }

  /// Stops accepting, lets answers under way end for a while, closes everything.
  package func shutdown(gracePeriod: Duration = .seconds(5)) async {
    try? await listener.close().get()
    shared.beginShutdown()
    let end = ContinuousClock.now + gracePeriod
    while shared.connectionCount > 0, ContinuousClock.now < end {
      try? await Task.sleep(for: .milliseconds(5))
    }
    shared.closeAll()
    try? await group.shutdownGracefully()
  }

  /// Connections that are open now.
  package var connectionCount: Int { shared.connectionCount }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as IOError:
      switch error.errnoCode {
      case EADDRINUSE: "the port is in use"
      case EACCES, EPERM: "permission denied"
      case EADDRNOTAVAIL: "this machine has no such address"
      default: systemErrorText(error.errnoCode)
      }
    case is SocketAddressError: "no such host"
    case is NIOConnectionError: "no such host"
    default: "\(error)"
    }
  }
}

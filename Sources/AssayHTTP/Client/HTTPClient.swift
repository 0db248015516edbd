internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sends requests to one endpoint exactly as they are, over connections that are used again.
package final class HTTPClient: Sendable {
  /// What a client is told beside its requests.
  package struct Options: Sendable {
    package var timeout = 10.0
    package var trust = TLSTrust()
    package var limits = ResponseParser.Limits()
    package init() {}
  }

  package let endpoint: Endpoint
  package let options: Options
  private let group: MultiThreadedEventLoopGroup
  private let tls: NIOSSLContext?
  private let strays = Counter()

  /// How often bytes came that belong to no answer.
  package var strayCount: Int { strays.current }

  /// Prepares a client; nothing is connected yet. End it with ``shutdown()``.
  package init(_ endpoint: Endpoint, options: Options = Options()) throws(TransportFailure) {
    self.endpoint = endpoint
    self.options = options
    tls = endpoint.isTLS ? try options.trust.context() : nil
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  }

  /// Ends the client's thread.
  package func shutdown() async {
    try? await group.shutdownGracefully()
  }

  /// A place for one task to send from, with at most one connection.
  package func session() -> Session { Session(self) }

  fileprivate func connect() async throws(TransportFailure) -> Connection {
    let endpoint = endpoint
    let limits = options.limits
    let tls = tls
    let strays = strays
    let bootstrap = ClientBootstrap(group: group)
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(.allowRemoteHalfClosure, value: false)
      .connectTimeout(.nanoseconds(Int64(min(options.timeout, 3600) * 1e9)))
    do {
      return try await bootstrap.connect(host: endpoint.host, port: endpoint.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls {
            let name = endpoint.isAddress ? nil : endpoint.host
            try channel.pipeline.syncOperations.addHandler(
              NIOSSLClientHandler(context: tls, serverHostname: name))
          }
          let handler = ExchangeHandler(limits: limits, strays: strays)
          try channel.pipeline.syncOperations.addHandler(handler)
          return Connection(
            channel: channel, handler: NIOLoopBound(handler, eventLoop: channel.eventLoop))
        }
      }
    } catch {
      throw .unreachable("cannot connect to \(endpoint.authority): \(Self.shown(error))")
    }
  }

  private static func shown(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      if error.dnsAError != nil, error.connectionErrors.isEmpty {
        return "the name `\(error.host)` is not known"
      }
      return error.connectionErrors.first.map { shown($0.error) } ?? "no address answered"
    case let error as IOError:
      switch error.errnoCode {
      case ECONNREFUSED: return "connection refused"
      case EHOSTUNREACH, ENETUNREACH: return "no route to it"
      case ETIMEDOUT: return "no answer in time"
      case ECONNRESET: return "connection reset"
      default: return error.description
      }
    case ChannelError.connectTimeout: return "no answer in time"
    default: return "\(error)"
    }
  }

  fileprivate struct Connection: Sendable {
    let channel: any Channel
    let handler: NIOLoopBound<ExchangeHandler>

    func exchange(_ request: RequestBytes, seconds: Double) async -> ExchangeResult {
      let future = channel.eventLoop.flatSubmit {
        handler.value.exchange(request, seconds: seconds, on: channel)
      }
      do { return try await future.get() } catch { return .failure(.closed(received: 0)) }
    }

    func close() { channel.close(promise: nil) }
  }
}

extension HTTPClient {
  /// Sends requests one after the other, from one task.
  package final class Session {
    private let client: HTTPClient
    private var connection: Connection?

    fileprivate init(_ client: HTTPClient) { self.client = client }

    deinit { connection?.close() }

    /// Sends a request and waits for its response.
    ///
    /// A connection that was used before and ends without a byte of response was probably closed for
    /// idleness; the request is sent once more over a new one.
    package func send(_ request: RequestBytes) async -> Result<Answer, TransportFailure> {
      if let connection {
        let result = await connection.exchange(request, seconds: client.options.timeout)
        switch result {
        case .failure(.closed(received: 0)), .failure(.reset(received: 0)):
          self.connection = nil
        default:
          keep(connection, after: result)
          return result
        }
      }
      let fresh: Connection
      do throws(TransportFailure) { fresh = try await client.connect() } catch {
        return .failure(error)
      }
      let result = await fresh.exchange(request, seconds: client.options.timeout)
      keep(fresh, after: result)
      return result
    }

    /// Connects, so that the first request need not; what keeps it from that is returned.
    package func connect() async -> TransportFailure? {
      do throws(TransportFailure) { connection = try await client.connect() } catch {
        return error
      }
      return nil
    }

    private func keep(_ connection: Connection, after result: Result<Answer, TransportFailure>) {
      if case .success(let answer) = result, answer.keepsAlive {
        self.connection = connection
      } else {
        self.connection = nil
      }
    }

    /// Ends the connection.
    package func close() {
      connection?.close()
      connection = nil
    }
  }
}

import NIOCore
import NIOPosix

/// A server on the loopback that answers by a function: HTTP/1.1, connections kept.
final class TestServer: Sendable {
  private let channel: any Channel
  let port: Int

  init(_ answer: @escaping @Sendable (WireRequest) -> WireResponse) async throws {
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Handler(answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  func stop() async { try? await channel.close() }

  /// Runs a body against a server, and stops it.
  static func run<Result>(
    _ answer: @escaping @Sendable (WireRequest) -> WireResponse,
    _ body: (Int) async throws -> Result
  ) async throws -> Result {
    let server = try await TestServer(answer)
    do {
      let result = try await body(server.port)
      await server.stop()
      return result
    } catch {
      await server.stop()
      throw error
    }
  }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let answer: @Sendable (WireRequest) -> WireResponse
    private var bytes: [UInt8] = []

    init(_ answer: @escaping @Sendable (WireRequest) -> WireResponse) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      bytes += unwrapInboundIn(data).readableBytesView
      while let request = next() {
        let response = answer(request)
        if response.hangs { return }
        if response.closes {
          context.close(promise: nil)
          return
        }
        context.writeAndFlush(
          NIOAny(ByteBuffer(bytes: response.bytes)), promise: nil)
      }
    }

    private func next() -> WireRequest? {
      guard let end = Self.find(Array("\r\n\r\n".utf8), in: bytes) else { return nil }
      let lines = String(decoding: bytes[..<end], as: UTF8.self).split(
        separator: "\r\n", omittingEmptySubsequences: false)
      var request = WireRequest()
      let words = lines[0].split(separator: " ")
      request.method = words.first.map(String.init) ?? ""
      request.target = words.count > 1 ? String(words[1]) : ""
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        request.headers.append((String(line[..<colon]), String(value)))
      }
      let length = request.header("content-length").flatMap { Int($0) } ?? 0
      let start = end + 4
      guard bytes.count >= start + length else { return nil }
      request.body = Array(bytes[start..<(start + length)])
      bytes.removeFirst(start + length)
      return request
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
      guard bytes.count >= needle.count else { return nil }
      return (0...(bytes.count - needle.count)).first { start in
        bytes[start] == needle[0] && bytes[start..<(start + needle.count)].elementsEqual(needle)
      }
    }
  }
}

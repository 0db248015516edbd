internal import NIOCore
internal import Synchronization

/// What the connections of a server share.
final class ServerState: Sendable {
  let responder: any Responder
  let limits: ServerLimits
  let observer: (@Sendable (ServerEvent) -> Void)?
  private let connections = Atomic<Int>(0)
  private let requests = Atomic<Int>(0)
  private let isEnding = Atomic<Bool>(false)
  private let open = Mutex<[Int: any Channel]>([:])

  init(_ responder: any Responder, _ options: HTTPServer.Options) {
    self.responder = responder
    limits = options.limits
    observer = options.observer
  }

  /// Numbers a connection and keeps hold of it; `nil` where there are too many already.
  func enter(_ channel: any Channel) -> Int? {
    let number = connections.wrappingAdd(1, ordering: .relaxed).oldValue
    let isKept = open.withLock { open in
      guard open.count < limits.connections else { return false }
      open[number] = channel
      return true
    }
    return isKept ? number : nil
  }

  func leave(_ number: Int) {
    open.withLock { _ = $0.removeValue(forKey: number) }
  }

  /// The number of a request that is complete now.
  func nextRequest() -> Int { requests.wrappingAdd(1, ordering: .relaxed).oldValue }

  var connectionCount: Int { open.withLock(\.count) }

  /// Whether connections end after the answer under way.
  var isShuttingDown: Bool { isEnding.load(ordering: .relaxed) }

  func beginShutdown() {
    isEnding.store(true, ordering: .relaxed)
    for channel in open.withLock({ Array($0.values) }) {
      channel.pipeline.fireUserInboundEventTriggered(ConnectionHandler.ShutdownEvent())
    }
  }

  func closeAll() {
    for channel in open.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }
}

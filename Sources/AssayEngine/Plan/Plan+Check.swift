package import AssayModel

extension Plan {
  /// Checks an exchange. `operation` names the operation where the exchange does not say.
  package func check(
    _ exchange: borrowing Exchange, operation: Int? = nil, scratch: Scratch
  ) -> Verdict {
    var session = Session(self, scratch)
    return session.isClean(exchange, operation: operation) ? session.pass : session.verdict()
  }

  /// Checks one body alone. A response body is taken for an answer of success.
  package func check(
    body: UnsafeBufferPointer<UInt8>, _ direction: Direction, operation: Int, scratch: Scratch
  ) -> Verdict {
    var session = Session(self, scratch)
    return unsafe session.isClean(body: body, direction, operation: operation)
      ? session.pass : session.verdict()
  }

  // MARK: - Routing

  /// The operation of an exchange, and whether the URL named it.
  func route(
    _ request: Exchange.Request?, _ name: ByteRange?, _ fallback: Int?, _ scratch: Scratch,
    _ all: Bytes
  ) -> (Int?, Bool) {
    scratch.pieces.value.removeAll()
    if let request {
      scratch.pieces.value.split(request.target, in: all)
      if let found = routed(request, scratch, all) { return (found, true) }
    }
    if let name, let found = operationIndex(all.slice(name.start, name.count)) {
      return (found, false)
    }
    return (fallback, false)
  }

  private func routed(
    _ request: Exchange.Request, _ scratch: Scratch, _ all: Bytes
  ) -> Int? {
    let method = all.slice(request.method.start, request.method.count)
    switch contract.wireProtocol {
    case .restJson1, .restXml, .httpJson: return router.match(method, scratch.pieces.value, in: all)
    case .awsJson1_0, .awsJson1_1:
      for field in request.headers where all.isHeader(field, "x-amz-target") {
        let value = all.slice(field.value.start, field.value.count).trimmed
        let prefix = contract.targetPrefix ?? contract.service
        let head = Array((prefix + ".").utf8)
        guard value.count > head.count, value.slice(0, head.count).equals(head) else { return nil }
        return operationIndex(value.slice(head.count, value.count - head.count))
      }
      return nil
    case .rpcv2Cbor, .rpcv2Json:
      let segments = scratch.pieces.value.segments
      guard method.isWord("POST"), segments.count >= 4 else { return nil }
      let tail = segments.suffix(4).map { all.slice($0.start, $0.count) }
      guard tail[0].isWord("service"), tail[2].isWord("operation"),
        tail[1].equals(Array((contract.targetPrefix ?? contract.service).utf8))
      else { return nil }
      return operationIndex(tail[3])
    case .awsQuery, .ec2Query: return nil
    }
  }
}

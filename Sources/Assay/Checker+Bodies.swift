import AssayEngine
public import AssayModel

/// Checks of bodies alone, as a test has them at hand.
extension Checker {
  /// Checks a response by its status and body.
  ///
  /// Headers are taken to be as they should: they are not checked, and the type of an error is looked
  /// for in the body. Nothing is allocated while all is well.
  ///
  /// - Parameters:
  ///   - body: The body, without content coding.
  ///   - status: The status code.
  ///   - operation: Name of the operation.
  /// - Returns: What was found; `unmatched` where the contract has no operation of that name.
  public func check(
    response body: Span<UInt8>, status: Int = 200, for operation: String
  ) -> Verdict {
    guard let index = index(ofOperation: operation) else { return unknown(operation) }
    if status == plan.contract.operations[index].http?.status ?? 200 {
      return check(body, .response, operation: index)
    }
    var exchange = Exchange()
    var response = Exchange.Response(status: status)
    if !body.isEmpty {
      response.headers = [
        Exchange.HeaderField(
          name: exchange.append("content-type"),
          value: exchange.append(plan.contract.wireProtocol.contentType))
      ]
      let start = exchange.bytes.count
      exchange.append(body)
      response.body = .bytes(ByteRange(start: start, count: body.count))
    }
    exchange.response = response
    return pool.withScratch { plan.check(exchange, operation: index, scratch: $0) }
  }

  /// Checks a response by its status and body.
  public func check(response body: [UInt8], status: Int = 200, for operation: String) -> Verdict {
    check(response: body.span, status: status, for: operation)
  }

  /// Checks a response by its status and body.
  public func check(response body: String, status: Int = 200, for operation: String) -> Verdict {
    check(response: body.utf8Span.span, status: status, for: operation)
  }

  /// Checks the body of a request alone; path, query and header members are not asked for.
  ///
  /// - Parameters:
  ///   - body: The body, without content coding.
  ///   - operation: Name of the operation.
  /// - Returns: What was found; `unmatched` where the contract has no operation of that name.
  public func check(request body: Span<UInt8>, for operation: String) -> Verdict {
    guard let index = index(ofOperation: operation) else { return unknown(operation) }
    return check(body, .request, operation: index)
  }

  /// Checks the body of a request alone.
  public func check(request body: [UInt8], for operation: String) -> Verdict {
    check(request: body.span, for: operation)
  }

  /// Checks the body of a request alone.
  public func check(request body: String, for operation: String) -> Verdict {
    check(request: body.utf8Span.span, for: operation)
  }

  private func check(
    _ body: Span<UInt8>, _ direction: Plan.Direction, operation: Int
  ) -> Verdict {
    pool.withScratch { scratch in
      // SAFETY: the pointer is used inside the closure alone, while `body` is borrowed.
      unsafe body.withUnsafeBufferPointer { bytes in
        unsafe plan.check(body: bytes, direction, operation: operation, scratch: scratch)
      }
    }
  }
}

extension Exchange {
  /// Adds the bytes of a span to the buffer.
  fileprivate mutating func append(_ span: Span<UInt8>) {
    withBuffer { buffer in
      buffer.reserveCapacity(buffer.count + span.count)
      for index in span.indices { buffer.append(span[index]) }
    }
  }
}

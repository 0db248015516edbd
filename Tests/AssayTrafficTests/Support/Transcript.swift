import AssayModel
import AssayTraffic

/// What a reader makes of inputs, as text that a person can check.
struct Transcript {
  /// The text, a block an exchange.
  private(set) var text = ""
  /// Documents that are exchanges.
  private(set) var exchanges = 0
  /// Documents that are not, and inputs that end too early.
  private(set) var errors: [TrafficError] = []

  /// Reads inputs to their end.
  init(_ paths: [String], options: TrafficOptions = TrafficOptions()) {
    let reader = TrafficReader(paths: paths, options: options)
    let batch = Batch()
    var parser = HAREntryParser(limits: options.limits)
    var exchange = Exchange()
    while reader.next(batch) {
      for (place, document) in batch.documents.enumerated() {
        let index = batch.firstIndex + place
        switch parser.parse(document, of: batch, index: index, into: &exchange) {
        case .exchange:
          exchanges += 1
          add(exchange, index, document)
        case .overLimit(let reason): text += "\(index) over limit: \(reason)\n\n"
        case .broken(let error): add(error, "\(index) ")
        }
      }
      if let failure = batch.failure { add(failure, "") }
    }
  }

  private mutating func add(_ error: TrafficError, _ prefix: String) {
    errors.append(error)
    text += "\(prefix)\(error.kind): \(error.reason)"
    if let offset = error.offset { text += ", byte \(offset)" }
    if let line = error.line { text += ", line \(line)" }
    text += "\n\n"
  }

  private mutating func add(_ exchange: Exchange, _ index: Int, _ document: Batch.Document) {
    text += "\(index) at byte \(document.offset)"
    if document.line > 0 { text += ", line \(document.line)" }
    if let id = exchange.id { text += ", id \(exchange.text(id))" }
    if let operation = exchange.operation { text += ", operation \(exchange.text(operation))" }
    text += "\n"
    if let request = exchange.request {
      text += "> \(exchange.text(request.method)) \(exchange.text(request.target))\n"
      add(request.headers, request.body, exchange, "> ")
    }
    if let response = exchange.response {
      text += "< \(response.status)\n"
      add(response.headers, response.body, exchange, "< ")
    }
    text += "\n"
  }

  private mutating func add(
    _ headers: [Exchange.HeaderField], _ body: Exchange.Body, _ exchange: Exchange,
    _ prefix: String
  ) {
    for field in headers {
      text += "\(prefix)\(exchange.text(field.name)): \(exchange.text(field.value))\n"
    }
    switch body {
    case .absent: break
    case .bytes(let range):
      let bytes = exchange[range]
      if let plain = String(validating: bytes, as: UTF8.self) {
        text += "\(prefix)body \(range.count): \(plain.debugDescription)\n"
      } else {
        let digits = bytes.prefix(32).map {
          String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
        }
        text += "\(prefix)body \(range.count), hex: \(digits.joined())\n"
      }
    case .unknown: text += "\(prefix)body unknown\n"
    case .overLimit(let reason): text += "\(prefix)body over limit: \(reason)\n"
    case .undecodable(let reason): text += "\(prefix)body undecodable: \(reason)\n"
    }
  }
}

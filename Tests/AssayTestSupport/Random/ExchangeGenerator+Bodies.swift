import AssayModel

extension ExchangeGenerator {
  /// The text, with white space behind it now and then: the fast lane keeps clear of the end.
  private mutating func padded(_ bytes: [UInt8]) -> [UInt8] {
    guard random.chance(50), !bytes.isEmpty else { return bytes }
    return bytes + repeatElement(0x20, count: 150)
  }

  /// A body for a structure, and its content type.
  mutating func body(
    _ structure: ShapeID?, headers: inout [ExchangeDraft.Field], body: inout ExchangeDraft.Body,
    addition: (key: String, value: String)? = nil
  ) {
    let members = members(structure)
    var mediaType: String? = contract.wireProtocol.contentType
    if contract.wireProtocol.hasHTTPBindings,
      let payload = members.first(where: { $0.location == .payload })
    {
      guard payload.required != nil || random.chance(80) else { return }
      switch contract[contract.base(of: payload.target)].kind {
      case .simple(.string), .enumeration:
        body = .bytes(values.scalar(payload, at: .payload))
        mediaType = payload.traits.mediaType ?? "text/plain"
      case .simple(.blob):
        body = .bytes(values.text(length: random.below(12)))
        mediaType = payload.traits.mediaType ?? "application/octet-stream"
      default:
        body = .bytes(padded(write(values.sketch(payload))))
      }
    } else {
      let inBody = members.filter(isBody)
      let isEmpty = inBody.isEmpty && !members.isEmpty || structure == nil
      if isEmpty, addition == nil {
        guard random.chance(10) else { return }
        body = .bytes(Array(random.pick(["{}", "", "[", "x"]).utf8))
        if random.chance(50) { mediaType = nil }
      } else {
        var sketch = values.structure(inBody)
        if let addition, case .object(var fields) = sketch {
          let field = (key: Array(addition.key.utf8), value: JSONSketch.text(addition.value))
          fields.insert(field, at: random.below(fields.count + 1))
          sketch = .object(fields)
        }
        if random.chance(values.spice / 2) { sketch = altered(sketch) }
        if case .object(let fields) = sketch, fields.isEmpty, random.chance(40) { return }
        body = .bytes(padded(write(sketch)))
      }
    }
    guard let mediaType, random.chance(90) else { return }
    headers.append(ExchangeDraft.Field("Content-Type", contentType(mediaType)))
  }

  private mutating func write(_ sketch: JSONSketch) -> [UInt8] {
    JSONSketchWriter.write(sketch, JSONStyle.random(&random), &random)
  }

  private mutating func contentType(_ mediaType: String) -> String {
    switch random.below(100) {
    case 0..<80: mediaType
    case 80..<88: mediaType + random.pick(["; charset=utf-8", ";charset=UTF-8", " ; a=b"])
    case 88..<92: mediaType.uppercased()
    default:
      random.pick([
        "text/html", "application/json", "text/plain", "application/x-amz-json-1.0", "",
        "image/png",
        "application/problem+json", "application/octet-stream", ";", "application/jsonx",
      ])
    }
  }

  // MARK: - Responses

  mutating func response(_ operation: Operation) -> ExchangeDraft.Response {
    let isAnError = random.chance(30)
    if !isAnError {
      let output = members(operation.output)
      var response = ExchangeDraft.Response(status: operation.http?.status ?? 200)
      if output.contains(where: { $0.location == .status }), random.chance(50) {
        response.status = random.pick([200, 201, 299, 301, 400])
      }
      if random.chance(3) { response.status = random.pick([200, 201, 204, 302, 404, 500, 0, 100]) }
      if contract.wireProtocol.hasHTTPBindings { response.headers = headers(output) }
      body(operation.output, headers: &response.headers, body: &response.body)
      return response
    }
    let names = operation.errors.map(\.name) + contract.commonErrors.map(\.name)
    let error =
      random.chance(85) && !names.isEmpty
      ? contract.error(named: random.pick(names)) : contract.errors.randomElement(using: &random)
    var response = ExchangeDraft.Response(status: error?.effectiveStatus ?? 400)
    if random.chance(8) { response.status = random.pick([400, 403, 404, 500, 503, 304]) }
    if contract.wireProtocol.hasHTTPBindings { response.headers = headers(members(error?.shape)) }
    let type = errorType(error)
    if random.chance(50) {
      response.headers.append(
        ExchangeDraft.Field(random.pick(["x-amzn-errortype", "X-Amzn-ErrorType"]), type))
      body(error?.shape, headers: &response.headers, body: &response.body)
    } else {
      body(
        error?.shape, headers: &response.headers, body: &response.body,
        addition: random.chance(90) ? (random.chance(70) ? "__type" : "code", type) : nil)
    }
    return response
  }

  private mutating func errorType(_ error: ErrorShape?) -> String {
    let name =
      random.chance(92)
      ? error.map { random.chance(80) ? $0.typeOnWire : $0.name } ?? "ValidationException"
      : random.pick([
        "Unknown", "ValidationException", "SerializationException", "", "Error0", " Error1 ",
        "UnsupportedMediaTypeException",
      ])
    switch random.below(8) {
    case 0: return "com.example.service#" + name
    case 1: return name + ":http://internal.example.com/coral/"
    case 2: return "a#b#" + name + ":x#y:z"
    default: return name
    }
  }
}

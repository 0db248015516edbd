#if HTTPTypes
  public import AssayGenerate
  public import AssayModel
  public import HTTPTypes

  extension AssayModel.HTTPResponse {
    /// Takes a response of swift-http-types, with the body that came with it, content coding undone.
    public init(_ response: HTTPTypes.HTTPResponse, body: [UInt8]? = nil) {
      self.init(
        status: response.status.code, headers: response.headerFields.pairs, body: body)
    }
  }

  extension AssayModel.HTTPRequest {
    /// Takes a request of swift-http-types, with the body that goes with it, content coding undone.
    public init(_ request: HTTPTypes.HTTPRequest, body: [UInt8]? = nil) {
      self.init(
        method: request.method.rawValue, target: request.path ?? "/",
        headers: request.headerFields.pairs, body: body)
    }
  }

  extension HTTPTypes.HTTPRequest {
    /// Takes the request of a conformance case. `nil` where the case is no HTTP that this type can
    /// hold, as a few are.
    public init?(_ request: Case.Request, scheme: String = "http", authority: String) {
      guard
        let method = Method(rawValue: String(decoding: request.method, as: UTF8.self))
      else { return nil }
      var fields = HTTPFields()
      for field in request.headers {
        guard let name = HTTPField.Name(String(decoding: field.name, as: UTF8.self)),
          HTTPField.isValidValue(field.value)
        else { return nil }
        fields.append(HTTPField(name: name, value: field.value))
      }
      self.init(
        method: method, scheme: scheme, authority: request.hostPrefix + authority,
        path: String(decoding: request.target, as: UTF8.self), headerFields: fields)
    }
  }

  extension HTTPFields {
    fileprivate var pairs: [(name: String, value: String)] {
      map { (name: $0.name.rawName, value: $0.value) }
    }
  }
#endif

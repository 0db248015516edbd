#if Hummingbird
  public import AssayGenerate
  internal import AssayHTTPTypes
  public import AssayModel
  internal import HTTPTypes
  public import HummingbirdTesting
  internal import NIOCore

  extension AssayModel.HTTPResponse {
    /// Takes a response of Hummingbird's test client.
    public init(_ response: TestResponse) {
      self.init(response.head, body: Array(response.body.readableBytesView))
    }
  }

  /// A request that the test client cannot send.
  public struct UnsendableRequest: Error, Sendable, Hashable {
    /// The request.
    public var request: Case.Request
  }

  extension TestClientProtocol {
    /// Sends the request of a conformance case and returns the answer.
    ///
    /// - Throws: ``UnsendableRequest`` where the case is no HTTP that the client's types can hold.
    public func execute(_ request: Case.Request) async throws -> AssayModel.HTTPResponse {
      guard let head = HTTPTypes.HTTPRequest(request, authority: "localhost") else {
        throw UnsendableRequest(request: request)
      }
      let response = try await executeRequest(
        uri: head.path ?? "/", method: head.method, headers: head.headerFields,
        body: request.body.map { ByteBuffer(bytes: $0) })
      return AssayModel.HTTPResponse(response)
    }
  }
#endif

import AssayGenerate
import AssayHTTP
import Testing

@Suite("Requests on the wire") struct RequestBytesTests {
  private let endpoint = Endpoint(host: "h", port: 81, basePath: "/b")

  private func text(_ request: Case.Request, _ extra: [Case.Field] = []) -> String {
    String(decoding: RequestBytes(request, to: endpoint, extra: extra).bytes, as: UTF8.self)
  }

  @Test("nothing is added but Host and Content-Length") func additions() {
    let request = Case.Request(
      method: Array("POST".utf8), target: Array("/x%zz?a=%2F&&".utf8),
      headers: [Case.Field("content-TYPE", "a/b ; c")], body: Array("{ }".utf8))
    #expect(
      text(request)
        == "POST /b/x%zz?a=%2F&& HTTP/1.1\r\nHost: h:81\r\ncontent-TYPE: a/b ; c\r\n"
        + "Content-Length: 3\r\n\r\n{ }")
  }

  @Test("what a request says itself stays as it is") func own() {
    let request = Case.Request(
      method: Array("POST".utf8), target: Array("/".utf8),
      headers: [Case.Field("HOST", "x"), Case.Field("content-length", "7")], body: [0x31])
    #expect(
      text(request, [Case.Field("Host", "y"), Case.Field("A", "b")])
        == "POST /b/ HTTP/1.1\r\nHOST: x\r\ncontent-length: 7\r\nA: b\r\n\r\n1")
  }

  @Test("a method that anticipates a body says that there is none") func empty() {
    #expect(
      text(Case.Request(method: Array("GET".utf8), target: Array("/".utf8)))
        == "GET /b/ HTTP/1.1\r\nHost: h:81\r\n\r\n")
    #expect(
      text(Case.Request(method: Array("PUT".utf8), target: Array("/".utf8)))
        == "PUT /b/ HTTP/1.1\r\nHost: h:81\r\nContent-Length: 0\r\n\r\n")
  }
}

import AssayGenerate
import AssayHTTP
import Testing

@Suite("Commands that send a request of a run again") struct CurlOfRunTests {
  private func text(_ headers: [Case.Field], extra: [Case.Field] = []) -> String {
    let request = Case.Request(
      method: Array("POST".utf8), target: Array("/a?b=[c]".utf8), headers: headers, body: nil)
    let endpoint = Endpoint(host: "h", port: 8080, basePath: "/v1")
    return String(decoding: CurlCommand(request, to: endpoint, extra: extra).text, as: UTF8.self)
  }

  @Test("where it goes") func place() {
    #expect(text([]).hasSuffix(" 'http://h:8080/v1/a?b=[c]'"))
  }

  @Test("fields for every request stand behind its own") func fields() {
    let text = text([Case.Field("A", "1")], extra: [Case.Field("a", "2"), Case.Field("B", "3")])
    #expect(text.contains(" -H 'A: 1' -H 'B: 3' "))
    #expect(!text.contains("a: 2"))
  }

  @Test("secrets are left out") func secrets() {
    #expect(!text([], extra: [Case.Field("Authorization", "s3cret")]).contains("s3cret"))
  }
}

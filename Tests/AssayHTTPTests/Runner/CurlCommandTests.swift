import AssayGenerate
import AssayHTTP
import Testing

@Suite("Commands that send a request again") struct CurlCommandTests {
  private func text(
    _ headers: [Case.Field], _ body: [UInt8]?, target: String = "/a?b=[c]"
  ) -> String {
    CurlCommand(Endpoint(host: "h", port: 8080, basePath: "/v1")).text(
      Case.Request(
        method: Array("POST".utf8), target: Array(target.utf8), headers: headers, body: body))
  }

  private let head = "curl -sS -i -g --path-as-is -X 'POST'"

  @Test("plain requests") func plain() {
    #expect(
      text([Case.Field("A", "b c")], Array(#"{"a":"it's"}"#.utf8))
        == head + #" -H 'A: b c' -H 'Content-Type:' --data-binary '{"a":"it'\''s"}'"#
        + " 'http://h:8080/v1/a?b=[c]'")
    #expect(text([Case.Field("A", "")], nil) == head + " -H 'A;' 'http://h:8080/v1/a?b=[c]'")
  }

  @Test("bytes that are no text, and what curl would take for a file") func bytes() {
    let type = [Case.Field("content-type", "x")]
    #expect(
      text(type, [0xFF, 0x0A, 0x27])
        == head + #" -H 'content-type: x' --data-binary $'\377\012\'' 'http://h:8080/v1/a?b=[c]'"#)
    #expect(
      text(type, Array("@f".utf8))
        == "printf '@f' | " + head
        + " -H 'content-type: x' --data-binary @- 'http://h:8080/v1/a?b=[c]'")
    #expect(text(type, [0x61, 0, 0x25]).hasPrefix(#"printf 'a\000%%' | curl"#))
  }

  @Test("secrets are left out") func secrets() {
    #expect(!text([Case.Field("Authorization", "s3cret")], nil).contains("s3cret"))
  }
}

import AssayGenerate
import Foundation
import Testing

@Suite("Commands that send a request") struct CurlCommandTests {
  private let base = CurlCommand.Base.address("http://h:8080", path: "/v1")

  private func request(
    _ headers: [Case.Field], _ body: [UInt8]?, target: [UInt8] = Array("/a?b=[c]".utf8)
  ) -> Case.Request {
    Case.Request(method: Array("POST".utf8), target: target, headers: headers, body: body)
  }

  private func text(_ headers: [Case.Field], _ body: [UInt8]?, target: String = "/a") -> String {
    let command = CurlCommand(request(headers, body, target: Array(target.utf8)), to: base)
    return String(decoding: command.text, as: UTF8.self)
  }

  private let head = "curl -sS -i -g --path-as-is -X POST"
  private let tail = " -H 'Accept:' -H 'User-Agent:'"

  @Test("plain requests") func plain() {
    #expect(
      text([Case.Field("A", "b c")], Array(#"{"a":"it's"}"#.utf8), target: "/a?b=[c]")
        == head + " -H 'A: b c'" + tail + #" -H 'Content-Type:' --data-raw '{"a":"it'\''s"}'"#
        + " 'http://h:8080/v1/a?b=[c]'")
    #expect(text([Case.Field("A", "")], nil) == head + " -H 'A;'" + tail + " http://h:8080/v1/a")
  }

  @Test("bytes that are no text, and what curl would take for a file") func bytes() {
    let type = [
      Case.Field("content-type", "x"), Case.Field("accept", "*"), Case.Field("USER-AGENT", "a"),
    ]
    let head = head + " -H 'content-type: x' -H 'accept: *' -H 'USER-AGENT: a'"
    #expect(
      text(type, [0xFF, 0x0A, 0x27])
        == #"printf '\377\012\047' | "# + head + " --data-binary @- http://h:8080/v1/a")
    #expect(
      text(type, Array("@f".utf8)) == head + " --data-raw '@f' http://h:8080/v1/a")
    #expect(text(type, [0x61, 0, 0x25]).hasPrefix(#"printf 'a\000%%' | curl"#))
    #expect(
      text(type, nil, target: "/a b#c").contains(" --request-target '/v1/a b#c' http://h:8080/"))
  }

  @Test("what a person would not see is written by number") func hidden() {
    #expect(text([], Array("a\u{200F}b".utf8)).hasPrefix(#"printf 'a\342\200\217b' | curl"#))
    #expect(text([], Array("a\u{A0}b".utf8)).hasPrefix(#"printf 'a\302\240b' | curl"#))
    #expect(text([], Array("å日😀".utf8)).contains("--data-raw 'å日😀'"))
  }

  @Test("a variable for the server") func variable() {
    let command = CurlCommand(request([], nil), to: .variable("URL"))
    #expect(String(decoding: command.text, as: UTF8.self).hasSuffix(#" "$URL"'/a?b=[c]'"#))
  }

  @Test("credentials are left out, or to the shell") func credentials() {
    var command = CurlCommand(
      request([Case.Field("Authorization", "s3cret"), Case.Field("COOKIE", "s3cret")], nil),
      to: base)
    command.hidesSecrets = true
    command.authorities = "my ca.pem"
    command.signing = CurlCommand.Signing(region: "eu-west-1", service: "omics", hasToken: true)
    let text = String(decoding: command.text, as: UTF8.self)
    #expect(!text.contains("s3cret"))
    #expect(text.contains("-H 'Authorization: …' -H 'COOKIE: …'"))
    #expect(
      text.contains(
        #"--cacert 'my ca.pem' --aws-sigv4 aws:amz:eu-west-1:omics "#
          + #"--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" "#
          + #"-H "X-Amz-Security-Token: $AWS_SESSION_TOKEN""#))
  }

  /// What a shell makes of a line: its words, and what comes through the pipe.
  private static func words(_ line: [UInt8]) throws -> (arguments: [[UInt8]], input: [UInt8]) {
    var script = Array(
      #"curl() { printf '%s\000' "$#"; for word; do printf '%s\000' "$word"; done; "#.utf8)
    script += Array(#"case " $* " in *' @- '*) cat;; esac; }"#.utf8) + [0x0A] + line + [0x0A]
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("assay-curl-\(UUID().uuidString).sh")
    try Data(script).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [file.path]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    shell.waitUntilExit()
    var rest = bytes[...]
    func next() throws -> [UInt8] {
      let end = try #require(rest.firstIndex(of: 0))
      defer { rest = rest[(end + 1)...] }
      return Array(rest[..<end])
    }
    let count = try #require(Int(String(decoding: try next(), as: UTF8.self)))
    let arguments = try (0..<count).map { _ in try next() }
    return (arguments, Array(rest))
  }

  @Test("a shell reads every byte as it was meant") func everyByte() throws {
    let all = Array(UInt8.min...UInt8.max)
    let bodies: [[UInt8]] = [
      all, all.reversed(), [0x0A, 0x0A], Array("-n %s \\n $HOME `id` \"'".utf8),
      Array("@/etc/x".utf8),
      Array(repeating: UInt8(ascii: "'"), count: 3), Array(repeating: 0x61, count: 200_000), [],
    ]
    // No argument holds a zero byte.
    let value = Array(UInt8(1)...UInt8.max)
    for body in bodies {
      let sent = request(
        [Case.Field(name: Array("x".utf8), value: value)], body,
        target: Array("/$(id)'\"\\ü#?a= ".utf8))
      let read = try Self.words(CurlCommand(sent, to: base).text)
      #expect(read.arguments.contains(Array("x: ".utf8) + value))
      #expect(read.arguments.contains(Array("/v1".utf8) + sent.target))
      if read.arguments.contains(Array("@-".utf8)) {
        #expect(read.input == body)
      } else {
        let flag = try #require(read.arguments.firstIndex(of: Array("--data-raw".utf8)))
        #expect(read.arguments[flag + 1] == body)
      }
    }
  }
}

import AssayCLI
import AssayTestSupport
import Foundation
import Testing

/// What the commands print and how they end, run inside this process.
@Suite struct CommandTests {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  /// Names of files in `Fixtures` stand in braces.
  static let invocations: [(name: String, arguments: String)] = [
    ("check/sound", "check {library.yaml} {sound.har}"),
    ("check/sound-quiet", "check {library.yaml} {sound.har} --quiet"),
    ("check/sound-all", "check {library.yaml} {sound.har} --all"),
    ("check/faulty", "check {library.yaml} {faulty.har}"),
    ("check/faulty-strict", "check {library.yaml} {faulty.har} --strict"),
    ("check/faulty-ndjson", "check {library.yaml} {faulty.har} --format ndjson --jobs 1"),
    ("check/faulty-lines", "check {library.yaml} {faulty.ndjson} --format ndjson"),
    ("check/faulty-json", "check {library.yaml} {faulty.har} --format json --all"),
    ("check/faulty-junit", "check {library.yaml} {faulty.har} --format junit"),
    ("check/faulty-github", "check {library.yaml} {faulty.har} --format github"),
    ("check/faulty-markdown", "check {library.yaml} {faulty.har} --format markdown"),
    ("check/two-inputs", "check {library.yaml} {sound.har} {faulty.ndjson} --format ndjson"),
    ("check/truncated", "check {library.yaml} {truncated.har} --format ndjson"),
    ("check/missing", "check {library.yaml} {sound.har} {missing.har}"),
    ("check/no-traffic", "check {library.yaml} {unsupported.txt}"),
    (
      "check/bodies",
      "check {library.yaml} {answers.ndjson} --bodies response --operation ListBooks --format ndjson"
    ),
    ("check/bodies-without-operation", "check {library.yaml} {answers.ndjson} --bodies response"),
    ("check/unknown-operation", "check {library.yaml} {sound.har} --operation ListBoks"),
    ("check/far-operation", "check {library.yaml} {sound.har} --operation Frobnicate"),
    ("check/mistaken-contract", "check {mistaken.yaml} {sound.har}"),
    ("check/limit", "check {library.yaml} {faulty.har} --limit nesting=2"),
    ("lint/sound", "lint {library.yaml}"),
    ("lint/sound-quiet", "lint {library.yaml} -q"),
    ("lint/mistaken", "lint {mistaken.yaml}"),
    ("lint/several", "lint {library.yaml} {mistaken.yaml}"),
    ("lint/json", "lint {library.yaml} {mistaken.yaml} --format json"),
    ("lint/missing", "lint {missing.yaml}"),
    ("lint/no-contract", "lint {unsupported.txt}"),
    ("show/text", "show {library.yaml}"),
    ("show/json", "show {library.yaml} --format json"),
    ("show/operation", "show {library.yaml} --operation ListBooks"),
    ("show/operation-json", "show {library.yaml} --operation AddBook --format json"),
    ("show/unknown-operation", "show {library.yaml} --operation AddBok"),
    ("show/mistaken", "show {mistaken.yaml}"),
    ("show/model", "show {library-model.json} --format json"),
    (
      "cases/text",
      "cases {library.yaml} --operation ListBooks --direction request --include */query.* --include */walk/*"
    ),
    (
      "cases/quiet",
      "cases {library.yaml} --operation AddBook --include */body.book.title/length/* --quiet"
    ),
    (
      "cases/ndjson",
      "cases {library.yaml} --case ListBooks/query.limit/range/max+1 --format ndjson"
    ),
    (
      "cases/json",
      "cases {library.yaml} --operation ListBooks --include */response.NoSuchShelf.status/errorType/header --include */walk/* --format json"
    ),
    (
      "cases/har",
      "cases {library.yaml} --operation ListBooks --include */path.shelf/length/* --direction request --format har"
    ),
    (
      "cases/curl",
      "cases {library.yaml} --operation AddBook --include AddBook/body/json/c* --include AddBook/*bad-byte* --include AddBook/path.*/encoding/* --include AddBook/body.book.language/enum/sv --direction request --format curl"
    ),
    (
      "cases/nothing-left",
      "cases {library.yaml} --operation ListBooks --include */query.* --exclude *"
    ),
    ("cases/unknown-operation", "cases {library.yaml} --operation ListBoks"),
    ("cases/unknown-case", "cases {library.yaml} --case ListBooks/query.limit/range/max+2"),
    ("cases/unknown-case-operation", "cases {library.yaml} --case ListBoks/query.limit/range/max"),
    ("cases/far-case", "cases {library.yaml} --case Frobnicate/x"),
    ("cases/unknown-set", "cases {library.yaml} --set shelv=a"),
    ("cases/mistaken", "cases {mistaken.yaml}"),
    ("cases/adequacy", "cases {library.yaml} --operation ListBooks --adequacy"),
    ("show/two-services", "show {two-services.json}"),
    ("show/service", "show {two-services.json} --service Museum"),
    ("show/unknown-service", "show {two-services.json} --service Zoo"),
    ("show/other-service", "show {library.yaml} --service Zoo"),
    ("lint/service", "lint {two-services.json} --service town#Library"),
    (
      "lint/round-trip",
      "lint {two-services.json} {library.yaml} {library-model.json} --round-trip -q"
    ),
    (
      "check/service", "check {two-services.json} {sound.har} --service town#Museum --format ndjson"
    ),
    ("cases/service", "cases {two-services.json} --service Museum"),
    (
      "test/service",
      "test {two-services.json} --service town#Museum --operation ListBooks --url http://a"
    ),
    ("serve/unknown-service", "serve {two-services.json} --service Zoo"),
    (
      "fuzz/service",
      "fuzz {two-services.json} --service Museum --list --include ListPaintings/*/plain*"
    ),
    ("import/service", "import {two-services.json} --service Museum"),
    ("import/model", "import {library-model.json}"),
    ("import/quiet", "import {library-model.json} --quiet"),
    ("import/page", "import {library-page.txt}"),
    ("import/merge", "import --merge {library-page.txt} {library-model.json}"),
    ("import/merge-equal", "import --merge {library-model.json} {library-model.json} --quiet"),
    ("import/operation", "import {library-model.json} --operation ListBoks"),
    ("import/unsupported", "import {unsupported.txt}"),
    ("import/missing", "import {missing.json}"),
  ]

  static func run(_ arguments: String) -> CommandRun {
    CommandRun(
      arguments.split(separator: " ").map {
        $0.hasPrefix("{") ? fixtures + "/" + $0.dropFirst().dropLast() : String($0)
      })
  }

  @Test(arguments: invocations.map(\.name))
  func goldenOutput(_ name: String) throws {
    let invocation = try #require(Self.invocations.first { $0.name == name })
    let run = Self.run(invocation.arguments)
    let transcript =
      "$ assay \(invocation.arguments)\n" + run.transcript(replacing: [(Self.fixtures + "/", "")])
    let difference = Snapshot(besideTest: #filePath).difference(transcript, named: "\(name).txt")
    #expect(difference == nil, "\(difference ?? "")")
  }

  /// Credentials travel in places that everybody knows; no report shows them.
  @Test(arguments: ["text", "json", "ndjson", "junit", "markdown", "github"], ["", "/elsewhere"])
  func secretsAppearInNoReport(_ format: String, _ prefix: String) throws {
    let contract = try TemporaryFile(
      """
      assay: 1
      service: Vault
      protocol: restJson1
      operations:
        Open:
          http: { method: GET, uri: "/vault" }
          input:
            authorization: { type: string, in: header, as: Authorization, length: 1..3 }
            cookie: { type: string, in: header, as: Cookie, pattern: '[0-9]+' }
            token: { type: integer, in: header, as: X-Amz-Security-Token }
            presigned: { type: string, in: query, as: X-Amz-Security-Token, enum: [a] }
            marked: { type: integer, in: query, range: 1..2, sensitive: true }
            fields:
              map: { key: { type: string }, value: { type: string, length: 1..3 } }
              in: headerMap
              as: X-Amz-
            others: { map: { key: { type: string }, value: { enum: [a] } }, in: queryMap }
        Look:
          http: { method: GET, uri: "/vault/{key}" }
          input: { key: { type: string, in: path, required: true, length: 1..3, sensitive: true } }
      """, named: ".yaml")
    let traffic = try TemporaryFile(
      """
      {"request": {"method": "GET", "url": "https://me:hush-1@host\(prefix)/vault\
      ?X-Amz-Security-Token=hush-2&X-Amz-Signature=hush-3&Cookie=hush-7&marked=987654", "headers": [\
      {"name": "authorization", "value": "hush-4"}, {"name": "COOKIE", "value": "hush-5"}, \
      {"name": "x-amz-security-token", "value": "hush-6"}]}, "response": {"status": 0}}
      {"request": {"method": "GET", "url": "https://host/vault/hush-8"}, "response": {"status": 0}}
      """, named: ".ndjson")
    let run = CommandRun(["check", contract.path, traffic.path, "--format", format, "--all"])
    #expect(run.status == .broken)
    #expect(!run.output.contains("hush"), "\(run.output)")
    #expect(!run.output.contains("987654"), "\(run.output)")
  }

  @Test func aReportMayGoToAFile() throws {
    let file = try TemporaryFile("before")
    let direct = Self.run("check {library.yaml} {faulty.har} --format ndjson")
    let run = Self.run("check {library.yaml} {faulty.har} --format ndjson --output \(file.path)")
    #expect(run.status == direct.status)
    #expect(run.output.isEmpty)
    #expect(file.text == direct.output)
  }

  @Test func aReportMustNotOverwriteWhatIsRead() throws {
    let traffic = try TemporaryFile(
      Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/sound.har")))
    let run = Self.run("check {library.yaml} \(traffic.path) -o \(traffic.path)")
    #expect(run.status == .usage)
    #expect(run.errors.contains("would overwrite the input"))
    #expect(traffic.text?.contains("\"log\"") == true)
  }

  @Test func trafficWithoutAnExchangeIsSpokenOf() throws {
    let lines = try TemporaryFile("\n\n", named: ".ndjson")
    let archive = try TemporaryFile(#"{"log": {"version": "1.2", "entries": []}}"#, named: ".har")
    for traffic in [lines, archive] {
      let run = CommandRun(["check", Self.fixtures + "/library.yaml", traffic.path])
      #expect(run.status == .conforms)
      #expect(run.errors == "warning: nothing was checked: the traffic holds no exchange\n")
    }
    let bodies = ["--bodies", "response", "--operation", "ListBooks"]
    let run = CommandRun(["check", Self.fixtures + "/library.yaml", lines.path] + bodies)
    #expect(run.errors == "warning: nothing was checked: the traffic holds no body\n")
    let quiet = CommandRun(["check", Self.fixtures + "/library.yaml", lines.path, "--quiet"])
    #expect(quiet.errors.isEmpty)
  }

  @Test func anInterruptedRunStillPrintsItsSummary() {
    let run = CommandRun(
      ["check", Self.fixtures + "/library.yaml", Self.fixtures + "/faulty.har"],
      isInterrupted: true)
    #expect(run.status == .unfinished)
    #expect(run.output.contains("interrupted after"))
  }

  @Test(arguments: [1, 2, 7])
  func theOrderOfTheReportIsThatOfTheTraffic(_ jobs: Int) throws {
    let line = try String(contentsOfFile: Self.fixtures + "/faulty.ndjson", encoding: .utf8)
    let traffic = try TemporaryFile(String(repeating: line, count: 500), named: ".ndjson")
    let run = CommandRun([
      "check", Self.fixtures + "/library.yaml", traffic.path, "--format", "ndjson", "--all",
      "--jobs", "\(jobs)",
    ])
    #expect(run.status == .broken)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2_501)
    for (index, line) in lines.dropLast().enumerated() {
      try #require(line.hasPrefix("{\"exchange\":\(index),"), "\(line)")
    }
  }
}

import Foundation
import Testing

/// `assay serve` as a program, and clients that nobody here wrote.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ServeTests {
  private static let contract = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("spec/healthomics").path
  private static let path = "/referencestore/1234567890/importjobs"

  /// A server for the time of a test, and how it ended.
  private func serving(
    _ arguments: [String] = [], contract: String = contract, signal: Int32 = SIGTERM,
    _ body: (String) throws -> Void
  ) throws -> Program.Ending {
    let program = try Program(["serve", contract] + arguments)
    guard let url = program.readLine() else {
      let ending = program.wait()
      Issue.record("no URL: \(ending)")
      return ending
    }
    let result = Result { try body(url) }
    program.send(signal)
    let ending = program.wait()
    try result.get()
    return ending
  }

  private struct Found {
    var status: Int32
    var output: String
  }

  /// Where a program stands; `nil` where it is not installed.
  private static func find(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static let curl = find("curl")
  private static let python = find("python3")
  private static let hasBoto3 = has(module: "boto3")

  private static func has(module: String) -> Bool {
    (try? run(python, ["-c", "import \(module)"]))?.status == 0
  }

  private static func run(_ program: String?, _ arguments: [String]) throws -> Found {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(program))
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE"
    environment["AWS_SECRET_ACCESS_KEY"] = "example"
    environment["AWS_DEFAULT_REGION"] = "us-east-1"
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Found(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"), arguments: [SIGINT, SIGTERM])
  func saysWhereItListensAndEndsInGoodOrder(_ signal: Int32) throws {
    let ending = try serving(["--port", "0"], signal: signal) { url in
      #expect(url.hasPrefix("http://127.0.0.1:"))
      let sound = try Self.run(Self.curl, ["-sS", "-i", "-X", "POST", url + Self.path])
      #expect(sound.output.hasPrefix("HTTP/1.1 200 OK"))
      #expect(sound.output.contains("\"importJobs\":["))
      let broken = try Self.run(
        Self.curl, ["-sS", "-i", "-X", "POST", url + Self.path + "?maxResults=0"])
      #expect(broken.output.hasPrefix("HTTP/1.1 400 Bad Request"))
      #expect(broken.output.contains("x-amzn-errortype: ValidationException"))
      let unknown = try Self.run(Self.curl, ["-sS", "-i", url + "/elsewhere"])
      #expect(unknown.output.hasPrefix("HTTP/1.1 404"))
    }
    #expect(ending.status == 0)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains("ListReferenceImportJobs.yaml:"))
    #expect(ending.errors.contains("request.query /maxResults: 0 is not 1...100 [range]"))
    #expect(ending.errors.contains("served 3 requests"))
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"))
  func oneServiceOfAModelThatHasSeveral() throws {
    let model = CommandTests.fixtures + "/two-services.json"
    let ending = try serving(["--quiet", "--service", "Museum"], contract: model) { url in
      func status(_ path: String) throws -> String {
        try Self.run(
          Self.curl, ["-sS", "-o", "/dev/null", "-w", "%{http_code}", url + path]
        ).output
      }
      let found = [try status("/paintings"), try status("/books")]
      #expect(found == ["200", "404"])
    }
    #expect(ending.status == 0)
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"))
  func curlGetsWhatItAsksFor() throws {
    let ending = try serving(["--quiet", "--items", "40"]) { url in
      let target = url + Self.path + "?maxResults=40"
      func size(_ options: [String]) throws -> Int {
        try Self.run(Self.curl, ["-sS", "-X", "POST", target] + options).output.utf8.count
      }
      let plain = try size([])
      #expect(plain > 4_000)
      #expect(try size(["--compressed"]) == plain)
      #expect(try size(["--http1.0"]) == plain)
      #expect(
        try size(["-H", "Expect: 100-continue", "-d", "{}", "-H", "Content-Type: application/json"])
          == plain)
      #expect(
        try size([
          "-H", "Transfer-Encoding: chunked", "-d", "{}", "-H", "Content-Type: application/json",
        ]) == plain)
      // Two requests on one connection.
      let twice = try Self.run(
        Self.curl,
        ["-sS", "-v", "-X", "POST", target, target, "-o", "/dev/null", "-o", "/dev/null"])
      #expect(twice.output.contains("Re-using existing connection"))
    }
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
  }

  @Test(
    .enabled(if: curl != nil, "curl is not installed"),
    arguments: ["har", "ndjson"])
  func whatIsLoggedCanBeChecked(_ format: String) throws {
    let log = try TemporaryFile("", named: ".\(format)")
    let ending = try serving(["--quiet", "--log", log.path]) { url in
      _ = try Self.run(
        Self.curl,
        ["-sS", "--compressed", "-X", "POST", url + Self.path, "-H", "Authorization: very secret"])
      _ = try Self.run(Self.curl, ["-sS", "-X", "POST", url + Self.path + "?maxResults=x"])
      _ = try Self.run(Self.curl, ["-sS", url + "/_assay/v1/score"])
    }
    #expect(ending.status == 0)
    #expect(log.text?.contains("very secret") == false)
    let check = CommandRun(["check", Self.contract, log.path])
    #expect(check.output.contains("2 exchanges: 1 pass, 1 fail"), "\(check)")
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"))
  func speaksTLSWithAThrowawayCertificate() throws {
    let certificate = try TemporaryFile("", named: ".pem")
    let ending = try serving(["-q", "--tls", "--tls-write-cert", certificate.path]) { url in
      #expect(url.hasPrefix("https://127.0.0.1:"))
      let trusted = try Self.run(
        Self.curl, ["-sS", "--cacert", certificate.path, "-X", "POST", url + Self.path])
      #expect(trusted.output.contains("importJobs"), "\(trusted)")
      #expect(try Self.run(Self.curl, ["-sS", "-X", "POST", url + Self.path]).status != 0)
    }
    #expect(ending.status == 0)
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"))
  func aRunningServerCanBeToldWhatToAnswer() throws {
    _ = try serving(["-q"]) { url in
      let control = url + "/_assay/v1"
      let id = "ListReferenceImportJobs/valid/plain"
      func curl(_ arguments: [String]) throws -> String {
        try Self.run(Self.curl, ["-sS"] + arguments).output
      }
      #expect(try curl([control]).contains("\"version\":1"))
      #expect(try curl([control + "/scenarios?class=valid"]).contains("\"id\":\"\(id)\""))
      #expect(try curl([control + "/scenarios?operation=No"]).contains("\"error\""))
      let chosen = try curl(["-X", "PUT", "-d", "{\"scenario\":\"\(id)\"}", control + "/scenario"])
      #expect(chosen == "{\"scenario\":\"\(id)\"}\n")
      #expect(try curl(["-X", "POST", url + Self.path]).contains("importJobs"))
      let named = ["-X", "POST", "-H", "x-assay-scenario: \(id)", "-H", "x-assay-session: 2"]
      #expect(try curl(named + [url + Self.path]).contains("importJobs"))
      let score = try curl([control + "/score"])
      #expect(score.contains("\"requests\":2") && score.contains("\"session\":\"2\""), "\(score)")
      #expect(try curl(["-X", "POST", control + "/reset"]).contains("true"))
      #expect(try curl([control + "/score"]).contains("\"requests\":0"))
      #expect(try curl(["-X", "PUT", "-d", "nonsense", control + "/scenario"]).contains("error"))
      #expect(try curl(["-X", "POST", "-H", "x-assay-scenario: no", url]).contains("error"))
    }
  }

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func pythonKeepsItsConnection() throws {
    _ = try serving(["-q"]) { url in
      let script = """
        import http.client, json, urllib.parse
        connection = http.client.HTTPConnection("\(url.dropFirst(7))")
        token, ids = None, []
        while True:
            query = {"maxResults": 7, **({"nextToken": token} if token else {})}
            connection.request("POST", "\(Self.path)?" + urllib.parse.urlencode(query))
            answer = connection.getresponse()
            assert answer.status == 200, answer.status
            page = json.load(answer)
            ids += [job["id"] for job in page["importJobs"]]
            token = page.get("nextToken")
            if not token: break
        print(len(ids), len(set(ids)))
        """
      let found = try Self.run(Self.python, ["-c", script])
      #expect(found.output == "25 25\n", "\(found)")
    }
  }

  @Test(.enabled(if: hasBoto3, "boto3 is not installed"))
  func boto3WalksFiltersAndSeesErrors() throws {
    _ = try serving(["-q"]) { url in
      let script = """
        import boto3, botocore.config, botocore.exceptions
        client = boto3.client("omics", endpoint_url="\(url)",
            config=botocore.config.Config(inject_host_prefix=False))
        pages = client.get_paginator("list_reference_import_jobs")
        def jobs(**more):
            return [job for page in pages.paginate(referenceStoreId="1234567890", **more)
                    for job in page["importJobs"]]
        print(len(jobs()), {job["status"] for job in jobs(filter={"status": "FAILED"})})
        try:
            client.list_reference_import_jobs(referenceStoreId="1234567890", nextToken="mine")
        except client.exceptions.ValidationException as error:
            print("refused")
        """
      let found = try Self.run(Self.python, ["-c", script])
      #expect(found.output == "25 {'FAILED'}\nrefused\n", "\(found)")
    }
  }

  private static let refusals: [(arguments: [String], status: Int32)] = [
    (["--port", "70000"], 2), (["--items", "-1"], 2), (["--tls", "--tls-cert", "a"], 2),
    (["--tls-cert", "/nowhere"], 2), (["--tls-cert", "/nowhere", "--tls-key", "/nowhere"], 2),
    (["--data", "/nowhere"], 2), (["--scenario", "No/such/one"], 2), (["--log", "/nowhere/x"], 2),
    (["--host", "192.0.2.1"], 3), (["--host", "no.such.host.invalid"], 3),
  ]

  @Test(arguments: refusals)
  func saysWhyItCannotServe(_ arguments: [String], _ status: Int32) throws {
    let ending = try Program(["serve", Self.contract] + arguments).wait()
    #expect(ending.status == status, "\(ending)")
    #expect(ending.errors.contains("rror: "), "\(ending)")
  }

  @Test func aPortInUseIsNoFaultOfTheCommandLine() throws {
    _ = try serving(["-q"]) { url in
      let port = String(url.split(separator: ":").last ?? "")
      let ending = try Program(["serve", Self.contract, "--port", port]).wait()
      #expect(ending.status == 3)
      #expect(ending.errors.contains("the port is in use"))
    }
  }

  @Test func otherProtocolsAreNotPretendedToBeSpoken() throws {
    let contract = try TemporaryFile(
      """
      assay: 1
      service: Queue
      protocol: awsQuery
      operations:
        Op:
          input: { a: { type: string } }
      """, named: ".yaml")
    let ending = try Program(["serve", contract.path]).wait()
    #expect(ending.status == 2)
    #expect(ending.errors.contains("cannot speak awsQuery"), "\(ending)")
  }

  @Test func everybodysAddressIsWarnedOf() throws {
    let ending = try serving(["--host", "0.0.0.0"]) { _ in }
    #expect(ending.errors.contains("warning: `0.0.0.0` is not the loopback address"))
    #expect(ending.status == 0)
  }

  @Test(.enabled(if: curl != nil, "curl is not installed"))
  func ownDataIsServed() throws {
    let data = try TemporaryFile(
      """
      # Jobs of mine.
      importJobs:
        - { id: "7777777777", roleArn: "arn:aws:iam::123456789012:role/x", status: FAILED,
            creationTime: "2024-01-01T00:00:00Z" }
        - { id: "8888888888", roleArn: "arn:aws:iam::123456789012:role/x", status: COMPLETED,
            creationTime: "2024-01-02T00:00:00Z" }
      """, named: ".yaml")
    _ = try serving(["-q", "--data", data.path]) { url in
      let found = try Self.run(
        Self.curl,
        [
          "-sS", "-X", "POST", "-H", "Content-Type: application/json", "-d",
          #"{"filter":{"status":"FAILED"}}"#, url + Self.path,
        ])
      #expect(found.output.contains("7777777777"))
      #expect(found.output.contains(#""referenceStoreId":"1234567890""#))
      #expect(!found.output.contains("8888888888"))
    }
  }
}

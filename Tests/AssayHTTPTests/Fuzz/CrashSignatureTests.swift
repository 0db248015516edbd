import Testing

@testable import AssayHTTP

@Suite("Signs of a crash")
struct CrashSignatureTests {
  static let crashes: [(language: String, text: String)] = [
    (
      "Python",
      "Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\nKeyError: 'x'\n"
    ),
    (
      "Go",
      "panic: runtime error: index out of range [3] with length 1\n\ngoroutine 1 [running]:\nmain.main()\n"
    ),
    (
      "Go",
      "panic: bad answer\n\ngoroutine 1 [running]:\nmain.main()\n\t/a/main.go:7\nexit status 2\n"
    ),
    ("Go", "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n"),
    (
      "Rust",
      "thread 'main' panicked at src/main.rs:2:5:\nexplicit panic\nnote: run with `RUST_BACKTRACE=1`\n"
    ),
    ("Rust", "thread 'main' (4711) panicked at 'explicit panic', src/main.rs:2:5\n"),
    (
      "Java",
      "Exception in thread \"main\" java.lang.NullPointerException\n\tat Main.main(Main.java:3)\n"
    ),
    (
      "Node",
      "/a/client.js:3\n  throw new Error('x')\n  ^\n\nError: x\n    at Object.<anonymous> (/a/client.js:3:9)\n\nNode.js v20.11.0\n"
    ),
    ("Node", "[UnhandledPromiseRejection: This error originated …]\n"),
    ("Swift", "main/main.swift:3: Fatal error: Index out of range\n"),
    ("Swift", "Fatal error: Unexpectedly found nil while unwrapping an Optional value\n"),
    (
      ".NET",
      "Unhandled exception. System.NullReferenceException: Object reference not set\n   at Program.Main()\n"
    ),
    ("Ruby", "client.rb:3:in `<main>': undefined method `x' for nil:NilClass (NoMethodError)\n"),
    (
      "Ruby",
      "client.rb:1:in 'Integer#/': divided by 0 (ZeroDivisionError)\n\tfrom client.rb:1:in '<main>'\n"
    ),
    ("C++", "terminate called after throwing an instance of 'std::runtime_error'\n  what():  x\n"),
    ("C", "bash: line 1:  4711 Segmentation fault      (core dumped) ./client\n"),
    (
      "Python",
      "a word before\r\nTraceback (most recent call last):\r\n  File …\r\nValueError: x\r\n"
    ),
  ]

  static let clean = [
    "", "error: the service failed (500)\n", "panic is not the word\n",
    "Fatal error: could not connect to the server\n", "fatal: unable to access 'http://…'\n",
    "curl: (56) Recv failure: Connection reset by peer\n",
    "An error occurred (ValidationException) when calling the ListReferenceImportJobs operation: x\n",
    "An unhandled status 418\n",
    "Exception: bad answer\n", "Aborted: the answer is cut\n", "ERROR Node.js is not here\n",
  ]

  @Test("every language's words are known", arguments: crashes)
  func known(_ crash: (language: String, text: String)) throws {
    let detector = try CrashDetector()
    #expect(detector.find(in: Array(crash.text.utf8))?.language == crash.language)
  }

  @Test("a program that says what is wrong has not fallen", arguments: clean)
  func spared(_ text: String) throws {
    #expect(try CrashDetector().find(in: Array(text.utf8)) == nil)
  }

  @Test("Python's last line says what happened")
  func line() throws {
    let found = try CrashDetector().find(in: Array(Self.crashes[0].text.utf8))
    #expect(found?.line == "KeyError: 'x'")
  }

  @Test("a person's own signs count, and mistakes in them are told")
  func own() throws {
    let detector = try CrashDetector(adding: ["^OOPS \\d+"])
    #expect(detector.find(in: Array("OOPS 12\n".utf8))?.language == "--crash")
    #expect(throws: CrashDetector.BadPattern.self) { try CrashDetector(adding: ["("]) }
  }

  @Test("megabytes are read in little time")
  func large() throws {
    let text = Array(String(repeating: "error: x: y\n", count: 400_000).utf8)
    #expect(try CrashDetector().find(in: text) == nil)
  }
}

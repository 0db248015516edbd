import ArgumentParser
import AssayEngine
import AssayHTTP
import AssayModel
import AssayReport

/// `assay serve`: a server that answers by the contract.
struct ServeCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer requests as the contract's service would.",
    discussion: """
      Sound requests are answered with generated data, or with yours; others are refused as the \
      contract says, and what is wrong with them is told on standard error with the line of the \
      contract. The URL is the one line on standard output. SIGINT or SIGTERM ends the server in \
      good order.

      Examples:
        assay serve spec/healthomics --port 8080
        assay serve spec/healthomics --items 200 --log traffic.har
        assay serve spec/healthomics --data jobs.json --tls
        curl http://127.0.0.1:8080/_assay/v1            The control interface

      Exit status: 0 the server was ended, 2 the command line or the contract is at fault, 3 it could \
      not listen, or not write its log.
      """)

  @Argument(
    help: ArgumentHelp("The contract: a file, or a folder of files.", valueName: "spec"),
    completion: .file())
  var contract: String

  @Option(help: ArgumentHelp("Port to listen on; 0 takes a free one.", valueName: "n"))
  var port = 0

  @Option(help: ArgumentHelp("Name or address to listen at.", valueName: "host"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("Items of the data that pages are cut from.", valueName: "n"))
  var items = 25

  @Option(
    help: ArgumentHelp("Your own items or answers, in JSON or YAML.", valueName: "file"),
    completion: .file())
  var data: String?

  @Option(help: ArgumentHelp("Chooses the data that is generated.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Write the exchanges: HAR where the name ends in .har, else an entry a line.",
      valueName: "file"),
    completion: .file())
  var log: String?

  @Option(
    help: ArgumentHelp("Speak HTTPS with this certificate, in PEM.", valueName: "file"),
    completion: .file())
  var tlsCert: String?

  @Option(
    help: ArgumentHelp("The certificate's key, in PEM.", valueName: "file"), completion: .file())
  var tlsKey: String?

  @Flag(help: "Speak HTTPS with a certificate that is made for the occasion.")
  var tls = false

  @Option(
    help: ArgumentHelp(
      "Write the certificate that --tls makes, for clients to trust.",
      valueName: "file"),
    completion: .file())
  var tlsWriteCert: String?

  @Option(help: ArgumentHelp("Play a scenario of `assay fuzz`.", valueName: "id"))
  var scenario: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("Threads that answer.", valueName: "n"))
  var jobs = 1

  @Flag(help: "Refuse requests for what otherwise is a warning.")
  var strict = false

  @OptionGroup var spec: SpecOptions

  @Flag(
    name: [.short, .long], help: "Print nothing but the URL and what keeps the server from work.")
  var quiet = false

  func validate() throws {
    if !(0...65_535).contains(port) {
      throw ValidationError("--port must be 0...65535, found \(port)")
    }
    if !(0...100_000).contains(items) {
      throw ValidationError("--items must be 0...100000, found \(items)")
    }
    if !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1...256, found \(jobs)") }
    if (tlsCert == nil) != (tlsKey == nil) {
      throw ValidationError("--tls-cert and --tls-key go together")
    }
    if tls, tlsCert != nil { throw ValidationError("--tls and --tls-cert exclude each other") }
    if tlsWriteCert != nil, !tls { throw ValidationError("--tls-write-cert needs --tls") }
    if host.isEmpty { throw ValidationError("--host is empty") }
  }

  func run(on console: Console) throws -> ExitStatus {
    let file = try ContractFile(
      path: contract, service: spec.service, on: console, isQuiet: quiet,
      usesColour: console.errorsIsTerminal && console.allowsColour)
    guard Mock.canSpeak(file.contract.wireProtocol) else {
      throw CommandFailure.usage(
        "`assay serve` cannot speak \(file.contract.wireProtocol.rawValue) yet: it answers with "
          + "JSON, as restJson1, awsJson1_0, awsJson1_1, rpcv2Json and http-json do")
    }
    let session = try ServeSession(self, file, console)
    return try session.run()
  }
}

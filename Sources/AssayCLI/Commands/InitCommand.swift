import ArgumentParser
import AssayModel
import AssayReport
import AssaySpec
import AssayTraffic

/// `assay init`: a contract to begin with.
struct InitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a starter contract from a method and URI, and from traffic.",
    discussion: """
      Traffic is what `assay check` takes: HAR, or NDJSON with a HAR entry on every line; exchanges of \
      other operations are passed over. Members, types and what is always there are inferred; lengths, \
      ranges and enumerations are suggested as comments. Nothing is asked.

      Examples:
        assay init GET '/cities/{city}/forecast' > weather.yaml
        assay init POST '/stores/{id}/jobs' traffic.har --output jobs.yaml

      Exit status: 0 written, 2 the command line is at fault, 3 traffic could not be read.
      """)

  @Argument(help: ArgumentHelp("Method of the operation, in capitals.", valueName: "method"))
  var method: String

  @Argument(
    help: ArgumentHelp("URI of the operation, labels in braces.", valueName: "uri"))
  var uri: String

  @Argument(
    help: ArgumentHelp(
      "Traffic with samples, in order; - is standard input.", valueName: "traffic"),
    completion: .file())
  var traffic: [String] = []

  @Option(help: ArgumentHelp("Name of the operation.", valueName: "name"))
  var operation: String?

  @Option(help: ArgumentHelp("Name of the service.", valueName: "name"))
  var service: String?

  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp("How messages travel; http-json or restJson1.", valueName: "name"))
  var wireProtocol: String?

  @OptionGroup var print: PrintOptions

  func validate() throws {
    guard !method.isEmpty, method.utf8.allSatisfy({ $0 &- 65 < 26 }) else {
      throw ValidationError("`\(method)` is no method; expected one such as GET, in capitals")
    }
    guard uri.hasPrefix("/") else {
      throw ValidationError("`\(uri)` is no URI; expected a path such as /cities/{city}")
    }
    if let wireProtocol, ![.httpJson, .restJson1].contains(WireProtocol(rawValue: wireProtocol)) {
      throw ValidationError(
        "`\(wireProtocol)` is no protocol of REST; expected http-json or restJson1")
    }
  }

  func run(on console: Console) throws -> ExitStatus {
    let template = URITemplate(uri)
    var samples: [StarterSample] = []
    var seen = 0
    var errors: [InputError] = []
    if !traffic.isEmpty {
      let reader = TrafficReader(
        paths: traffic, options: TrafficOptions(), isInterrupted: console.isInterrupted)
      let batch = Batch()
      var parser = HAREntryParser()
      var exchange = Exchange()
      while !console.isInterrupted(), reader.next(batch) {
        for (place, document) in batch.documents.enumerated() {
          seen += 1
          let index = batch.firstIndex + place
          switch parser.parse(document, of: batch, index: index, into: &exchange) {
          case .exchange:
            guard samples.count < Self.sampleLimit,
              let sample = StarterSample(exchange, method: method, uri: template)
            else { continue }
            samples.append(sample)
          case .overLimit: continue
          case .broken(let error): errors.append(error.forReport)
          }
        }
        if let failure = batch.failure { errors.append(failure.forReport) }
      }
    }
    let starter = StarterContract(
      method: method, uri: template, samples: samples, service: service, operation: operation,
      wireProtocol: wireProtocol.flatMap(WireProtocol.init(rawValue:)))
    try hold(starter)
    let sink = try print.sink(console, inputs: traffic)
    try sink.write(Array(starter.text.utf8))
    try sink.flush()
    if !print.quiet, !traffic.isEmpty {
      var text = "learned from \(samples.count) of \(Wording.counted(seen, "exchange"))"
      if samples.count < min(seen, Self.sampleLimit) {
        text += "; the others are of other operations"
      }
      console.complain(text)
    }
    for error in errors {
      let place = error.offset.map { ", byte \($0)" } ?? ""
      console.complain("error: `\(error.path)`\(place): \(Wording.visible(error.message))")
    }
    return errors.isEmpty ? .conforms : .unfinished
  }

  /// Exchanges that are learned from.
  private static let sampleLimit = 10_000

  /// A contract with mistakes is not written: they can only come from the command line.
  private func hold(_ starter: StarterContract) throws(CommandFailure) {
    let source = SourceFile(path: "contract.yaml", bytes: Array(starter.text.utf8))
    let errors = SpecLoader.load([source]).diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return }
    throw .usage("no contract can be made of `\(method) \(uri)`: \(first.message)")
  }
}

import ArgumentParser
import AssayEngine
import AssayJSON
import AssayModel
import AssayTraffic

/// How fast exchanges are read and checked, and what of that is reading.
struct ExchangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchanges",
    abstract: "Measure reading and checking of HAR or NDJSON of entries, on one thread.",
    discussion: "With --loop, only works through the files, for tools that count instructions.")

  @OptionGroup var subject: ContractOptions

  @Option(help: "Interleaved rounds.")
  var rounds = 9

  @Flag(help: "Run the rounds of one kind and print the number of exchanges.")
  var loop = false

  @Option(help: "With --loop, what a round does: find, read or check.")
  var work = Work.check

  @Option(help: "Width of the vectors; the widest where none is given.")
  var level: IndexBuffer.Level?

  @Argument(help: "HAR, or NDJSON of HAR entries.")
  var files: [String]

  /// What a round does with the documents; each does what the one before does as well.
  enum Work: String, CaseIterable, ExpressibleByArgument {
    /// Finds the entries.
    case find
    /// Reads them into exchanges.
    case read
    /// Checks the exchanges.
    case check
  }

  func run() throws {
    if let level, IndexBuffer(level: level) == nil {
      throw ValidationError("this processor has no \(level)")
    }
    let plan = Plan(try subject.contract())
    for file in files {
      var reading = ExchangeReading(file: file, plan: plan, level: level)
      if loop {
        for _ in 0..<max(rounds, 0) { _ = try reading.run(work) }
        print(reading.exchanges)
      } else {
        try measure(&reading)
      }
    }
  }

  private func measure(_ reading: inout ExchangeReading) throws {
    var times: [Work: [Double]] = [:]
    var bytes = 0
    for round in 0...max(rounds, 1) {
      for work in Work.allCases {
        let time = try seconds { bytes = try reading.run(work) }
        // The first round warms up.
        if round > 0 { times[work, default: []].append(time) }
      }
    }
    print(#"{"file":"\#(reading.file)","exchanges":\#(reading.exchanges),"bytes":\#(bytes),"#)
    for work in Work.allCases {
      let time = median(times[work] ?? [])
      let nanoseconds = time / Double(max(reading.exchanges, 1)) * 1e9
      let share = median(zip(times[work] ?? [], times[.check] ?? []).map { $0 / $1 })
      print(
        #" "\#(work.rawValue)":{"exchangesPerSecond":\#(Int(Double(reading.exchanges) / time)),"#
          + #""megabytesPerSecond":\#(Int(Double(bytes) / 1e6 / time)),"#
          + #""nanoseconds":\#(Int(nanoseconds)),"percent":\#(Int((share * 100).rounded()))}"#
          + (work == .check ? "}" : ","))
    }
  }
}

/// A file of exchanges, and all that one thread needs to check it.
private struct ExchangeReading {
  let file: String
  let plan: Plan
  private let scratch: Scratch
  private let batch = Batch()
  private var parser: HAREntryParser
  private var exchange = Exchange()
  /// Exchanges that the last round found.
  private(set) var exchanges = 0

  init(file: String, plan: Plan, level: IndexBuffer.Level?) {
    self.file = file
    self.plan = plan
    scratch = Scratch(for: plan, level: level)
    parser = HAREntryParser(limits: plan.options.limits, level: level)
  }

  /// Works through the file; returns its size in bytes.
  mutating func run(_ work: ExchangesCommand.Work) throws -> Int {
    let reader = TrafficReader(paths: [file])
    var session = Session(plan, scratch)
    exchanges = 0
    while reader.next(batch) {
      if let failure = batch.failure { throw ValidationError("\(file): \(failure.reason)") }
      for (place, document) in batch.documents.enumerated() {
        exchanges += 1
        guard work != .find else { continue }
        let index = batch.firstIndex + place
        let found = parser.parse(document, of: batch, index: index, into: &exchange)
        guard work == .check, found == .exchange else { continue }
        if !session.isClean(exchange) { _ = session.verdict() }
      }
    }
    return reader.bytesRead
  }
}

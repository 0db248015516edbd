import ArgumentParser
import Assay
import CAllocations

/// What one check costs a test that has the body at hand, by the library's public door.
struct OnceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "once", abstract: "Measure one check(response:) of 2 KB: time and allocations.")

  @OptionGroup var subject: ContractOptions

  @Option(help: "Checks in each of the nine rounds.")
  var checks = 100_000

  func run() throws {
    let checker = Checker(try subject.contract())
    let body = Self.body
    guard checker.check(response: body, for: subject.operation).passes else {
      throw ValidationError("the sample body breaks the contract")
    }
    var times: [Double] = []
    let before = allocations()
    for _ in 0..<9 {
      times.append(
        seconds {
          for _ in 0..<max(checks, 1) {
            _ = checker.check(response: body, for: subject.operation)
          }
        })
    }
    // The list of times grows by a few blocks.
    let blocks = Double(allocations() - before) / Double(9 * max(checks, 1))
    let nanoseconds = Int((median(times) / Double(max(checks, 1)) * 1e9).rounded())
    print(
      #"{"bytes":\#(body.count),"nanoseconds":\#(nanoseconds),"allocations":\#((blocks * 1000).rounded() / 1000)}"#
    )
  }

  /// A page of seven jobs.
  private static var body: [UInt8] {
    let jobs = (0..<7).map { number in
      """
      {"id":"104293848\(number)","referenceStoreId":"2749301746",\
      "roleArn":"arn:aws:iam::123456789012:role/service-role/OmicsImport-20240506T070809",\
      "status":"COMPLETED","creationTime":"2024-05-06T07:08:09.12\(number)Z",\
      "completionTime":"2024-05-06T07:1\(number):00Z"}
      """
    }
    let token = String(repeating: "dG9rZW4g", count: 50)
    return Array(#"{"nextToken":"\#(token)","importJobs":[\#(jobs.joined(separator: ","))]}"#.utf8)
  }
}

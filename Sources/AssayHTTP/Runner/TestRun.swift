internal import AssayEngine
internal import AssayGenerate
package import AssayModel

/// Puts the cases of a contract to a server, and judges the answers.
///
/// The story of a run, operation by operation: what failed before comes first, then the derived
/// cases, the sequences, random exploration; at last failures are shrunk, grouped and kept.
package final class TestRun: Sendable {
  /// Nothing could be run at all.
  package struct Failure: Error, Sendable, CustomStringConvertible {
    package var description: String
  }

  package let progress = RunProgress()
  private let contract: Contract
  private let endpoint: Endpoint
  let options: RunOptions

  /// Prepares a run over all operations of a contract.
  package init(_ contract: Contract, endpoint: Endpoint, options: RunOptions = RunOptions()) {
    self.contract = contract
    self.endpoint = endpoint
    self.options = options
  }

  /// Runs.
  package func run() async throws(Failure) -> RunReport {
    let client: HTTPClient
    do throws(TransportFailure) { client = try HTTPClient(endpoint, options: options.client) } catch
    {
      throw Failure(description: "\(error)")
    }
    var planOptions = Plan.Options()
    planOptions.isStrict = options.isStrict
    let plan = Plan(contract, options: planOptions)
    let run = Round(
      courier: Courier(client, options, progress), plan: plan,
      store: options.failureFolder.map { FailureStore($0) },
      lanes: (0..<max(1, options.jobs)).map { _ in Lane(client, plan) })
    let result = await run.run(contract)
    for lane in run.lanes { lane.session.close() }
    await client.shutdown()
    switch result {
    case .success(var report):
      report.seconds = progress.seconds
      report.requests = progress.snapshot.requests
      return report
    case .failure(let failure): throw failure
    }
  }
}

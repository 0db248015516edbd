import AssayEngine
import AssayGenerate
import AssayModel

/// Where a client meets scenarios: a server of its own for each run, and an environment that leads
/// there and nowhere else.
struct FuzzBench: Sendable {
  let model: OperationModel
  let list: ScenarioList
  private let plan: Plan
  private let options: FuzzOptions

  init(
    _ contract: Contract, _ operation: Operation, _ plan: Plan, _ options: FuzzOptions,
    _ list: ScenarioList? = nil
  ) {
    model = OperationModel(contract, operation)
    self.list = list ?? ScenarioList(model, plan, options: options.list)
    self.plan = plan
    self.options = options
  }

  /// Runs the client with one scenario.
  func run(_ scenario: Scenario) async throws(FuzzError) -> FuzzResult {
    let responder = ScenarioResponder(scenario, model, plan)
    let server: HTTPServer
    do {
      server = try await HTTPServer.start(HTTPServer.Options(), responder: responder)
    } catch {
      throw .noServer("\(error)")
    }
    let endpoint = "http://127.0.0.1:\(server.port)"
    let process = ClientProcess(
      command: options.command.map { Self.filled($0, endpoint) },
      variables: Self.variables(endpoint, scenario), timeout: options.timeout)
    // A page may be asked for several times; nobody needs more than this.
    let most = (scenario.script.pages.count + 2) * (options.attemptLimit + 2) + 40
    let isInterrupted = options.isInterrupted
    let run = await process.run { responder.total > most || isInterrupted() }
    await server.shutdown(gracePeriod: .zero)
    return FuzzResult(scenario: scenario, run: run, record: responder.record, failure: nil)
  }

  private static func filled(_ argument: String, _ endpoint: String) -> String {
    argument.split(separator: "{endpoint}", omittingEmptySubsequences: false)
      .joined(separator: endpoint)
  }

  /// The variables that lead a client to the server. What could lead it elsewhere is taken away.
  private static func variables(_ endpoint: String, _ scenario: Scenario) -> [String: String?] {
    var variables: [String: String?] = [
      "ASSAY_ENDPOINT": endpoint, "ASSAY_SCENARIO": scenario.id,
      "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "AKIAASSAYTHROWAWAY00",
      "AWS_SECRET_ACCESS_KEY": "throw/away/key/of/assay/which/opens/nothing",
      "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1",
      "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      // Prefixes of host names would lead away from a loopback address.
      "AWS_DISABLE_HOST_PREFIX_INJECTION": "true", "AWS_PAGER": "",
      "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost",
    ]
    for name in [
      "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE",
      "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
      "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
      "AWS_ENDPOINT_URL_OMICS", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy",
      "ALL_PROXY", "all_proxy",
    ] {
      variables.updateValue(nil, forKey: name)
    }
    return variables
  }

  // MARK: - Smaller scenarios

  /// Scenarios that serve less, the smallest first; what was sound stays sound.
  func reductions(of scenario: Scenario) -> [Scenario] {
    let maker = ScenarioMaker(model, plan, options.list)
    let isSound = scenario.expectation == .accept && scenario.script.broken == nil
    return scenario.script.reductions(model.operation.pagination?.items, model).compactMap {
      guard !isSound || maker.isSound($0) else { return nil }
      var smaller = scenario
      smaller.script = $0
      return smaller
    }
  }
}

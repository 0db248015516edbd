import AssayEngine
import AssayGenerate
import AssayModel

/// Makes the scenarios of one operation, class by class.
struct ScenarioMaker {
  let model: OperationModel
  let plan: Plan
  let options: ScenarioList.Options
  private let scratch: Scratch
  private(set) var scenarios: [Scenario] = []
  private(set) var omissions: [String] = []
  private var ids: Set<String> = []

  init(_ model: OperationModel, _ plan: Plan, _ options: ScenarioList.Options) {
    self.model = model
    self.plan = plan
    self.options = options
    scratch = Scratch(for: plan)
  }

  var contract: Contract { model.contract }
  var operation: Operation { model.operation }
  var pagination: Pagination? { operation.pagination }

  mutating func make() {
    guard let plain = plainScript else {
      omissions.append("\(operation.name): no sound answer could be made")
      return
    }
    let start = scenarios.count
    addPages(plain)
    guard scenarios.count > start else {
      omissions.append("\(operation.name): the plainest answer does not keep the contract")
      return
    }
    addTokens(plain)
    addDresses(plain)
    addTravels(plain)
    addValues(plain)
    addErrors(plain)
    addInvalid(plain)
    addFaults(plain)
  }

  // MARK: - Adding

  mutating func add(
    _ category: Scenario.Class, _ name: String, _ expectation: Scenario.Expectation,
    _ title: String, _ script: Script, source: SourceLocation? = nil, unreadable: Bool = false
  ) {
    let id = "\(operation.name)/\(category.rawValue)/\(name)"
    guard !script.pages.isEmpty, ids.insert(id).inserted else { return }
    scenarios.append(
      Scenario(
        id: id, operation: operation.name, category: category, expectation: expectation,
        title: title, source: source ?? contract.sources.location(of: operation.origin),
        isUnreadable: unreadable, script: script))
  }

  /// Adds a scenario of sound answers, unless they are not sound under this contract.
  mutating func addSound(
    _ name: String, _ title: String, _ script: Script, source: SourceLocation? = nil,
    category: Scenario.Class = .valid
  ) {
    guard isSound(script) else { return }
    add(category, name, .accept, title, script, source: source)
  }

  // MARK: - Checking

  /// Whether all answers of a script keep the contract.
  func isSound(_ script: Script) -> Bool {
    script.pages.allSatisfy { page in
      var response = model.response(message(page))
      response.body = response.body.map { script.dress.apply(to: $0) }
      return keeps(response)
    }
  }

  /// Whether an answer keeps the contract.
  func keeps(_ response: Case.Response) -> Bool {
    var exchange = Exchange()
    exchange.operation = exchange.append(operation.name)
    exchange.response = exchange.append(response)
    return plan.check(exchange, scratch: scratch).outcome == .pass
  }

  /// Whether the input's constraints allow a token that the output gives.
  func accepts(token: String) -> Bool {
    guard let path = pagination?.input, path.steps.count == 1,
      case .member(let name)? = path.steps.first, var input = model.input(.plain)
    else { return true }
    input[name] = .string(token)
    var exchange = Exchange()
    exchange.request = exchange.append(model.request(input))
    return plan.check(exchange, scratch: scratch).outcome == .pass
  }

  /// The members of a page with its token.
  func message(_ page: Script.Page) -> MessageValue {
    guard let next = page.next, let path = pagination?.output else { return page.message }
    return model.replacing(in: page.message, at: path) { _ in .string(next) } ?? page.message
  }

  func location(_ origin: Origin) -> SourceLocation? { contract.sources.location(of: origin) }
}

import AssayEngine
import AssayModel
import AssayReport

/// What the command line of `assay check` says, as plain values.
struct CheckArguments: Equatable, PrintChoices {
  /// How many threads may be asked for.
  static let possibleJobs = 1...1024

  /// The contract: a file, or a folder of files.
  var contract = ""
  /// The service to take from a model that has several.
  var service: String?
  /// Traffic, in order; none is standard input, as is `-`.
  var traffic: [String] = []
  /// How to report.
  var format = ReportFormat.text
  /// Name of the operation of exchanges that do not name theirs.
  var operation: String?
  /// Every line of the traffic is one body of this kind.
  var bodies: Plan.Direction?
  /// Every warning is an error.
  var isStrict = false
  /// Exchanges that pass are reported, too.
  var showsAll = false
  /// Every exchange is answered before the next is read.
  var flushes = false
  /// The values of secrets are shown.
  var showsSecrets = false
  /// Threads to check with; `nil` for all processors.
  var jobs: Int?
  /// Bounds of a check.
  var limits = Limits()

  var output: String?
  var quiet = false
  var noColor = false
}

// MARK: - The plain form

extension CheckArguments {
  /// Reads a whole command line in its plainest form: options with their full names and their values
  /// behind them. `nil` is no mistake: what is written in another way, or is wrong, is the argument
  /// parser's, which has words for it.
  ///
  /// The parser learns what a command takes by reflection whenever the program starts, and for that
  /// the runtime goes through all conformances of the program dozens of times: a third of the time
  /// that a check takes before its first byte. A test holds the two to the same values.
  init?(plain arguments: [String]) {
    guard arguments.first == "check" else { return nil }
    var names: [String] = []
    var words = arguments.dropFirst().makeIterator()
    while let word = words.next() {
      guard !word.isEmpty else { return nil }
      if !word.isOption || word == "-" {
        names.append(word)
      } else if !takeFlag(word) {
        guard let value = words.next(), !value.isEmpty, !value.isOption, take(word, value) else {
          return nil
        }
      }
    }
    guard let first = names.first else { return nil }
    contract = first
    traffic = Array(names.dropFirst())
  }

  private mutating func takeFlag(_ name: String) -> Bool {
    switch name {
    case "--strict": isStrict = true
    case "--all": showsAll = true
    case "--flush": flushes = true
    case "--show-secrets": showsSecrets = true
    case "--quiet", "-q": quiet = true
    case "--no-color": noColor = true
    default: return false
    }
    return true
  }

  private mutating func take(_ name: String, _ value: String) -> Bool {
    switch name {
    case "--format":
      guard let known = ReportFormat(rawValue: value) else { return false }
      format = known
    case "--bodies":
      guard let known = Plan.Direction(argument: value) else { return false }
      bodies = known
    case "--jobs", "-j":
      guard let number = Int(value), Self.possibleJobs.contains(number) else { return false }
      jobs = number
    case "--operation": operation = value
    case "--service": service = value
    case "--output", "-o": output = value
    default: return false
    }
    return true
  }
}

extension String {
  /// Whether the argument parser takes it for an option.
  fileprivate var isOption: Bool { utf8.first == UInt8(ascii: "-") }
}

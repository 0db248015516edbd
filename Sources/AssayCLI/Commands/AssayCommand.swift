import ArgumentParser

/// The program itself, which only knows its commands.
struct AssayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Runs API contracts: one file says what requests and responses may be.",
    discussion: """
      Examples:
        assay check spec/healthomics traffic.har   Check captured traffic
        assay lint my-contract.yaml                Report a contract's mistakes
        assay show spec/healthomics                See what a contract says
        assay import service-2.json                Write a contract from a page or model
        assay cases spec/healthomics               Write the conformance cases of a contract
        assay test spec/healthomics --url http://localhost:8080
                                                   Put a server to its contract
        assay serve spec/healthomics               Answer requests as the service would

      Exit status:
        0  everything conforms
        1  the contract is broken
        2  the command line or the contract is at fault
        3  the work could not be finished: unreadable traffic, a limit reached, no server
      With several, the highest.
      """,
    version: Version.text,
    subcommands: [
      CheckCommand.self, InitCommand.self, LintCommand.self, ShowCommand.self, ImportCommand.self,
      CasesCommand.self, TestCommand.self, ServeCommand.self, FuzzCommand.self,
      CompletionCommand.self,
    ])

  static var _errorPrefix: String { "error: " }
}

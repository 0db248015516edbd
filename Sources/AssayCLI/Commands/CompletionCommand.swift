import ArgumentParser
import AssayReport

/// `assay completion`: the script by which a shell completes the command line.
struct CompletionCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print a completion script for a shell.",
    discussion: """
      Examples:
        assay completion bash > ~/.local/share/bash-completion/completions/assay
        assay completion zsh > "${fpath[1]}/_assay"
        assay completion fish > ~/.config/fish/completions/assay.fish
      """)

  @Argument(help: "The shell: bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run(on console: Console) throws -> ExitStatus {
    guard let known = CompletionShell(rawValue: shell) else {
      throw CommandFailure.usage("unknown shell `\(shell)`; expected bash, zsh or fish")
    }
    let script = AssayCommand.completionScript(for: known)
    try console.output.write(Array((script + "\n").utf8))
    return .conforms
  }
}

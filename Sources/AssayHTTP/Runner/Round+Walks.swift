internal import AssayGenerate
internal import AssayModel

extension Round {
  /// Goes through the sequences of an operation.
  mutating func runWalks(_ generator: CaseGenerator, _ oracle: Oracle) async {
  }
}

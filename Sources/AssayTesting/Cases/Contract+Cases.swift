public import Assay
public import AssayGenerate
internal import AssayModel
import Synchronization

extension Contract {
  /// The conformance cases of an operation: for each constraint the values that just keep it, and
  /// those that just break it.
  ///
  /// The cases are those of requests, for servers; `.response` gives answers, for clients. `matching`
  /// takes only those whose identifier is one of some patterns, in which `*` is any text:
  /// `["*/length/*"]`. The variable `ASSAY_CASES` (patterns, separated by commas) does the same from
  /// outside, for a run. The order and the identifiers are the same in every run.
  public func cases(
    for operation: String, _ direction: Case.Direction = .request, matching: [String] = [],
    fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
    column: UInt = #column
  ) -> [ConformanceCase] {
    let place = TestPlace(fileID: fileID, filePath: filePath, line: line, column: column)
    guard let shape = self.operation(named: operation) else {
      IssueRecorder.record(lacks(operation), at: place)
      return []
    }
    let set = CaseCache.cases(of: self, shape, direction)
    let patterns = matching.map { Glob($0) }
    let cases = set.cases.filter { aCase in
      (patterns.isEmpty || patterns.contains { $0.matches(aCase.id) })
        && (Self.wantedCases.isEmpty || Self.wantedCases.contains { $0.matches(aCase.id) })
    }
    if cases.isEmpty, Self.wantedCases.isEmpty {
      let reason = set.omissions.first.map { ": \($0)" } ?? ""
      IssueRecorder.record(
        matching.isEmpty || set.cases.isEmpty
          ? "`\(operation)` has no cases\(reason)"
          : "no case of `\(operation)` is called \(matching.joined(separator: " or "))",
        at: place)
    }
    let checker = Checkers.checker(for: self)
    return cases.map { ConformanceCase(definition: $0, checker: checker) }
  }

  /// What no case could be made for, and why: place and reason, one text each.
  public func omittedCases(
    for operation: String, _ direction: Case.Direction = .request
  ) -> [String] {
    guard let shape = self.operation(named: operation) else { return [] }
    return CaseCache.cases(of: self, shape, direction).omissions.map(\.description)
  }

  /// What `ASSAY_CASES` asks for.
  private static let wantedCases: [Glob] = {
    guard let text = environment("ASSAY_CASES") else { return [] }
    return text.split(separator: ",").map { Glob(String($0)) }
  }()
}

/// Cases that were derived: the arguments of several tests are often the same.
private enum CaseCache {
  private struct Key: Hashable {
    var contract: ContractKey
    var operation: String
    var direction: Case.Direction
  }

  private static let known = Mutex<[Key: CaseSet]>([:])

  static func cases(
    of contract: Contract, _ operation: Operation, _ direction: Case.Direction
  ) -> CaseSet {
    let key = Key(
      contract: ContractKey(contract), operation: operation.name, direction: direction)
    if let set = known.withLock({ $0[key] }) { return set }
    var options = CaseOptions()
    options.directions = [direction]
    let set = CaseGenerator(contract, operation, options: options).derive()
    known.withLock { $0[key] = set }
    return set
  }
}

/// A pattern in which `*` is any text and everything else is itself.
struct Glob: Sendable {
  private let pieces: [[UInt8]]

  init(_ pattern: String) {
    pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { Array($0) }
  }

  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = pieces.first, let last = pieces.last else { return bytes.isEmpty }
    guard pieces.count > 1 else { return bytes == first }
    guard bytes.starts(with: first), bytes.count >= first.count + last.count,
      bytes.suffix(last.count) == last[...]
    else { return false }
    var rest = bytes[first.count..<bytes.count - last.count]
    for piece in pieces.dropFirst().dropLast() {
      guard let end = Self.end(of: piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  /// Where the first occurrence ends.
  private static func end(of piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    var start = text.startIndex
    while text.endIndex - start >= piece.count {
      if text[start..<start + piece.count] == piece[...] { return start + piece.count }
      start += 1
    }
    return nil
  }
}

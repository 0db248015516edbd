import AssayJSON

/// Tells what an input holds and finds its documents.
struct InputScanner {
  private var format = Format.unknown
  private let content: TrafficOptions.Content
  private let limit: Int

  private enum Format {
    case unknown
    /// May turn out to be NDJSON behind the first document.
    case values(HARScanner, isFirst: Bool)
    case lines(LineScanner)
  }

  init(_ options: TrafficOptions) {
    content = options.content
    limit = options.documentBytes
  }

  /// Where the entry begins that is being read, where the input is not NDJSON.
  var openEntry: Int? {
    if case .values(let scanner, _) = format { scanner.openEntry } else { nil }
  }

  /// The number of the line that is being read, where the input is NDJSON and all of the line is kept.
  var openLine: Int? {
    if case .lines(let scanner) = format, !scanner.isDropping { scanner.line } else { nil }
  }

  /// Goes on where a line of NDJSON begins.
  mutating func goOn(at line: Int) {
    format = .lines(LineScanner(limit: limit, line: line))
  }

  mutating func rebase(by count: Int) {
    switch format {
    case .unknown: break
    case .values(var scanner, let isFirst):
      scanner.rebase(by: count)
      format = .values(scanner, isFirst: isFirst)
    case .lines(var scanner):
      scanner.rebase(by: count)
      format = .lines(scanner)
    }
  }

  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isEnd: Bool,
    into documents: inout [Batch.Document]
  ) -> ScanStep {
    switch format {
    case .unknown:
      switch unsafe recognise(text, isEnd: isEnd) {
      case .more: return ScanStep(keepFrom: 0)
      case .nothing(let at, let reason):
        return ScanStep(keepFrom: at, failure: (base &+ at, reason))
      case .lines: format = .lines(LineScanner(limit: limit))
      case .object: format = .values(HARScanner(limit: limit), isFirst: true)
      case .array: format = .values(HARScanner(limit: limit), isFirst: false)
      }
      return unsafe scan(text, base: base, isEnd: isEnd, into: &documents)
    case .lines(var scanner):
      let step = unsafe scanner.scan(text, base: base, isEnd: isEnd, into: &documents)
      format = .lines(scanner)
      return step
    case .values(var scanner, let isFirst):
      var step = unsafe scanner.scan(
        text, base: base, isEnd: isEnd, stopsAfterFirst: isFirst, into: &documents)
      format = .values(scanner, isFirst: isFirst && !scanner.sawLog)
      guard isFirst, step.failure == nil else { return step }
      if step.isBehindFirst, let first = documents.last {
        return unsafe afterFirst(first, text, base: base, isEnd: isEnd, into: &documents)
      }
      // All is kept until it is known whether the lines are to be counted.
      if scanner.openEntry != nil { step.keepFrom = 0 }
      return step
    }
  }

  // MARK: - Recognition

  /// White space that is kept before the first document.
  private static let blankLimit = 64 << 10

  private enum Recognised {
    case more, object, array, lines
    case nothing(at: Int, reason: String)
  }

  /// Looks at the first bytes of an input.
  private func recognise(_ text: UnsafeBufferPointer<UInt8>, isEnd: Bool) -> Recognised {
    if content == .bodies { return .lines }
    guard let start = unsafe text.firstIndex(where: { !$0.isWhitespace }) else {
      return isEnd || text.count > InputScanner.blankLimit ? .lines : .more
    }
    switch unsafe text[start] {
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "{"):
      return unsafe isBrokenLine(text, at: start) ? .lines : .object
    default:
      // A line of NDJSON that is broken, where a sound one follows.
      var at = start
      while let end = unsafe text[at...].firstIndex(of: 0x0A) {
        at = end + 1
        if at < text.count, unsafe text[at] == UInt8(ascii: "{") { return .lines }
      }
      let isWide = unsafe text.prefix(4).contains(0)
      return .nothing(
        at: start,
        reason: isWide
          ? "this is not UTF-8" : "this is neither a HAR nor NDJSON of HAR entries")
    }
  }

  /// Whether the object at `start` begins a line of NDJSON that breaks off, and not a document
  /// that is written over several lines.
  private func isBrokenLine(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard let end = unsafe text[start...].firstIndex(of: 0x0A) else { return false }
    var nesting = StructureScan.Nesting()
    let line = unsafe UnsafeBufferPointer(rebasing: text[start..<end])
    if unsafe StructureScan().end(of: &nesting, in: line) != nil { return false }
    // Text over several lines is broken where a value may begin or end.
    switch unsafe line.last(where: { !$0.isWhitespace }) {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: ":"): return false
    default: break
    }
    guard let next = unsafe text[end...].firstIndex(where: { !$0.isWhitespace }) else {
      return true
    }
    return unsafe text[next] == UInt8(ascii: "{") && text[next - 1] == 0x0A
  }

  /// Behind a first document that is an entry: on one line it is NDJSON, of which every line is
  /// read by itself.
  private mutating func afterFirst(
    _ first: Batch.Document, _ text: UnsafeBufferPointer<UInt8>, base: Int,
    isEnd: Bool, into documents: inout [Batch.Document]
  ) -> ScanStep {
    let range = first.start..<first.start + first.count
    if !first.isOverLimit, unsafe !text[range].contains(0x0A) {
      documents.removeLast()
      format = .lines(LineScanner(limit: limit))
    } else if case .values(let scanner, _) = format {
      format = .values(scanner, isFirst: false)
    }
    return unsafe scan(text, base: base, isEnd: isEnd, into: &documents)
  }
}

import AssayJSON

/// Finds the entries of HAR documents without reading them.
///
///     { "log" : { "pages" : [ … ] , "entries" : [ { … } , { … } ] } }
///     top         log     skipped                 entry   entry
///
/// An array of entries and entries without anything around them, one behind the other, are taken
/// as well. What is skipped and the inside of entries is not checked; brackets are only counted.
/// Members may have any order, and an input may hold several documents.
struct HARScanner: DocumentScanner {
  /// Greatest size of an entry that is kept.
  let limit: Int
  /// Whether the last document that ended, or the one that is open, is a HAR.
  private(set) var sawLog = false

  private let structure = StructureScan()
  private var position = 0
  private var step = Step.between
  private var nesting = StructureScan.Nesting()
  private var isEscaped = false
  private var skipped = Purpose.entry
  /// Where the entry begins that is being read, or what may turn out to be one.
  private var entryStart: Int?
  private var isDropping = false
  private var sawEntries = false
  private var isBare = false

  /// Objects whose members are read one by one.
  private enum Level {
    case top, log
  }

  /// What a member is to the scanner.
  private enum Role {
    case log, entries, other
  }

  /// What a value is to the scanner.
  private enum Purpose {
    case member(Level)
    case entry
  }

  private enum Step {
    case between
    case name(Level, isFirst: Bool)
    case colon(Level, Role)
    case value(Level, Role)
    case nested, string, scalar
    case afterMember(Level)
    case element(isFirst: Bool)
    case afterElement
  }

  /// Longest name of a member of the outer objects.
  private static let nameLimit = 64 << 10

  init(limit: Int) {
    self.limit = limit
  }

  /// Whether the scanner is between two documents.
  var isBetween: Bool {
    if case .between = step { true } else { false }
  }

  /// Where the entry begins that is being read and kept.
  var openEntry: Int? { isDropping ? nil : entryStart }

  mutating func rebase(by count: Int) {
    position -= count
    if let start = entryStart { entryStart = start - count }
  }

  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isEnd: Bool,
    into documents: inout [Batch.Document]
  ) -> ScanStep {
    unsafe scan(text, base: base, isEnd: isEnd, stopsAfterFirst: false, into: &documents)
  }

  /// The same; `stopsAfterFirst` returns behind the first document that is no HAR.
  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, base: Int, isEnd: Bool, stopsAfterFirst: Bool,
    into documents: inout [Batch.Document]
  ) -> ScanStep {
    while position < text.count {
      switch step {
      case .nested:
        let rest = unsafe UnsafeBufferPointer(rebasing: text[position...])
        guard let length = unsafe structure.end(of: &nesting, in: rest) else {
          position = text.count
          continue
        }
        position &+= length
        endValue(base, &documents)
        continue
      case .string:
        unsafe skipString(text, base, &documents)
        continue
      case .scalar:
        unsafe skipScalar(text, base, &documents)
        continue
      default: break
      }
      let byte = unsafe text[position]
      if byte.isWhitespace {
        position &+= 1
        continue
      }
      let count = documents.count
      switch unsafe take(byte, text, base, &documents) {
      case .done: break
      case .needsMore:
        guard !isEnd, text.count &- position < HARScanner.nameLimit else {
          return fail(text.count, base, isEnd ? inside : "a member's name is too long")
        }
        return ScanStep(keepFrom: keepFrom(text.count))
      case .failed(let reason): return fail(position, base, reason)
      }
      if stopsAfterFirst, documents.count > count, isBetween, !sawLog {
        var step = ScanStep(keepFrom: position)
        step.isBehindFirst = true
        return step
      }
    }
    if isEnd, !isBetween { return fail(text.count, base, inside) }
    return ScanStep(keepFrom: keepFrom(text.count))
  }

  // MARK: - Steps

  private enum Outcome {
    case done, needsMore
    case failed(String)
  }

  /// Takes a byte that is not white space and stands outside of what is skipped.
  private mutating func take(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ base: Int,
    _ documents: inout [Batch.Document]
  ) -> Outcome {
    switch step {
    case .between: return begin(byte)
    case .name(let level, let isFirst):
      if byte == UInt8(ascii: "}"), isFirst { return close(level, base, &documents) }
      guard byte == UInt8(ascii: "\"") else {
        return .failed("expected a member's name in quotation marks")
      }
      guard let end = unsafe endOfName(text) else { return .needsMore }
      let name = unsafe UnsafeBufferPointer(rebasing: text[position &+ 1..<end])
      step = unsafe .colon(level, role(of: name, at: level))
      position = end
    case .colon(let level, let role):
      guard byte == UInt8(ascii: ":") else { return .failed("expected `:` after a member's name") }
      step = .value(level, role)
    case .value(let level, .log) where level == .top && byte == UInt8(ascii: "{"):
      sawLog = true
      sawEntries = false
      isDropping = false
      entryStart = nil
      step = .name(.log, isFirst: true)
    case .value(_, .entries):
      guard byte == UInt8(ascii: "[") else { return .failed("`entries` must be an array") }
      sawEntries = true
      isBare = false
      step = .element(isFirst: true)
    case .value(let level, _): return beginValue(byte, .member(level))
    case .afterMember(let level):
      if byte == UInt8(ascii: "}") { return close(level, base, &documents) }
      guard byte == UInt8(ascii: ",") else {
        return .failed("expected `,` or `}` after a member")
      }
      step = .name(level, isFirst: false)
    case .element(let isFirst):
      if byte == UInt8(ascii: "]"), isFirst {
        closeArray()
        return .done
      }
      entryStart = position
      isDropping = false
      return beginValue(byte, .entry)
    case .afterElement:
      if byte == UInt8(ascii: "]") {
        closeArray()
        return .done
      }
      guard byte == UInt8(ascii: ",") else {
        return .failed("expected `,` or `]` after an entry")
      }
      step = .element(isFirst: false)
    case .nested, .string, .scalar: break
    }
    position &+= 1
    return .done
  }

  private mutating func begin(_ byte: UInt8) -> Outcome {
    sawLog = false
    if byte == UInt8(ascii: "{") {
      entryStart = position
      isDropping = false
      step = .name(.top, isFirst: true)
    } else if byte == UInt8(ascii: "[") {
      isBare = true
      step = .element(isFirst: true)
    } else {
      return .failed("expected a HAR or an entry, which begin with `{`")
    }
    position &+= 1
    return .done
  }

  /// Leaves an object whose members were read.
  private mutating func close(
    _ level: Level, _ base: Int, _ documents: inout [Batch.Document]
  ) -> Outcome {
    if level == .log {
      guard sawEntries else { return .failed("the `log` has no `entries`") }
      position &+= 1
      step = .afterMember(.top)
      return .done
    }
    position &+= 1
    step = .between
    endEntry(base, &documents)
    return .done
  }

  private mutating func closeArray() {
    position &+= 1
    step = isBare ? .between : .afterMember(.log)
  }

  // MARK: - Values

  private mutating func beginValue(_ byte: UInt8, _ purpose: Purpose) -> Outcome {
    skipped = purpose
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      nesting = StructureScan.Nesting()
      step = .nested
    case UInt8(ascii: "\""):
      isEscaped = false
      position &+= 1
      step = .string
    case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"):
      return .failed("expected a value")
    default: step = .scalar
    }
    return .done
  }

  private mutating func endValue(_ base: Int, _ documents: inout [Batch.Document]) {
    switch skipped {
    case .member(let level): step = .afterMember(level)
    case .entry:
      step = .afterElement
      endEntry(base, &documents)
    }
  }

  /// An entry ends before the scanner's position.
  private mutating func endEntry(_ base: Int, _ documents: inout [Batch.Document]) {
    guard let start = entryStart else { return }
    entryStart = nil
    let tooLong = isDropping || position &- start > limit
    isDropping = false
    documents.append(
      Batch.Document(
        start: tooLong ? 0 : start, count: tooLong ? 0 : position &- start, offset: base &+ start,
        line: 0, isOverLimit: tooLong))
  }

  private mutating func skipString(
    _ text: UnsafeBufferPointer<UInt8>, _ base: Int, _ documents: inout [Batch.Document]
  ) {
    while position < text.count {
      let byte = unsafe text[position]
      position &+= 1
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        return endValue(base, &documents)
      }
    }
  }

  private mutating func skipScalar(
    _ text: UnsafeBufferPointer<UInt8>, _ base: Int, _ documents: inout [Batch.Document]
  ) {
    while position < text.count {
      switch unsafe text[position] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
        return endValue(base, &documents)
      default: position &+= 1
      }
    }
  }

  // MARK: - Names

  /// The closing quotation mark of the name at the scanner's position.
  private func endOfName(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = position &+ 1
    while at < text.count {
      switch unsafe text[at] {
      case UInt8(ascii: "\""): return at
      case UInt8(ascii: "\\"): at &+= 2
      default: at &+= 1
      }
    }
    return nil
  }

  private func role(of name: UnsafeBufferPointer<UInt8>, at level: Level) -> Role {
    var plain: [UInt8] = []
    if unsafe name.contains(UInt8(ascii: "\\")) {
      _ = unsafe structure.unescape(name, into: &plain)
    }
    func says(_ wanted: String.UTF8View) -> Bool {
      unsafe plain.isEmpty ? name.elementsEqual(wanted) : plain.elementsEqual(wanted)
    }
    switch level {
    case .top: return says("log".utf8) ? .log : .other
    case .log: return says("entries".utf8) ? .entries : .other
    }
  }

  // MARK: - Places

  /// The first byte that is needed again. Also begins to drop an entry that is too large.
  private mutating func keepFrom(_ count: Int) -> Int {
    guard let start = entryStart else { return position }
    if isDropping || count &- start > limit {
      isDropping = true
      return position
    }
    return start
  }

  private func fail(_ position: Int, _ base: Int, _ reason: String) -> ScanStep {
    ScanStep(keepFrom: position, failure: (base &+ position, reason))
  }

  /// What the input ends inside of.
  private var inside: String {
    switch step {
    case .between: "the input ends"
    case .element, .afterElement: "the input ends inside the list of entries"
    case .nested, .string, .scalar:
      if case .entry = skipped {
        "the input ends inside an entry"
      } else {
        "the input ends inside a member"
      }
    case .name(.log, _), .colon(.log, _), .value(.log, _), .afterMember(.log):
      "the input ends inside the `log`"
    default: "the input ends inside the document"
    }
  }
}

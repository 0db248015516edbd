internal import AssayJSON
internal import AssayModel

/// Where in a body the values stand that a report must not show.
///
/// The body is read along all shapes that it may have at once: a value is secret where any of them
/// says so. What stands behind a place at which the text stops being JSON is secret as a whole.
struct SecretRanges {
  /// Ranges of bytes, in order.
  private(set) var ranges: [Range<Int>] = []
  private let contract: Contract
  /// Shapes, for speed and so that recursive ones end.
  private var knownSecrets: [ShapeID: Bool] = [:]

  /// Reads a body of an operation.
  init(in body: [UInt8], of operation: Operation, _ contract: Contract, isRequest: Bool) {
    self.contract = contract
    var roots: [ShapeID] = []
    if isRequest {
      if let input = operation.input { roots.append(input) }
    } else {
      if let output = operation.output { roots.append(output) }
      for error in operation.errors {
        if let shape = contract.error(named: error.name)?.shape { roots.append(shape) }
      }
      roots += contract.commonErrors.map(\.shape)
    }
    let payloads = roots.flatMap { contract[contract.base(of: $0)].members }
      .filter { $0.location == .payload }
    guard roots.contains(where: { hasSecret($0) }) else { return }
    let isSecret = payloads.contains { $0.isSecret || isSensitive($0.target) }
    read(body, roots + payloads.map(\.target), isSecret: isSecret)
  }

  private mutating func read(_ body: [UInt8], _ roots: [ShapeID], isSecret: Bool) {
    // SAFETY: the reader is used inside the closure alone.
    let end = unsafe body.withUnsafeBufferPointer { bytes -> Int? in
      var reader = unsafe JSONReader(bytes, buffer: IndexBuffer())
      do throws(JSONError) {
        try value(&reader, roots, isSecret)
        try reader.end()
        return nil
      } catch {
        return reader.position
      }
    }
    guard let end else { return }
    // What the reader was at when it stopped may be half of a secret.
    var start = min(max(0, end), body.count)
    while start > 0, !Self.separators.contains(body[start - 1]) { start -= 1 }
    ranges.removeAll { $0.lowerBound >= start }
    if start < body.count { ranges.append(start..<body.count) }
  }

  private static let separators: Set<UInt8> = Set("{}[]:,".utf8)

  // MARK: - Reading

  private mutating func value(
    _ reader: inout JSONReader, _ shapes: [ShapeID], _ isSecret: Bool
  ) throws(JSONError) {
    let kind = try reader.kind()
    let start = reader.position
    if isSecret || shapes.contains(where: { isSensitive($0) }) {
      try reader.skipValue()
      ranges.append(start..<reader.position)
      return
    }
    switch kind {
    case .object: try object(&reader, shapes)
    case .array: try array(&reader, shapes)
    default: try reader.skipValue()
    }
  }

  private mutating func object(
    _ reader: inout JSONReader, _ shapes: [ShapeID]
  ) throws(JSONError) {
    var more = try reader.openObject()
    while more {
      let name = try reader.name()
      var bytes: [UInt8] = []
      reader.append(name, to: &bytes)
      let members = self.members(of: shapes, named: bytes)
      if members.hidesKey { ranges.append(name.start - 1..<name.start + name.count + 1) }
      try value(&reader, members.targets, members.isSecret)
      more = try reader.nextMember()
    }
  }

  private mutating func array(
    _ reader: inout JSONReader, _ shapes: [ShapeID]
  ) throws(JSONError) {
    var targets: [ShapeID] = []
    var isSecret = false
    for shape in shapes {
      guard case .list(let element, _) = contract[contract.base(of: shape)].kind else { continue }
      targets.append(element.target)
      isSecret = isSecret || element.isSecret
    }
    var more = try reader.openArray()
    while more {
      try value(&reader, targets, isSecret)
      more = try reader.nextElement()
    }
  }

  private struct Found {
    var targets: [ShapeID] = []
    var isSecret = false
    var hidesKey = false
  }

  private func members(of shapes: [ShapeID], named name: [UInt8]) -> Found {
    var found = Found()
    for shape in shapes {
      let base = contract[contract.base(of: shape)]
      if case .map(let key, let value, _) = base.kind {
        found.targets.append(value.target)
        found.isSecret = found.isSecret || value.isSecret
        found.hidesKey = found.hidesKey || key.isSecret || isSensitive(key.target)
      }
      for member in base.members
      where member.nameOnWire.utf8.elementsEqual(name) || member.name.utf8.elementsEqual(name) {
        found.targets.append(member.target)
        found.isSecret = found.isSecret || member.isSecret
      }
    }
    return found
  }

  // MARK: - Shapes

  /// Whether a shape, or one that it refines, is marked.
  private func isSensitive(_ id: ShapeID) -> Bool {
    var current = id
    for _ in 0..<contract.shapes.count {
      let shape = contract[current]
      if shape.traits.isSensitive { return true }
      guard case .refined(let next) = shape.kind else { return false }
      current = next
    }
    return false
  }

  /// Whether there is a secret anywhere in the values of a shape.
  private mutating func hasSecret(_ root: ShapeID) -> Bool {
    var waiting = [root]
    while let id = waiting.popLast() {
      guard knownSecrets.updateValue(false, forKey: id) == nil else { continue }
      if isSensitive(id) { return true }
      let members: [Member]
      switch contract[id].kind {
      case .refined(let next): waiting.append(next); continue
      case .list(let element, _): members = [element]
      case .map(let key, let value, _): members = [key, value]
      case .structure(let all), .union(let all): members = all
      default: continue
      }
      if members.contains(where: \.isSecret) { return true }
      waiting += members.map(\.target)
    }
    return false
  }
}

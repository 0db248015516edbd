internal import AssayModel

/// A parameter: a label, a query parameter or a header.
struct ParameterPlan: Sendable {
  /// Name as the contract writes it.
  var wireName: String
  /// Name to compare with: as it is, or in lower case for headers.
  var wire: [UInt8]
  var node: Int
  var isRequired: Bool
  var origin: Origin
  /// Name of the structure it is a member of, for messages.
  var structName: String
  /// The text is base64 of the value (strings with a media type in headers).
  var isBase64: Bool
}

/// A parameter as the runner reads it, without anything that is counted.
struct ParameterEntry: BitwiseCopyable {
  /// Index among the parameters of its table.
  var index: Int32
  /// The name to compare with, in the table's names.
  var wireStart: Int32
  var wireCount: Int32
  var node: Int32
  var isRequired: Bool
  var isBase64: Bool
}

/// The parameters of one kind of a message, laid out for reading.
@safe
final class ParameterTable: Sendable {
  /// What is said about each.
  let plans: [ParameterPlan]
  private let entries: Slab<ParameterEntry>
  private let names: Slab<UInt8>
  let count: Int

  init(_ plans: [ParameterPlan]) {
    self.plans = plans
    var entries: [ParameterEntry] = []
    var names: [UInt8] = []
    for (index, plan) in plans.enumerated() {
      entries.append(
        ParameterEntry(
          index: Int32(clamping: index), wireStart: Int32(clamping: names.count),
          wireCount: Int32(clamping: plan.wire.count), node: Int32(clamping: plan.node),
          isRequired: plan.isRequired, isBase64: plan.isBase64))
      names += plan.wire
    }
    count = plans.count
    self.entries = Slab(entries)
    self.names = Slab(names)
  }

  @inline(__always)
  subscript(index: Int) -> ParameterEntry { entries.flat.value(index) }

  /// The name to compare with.
  @inline(__always)
  func wire(_ entry: ParameterEntry) -> Bytes {
    names.flat.bytes(Int(entry.wireStart), Int(entry.wireCount))
  }

  /// Index of the parameter with a name.
  func index(of name: Bytes) -> Int? {
    for index in 0..<count where name.equals(wire(self[index])) { return index }
    return nil
  }
}

/// A label of a URI template, and which segments of a path it takes.
final class LabelPlan: Sendable {
  let parameter: ParameterTable
  /// Index of its segment in the template.
  let segment: Int
  /// How many segments of the template stand behind a greedy label; `nil` where it takes one.
  let behind: Int?

  init(_ parameter: ParameterPlan, segment: Int, behind: Int?) {
    self.parameter = ParameterTable([parameter])
    self.segment = segment
    self.behind = behind
  }
}

/// The parameter that is being checked, for pointers.
enum ParameterName {
  case none
  /// One of the contract's.
  case known(ParameterTable, Int)
  /// One that the traffic names.
  case text(String)

  /// Its name on the wire; `nil` in bodies.
  var text: String? {
    switch self {
    case .none: nil
    case .known(let table, let index): table.plans[index].wireName
    case .text(let text): text
    }
  }
}

internal import AssayModel

/// Where the parts of a contract are in memory: equal for copies of one value, found in no time.
///
/// Only as long as the contract lives, which whoever keeps buffers has to see to.
struct ContractBuffers: Hashable {
  private let shapes: Int
  private let operations: Int
  private let errors: Int
  private let head: Head

  /// What is not in a buffer of its own.
  private struct Head: Hashable {
    var service: String
    var wireProtocol: WireProtocol
    var policies: Policies
    var targetPrefix: String?
    var counts: [Int]
  }

  init(_ contract: Contract) {
    shapes = Self.address(contract.shapes)
    operations = Self.address(contract.operations)
    errors = Self.address(contract.errors)
    head = Head(
      service: contract.service, wireProtocol: contract.wireProtocol, policies: contract.policies,
      targetPrefix: contract.targetPrefix,
      counts: [contract.shapes.count, contract.operations.count, contract.errors.count])
  }

  /// Whether there is anything to recognise a contract by.
  var isWhole: Bool { shapes != 0 && operations != 0 }

  private static func address<Element>(_ array: [Element]) -> Int {
    // SAFETY: the address is a number here; nothing is read through it.
    unsafe array.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
  }
}

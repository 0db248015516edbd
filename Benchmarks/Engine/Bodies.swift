import ArgumentParser
import AssayEngine
import AssayModel
import AssaySpec
import Foundation

/// A file of bodies, one on each line, in memory.
struct Bodies {
  let bytes: [UInt8]
  /// Where each body stands, its line feed left out.
  let lines: [Range<Int>]

  init(path: String) throws {
    bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    var lines: [Range<Int>] = []
    var start = 0
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
      lines.append(start..<index)
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    self.lines = lines
  }

  /// Checks every body as a response; returns how many pass. With `inRuns`, plain ones are passed over many at
  /// once, as `assay check` does.
  func check(_ plan: Plan, operation: Int, _ scratch: Scratch, inRuns: Bool = true) -> Int {
    var passed = 0
    var session = Session(plan, scratch)
    // SAFETY: the ranges were cut from these bytes, and the session keeps no pointer.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var place = 0
      var next = inRuns ? 0 : lines.count
      while place < lines.count {
        let start = lines[place].lowerBound
        if place >= next {
          let rest = unsafe UnsafeBufferPointer(
            rebasing: buffer[start..<lines[min(place + 2_047, lines.count - 1)].upperBound])
          let run = unsafe session.passes(
            lines: rest, readable: buffer.count - start, .response, operation: operation)
          passed += run.count
          place += run.count
          next = run.count > 0 ? 0 : place + 16
          guard place < lines.count else { break }
        }
        let line = lines[place]
        place += 1
        let body = unsafe UnsafeBufferPointer(rebasing: buffer[line])
        let isClean = unsafe session.isClean(
          body: body, readable: buffer.count - line.lowerBound, .response, operation: operation)
        if isClean || session.verdict().passes { passed += 1 }
      }
    }
    return passed
  }
}

/// The contract that a measurement is about.
struct ContractOptions: ParsableArguments {
  @Option(help: "The contract.")
  var spec = "spec/healthomics"

  @Option(help: "The operation.")
  var operation = "ListReferenceImportJobs"

  func contract() throws -> Contract {
    let result = SpecLoader.load(paths: [spec])
    guard let contract = result.contract else {
      throw ValidationError("\(spec) is no contract that loads; ask `assay lint`")
    }
    return contract
  }

  func index(in plan: Plan) throws -> Int {
    guard let index = plan.operationIndex(named: operation) else {
      throw ValidationError("the contract has no operation \(operation)")
    }
    return index
  }
}

/// Seconds that something takes.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let duration = try ContinuousClock().measure(work)
  let (seconds, attoseconds) = duration.components
  return Double(seconds) + Double(attoseconds) / 1e18
}

/// The middle of some values; 0 of none.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

import AssayGenerate
import AssayModel
import AssayPattern
import AssayTestSupport
import Testing

/// The same contract and seed give the same cases, byte for byte, wherever they are derived.
///
/// What the cases were is kept in `Snapshots`: a line for each place and constraint, with how many
/// cases there are and a digest of all their bytes, identifiers included. A line that changes is a
/// change that users notice, and one that goes takes identifiers away that suites may skip by.
@Suite("The same cases everywhere")
struct StabilityTests {
  static let generator = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0])

  @Test(
    "cases of ListReferenceImportJobs are those that were recorded",
    .enabled(
      if: PCRE2Info.unicodeVersion == "14.0.0",
      "recorded with Unicode 14: which characters are assigned is PCRE2's to say"))
  func recorded() {
    var groups: [(name: String, count: Int, digest: Digest)] = []
    var places: [String: Int] = [:]
    func add(_ item: Case, to name: String) {
      let place = places[name] ?? groups.count
      if place == groups.count {
        places[name] = place
        groups.append((name, 0, Digest()))
      }
      groups[place].count += 1
      groups[place].digest.add(item)
    }
    for item in Self.generator.derive().cases {
      add(item, to: item.id.split(separator: "/").dropFirst().prefix(2).joined(separator: "/"))
    }
    for half in Case.Direction.allCases {
      let explorer = Self.generator.explorer(half)
      for seed in 0..<300 as Range<UInt64> {
        if let item = explorer.makeCase(seed: seed) { add(item, to: "random \(half.rawValue)") }
      }
    }
    let text = groups.map { "\($0.digest.text) \($0.count) \($0.name)\n" }.joined()
    let difference = Snapshot(besideTest: #filePath).difference(
      text, named: "ListReferenceImportJobs.txt")
    #expect(difference == nil)
  }

  @Test("deriving twice gives the same")
  func twice() {
    let again = CaseGenerator(Samples.listJobs, Samples.listJobs.operations[0])
    #expect(again.derive().cases == Self.generator.derive().cases)
  }
}

/// FNV-1a over all that is sent of cases and expected of them.
private struct Digest {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ item: Case) {
    add(item.id)
    if let request = item.request {
      add(request.method)
      add(request.hostPrefix)
      add(request.target)
      add(request.headers)
      add(request.body)
    }
    if let response = item.response {
      add("\(response.status)")
      add(response.headers)
      add(response.body)
    }
    add(item.expectation.name)
    for breach in item.expectation.breaches {
      add("\(breach.part.rawValue) \(breach.pointer) \(breach.constraint.rawValue)")
    }
    for refusal in item.expectation.refusals { add("\(refusal.status) \(refusal.type)") }
    for note in item.notes { add(note.rawValue) }
  }

  private mutating func add(_ fields: [Case.Field]) {
    for field in fields {
      add(field.name)
      add(field.value)
    }
    add("\(fields.count)")
  }

  private mutating func add(_ text: String) { add(Array(text.utf8)) }

  private mutating func add(_ bytes: [UInt8]?) {
    for byte in bytes ?? [] { mix(byte) }
    // An end that no byte is, and another one for nothing at all.
    for byte in bytes == nil ? [0xFF, 0xFE] : [0xFF, 0xFF] as [UInt8] { mix(byte) }
  }

  private mutating func mix(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

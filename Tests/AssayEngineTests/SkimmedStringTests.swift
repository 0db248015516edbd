import AssayEngine
import AssayModel
import AssayTestSupport
import Testing

/// Strings that nothing is wanted of are read in pieces of 64 KiB; nobody may see where one ends.
@Suite struct SkimmedStringTests {
  private static let plan = Plan(
    .sample(input: [Member(name: "a", target: SimpleType.string.shapeID)]))

  /// What is wrong with a body that has a string in an unknown member, but for its being unknown.
  private func violations(_ string: [UInt8]) -> [String] {
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/op", headers: [("Content-Type", "application/json")],
        body: Array(#"{"b":""#.utf8) + string + Array(#""}"#.utf8)))
    return Self.plan.check(exchange, scratch: Scratch(for: Self.plan)).violations
      .filter { $0.constraint != .unknownMember }
      .map { "\($0.constraint.rawValue) \($0.offset ?? -1)" }
  }

  /// Whatever stands where a piece ends.
  @Test(arguments: [
    #"\u00e9\n"#, #"\ud83d\ude00"#, #"\\"#, #"\\\\u"#, #"\"é"#, "é\\n", "日本語", "\\n" + "x",
    #"\uD83D\uDE00\t"#, #"\/\b\f"#, #"a\\\"b"#,
  ])
  func soundStringsAreSound(_ unit: String) {
    let count = 140_000 / unit.utf8.count
    for offset in 0..<13 {
      let string = String(repeating: "x", count: offset) + String(repeating: unit, count: count)
      #expect(violations(Array(string.utf8)) == [], "\(offset)")
    }
  }

  /// A single fault, wherever it stands, is found where it stands.
  @Test(arguments: [
    (#"\q"#, "json", 1), (#"\u12"#, "json", 4), (#"\ud800"#, "encoding", -1),
    (#"\udc00"#, "encoding", -1), ("\u{1}", "json", 0),
  ])
  func faultsAreFound(_ fault: String, _ constraint: String, _ place: Int) {
    for unit in [#"\u00e9\n"#, "plain", #"\\"#] {
      let size = unit.utf8.count
      for first in stride(from: (65_536 - 40) / size, to: (65_536 + 40) / size, by: 1) {
        let before = String(repeating: unit, count: first)
        let string = before + fault + String(repeating: unit, count: 20_000)
        // Behind `{"b":"`; the string itself begins with its quotation mark.
        let offset = place < 0 ? 5 : 6 + before.utf8.count + place
        #expect(violations(Array(string.utf8)) == ["\(constraint) \(offset)"], "\(unit) \(first)")
      }
    }
  }

  @Test func illFormedTextIsFound() {
    for first in 65_500..<65_560 {
      var string = [UInt8](repeating: 0x78, count: first)
      string += Array(#"\n"#.utf8) + [0xE6, 0x97] + Array(#"\n"#.utf8)
      string += [UInt8](repeating: 0x79, count: 70_000)
      #expect(violations(string) == ["encoding 5"], "\(first)")
    }
  }
}

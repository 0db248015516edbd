import AssayEngine
import AssayModel
import AssayTestSupport
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A giant string with escapes is read in pieces, and what was read of it is given back where nobody looks at
/// it again: the verdict is the same.
@Suite struct GiantStringTests {
  private static let plan = Plan(.listReferenceImportJobs)
  private static let bytes = 6 << 20

  private static func verdict(_ body: UnsafeBufferPointer<UInt8>, givesBack: Bool) -> Verdict {
    var session = Session(plan, Scratch(for: plan))
    session.takesBodiesApart = givesBack
    let isClean = unsafe session.isClean(body: body, .response, operation: 0)
    return isClean ? session.pass : session.verdict()
  }

  @Test(arguments: [
    // Too long; and of a wrong category.
    (#"\u00e9"#, #"","nextToken":7}"#, true), (#"\ud83d\ude00x"#, #"","unknown":"é"}"#, true),
    (#"a\n"#, #""}"#, true),
    // Ill-formed; no JSON; without an end. Only what is known to be text is taken apart.
    (#"\/é"#, #"\ud800"}"#, false), (#"\t"#, #"\q"}"#, false), (#"\\"#, "", false),
  ])
  func theVerdictIsTheSame(_ unit: String, _ rest: String, _ isTakenApart: Bool) throws {
    let count = Self.bytes / unit.utf8.count
    let text = Array(
      (#"{"importJobs":[],"nextToken":""# + String(repeating: unit, count: count) + rest).utf8)
    let kept = unsafe text.withUnsafeBufferPointer { unsafe Self.verdict($0, givesBack: false) }
    let flags = MAP_PRIVATE | MAP_ANONYMOUS
    let map = unsafe try #require(mmap(nil, text.count, PROT_READ | PROT_WRITE, flags, -1, 0))
    defer { unsafe munmap(map, text.count) }
    unsafe map.copyMemory(from: text, byteCount: text.count)
    let body = unsafe UnsafeBufferPointer(
      start: map.assumingMemoryBound(to: UInt8.self), count: text.count)
    #expect(unsafe Self.verdict(body, givesBack: true) == kept)
    #expect(kept.outcome == .fail)
    #if os(Linux)
      #expect(unsafe body[text.count / 2] == (isTakenApart ? 0 : text[text.count / 2]))
    #endif
  }

  /// What two sessions say of an exchange, one that gives back and one that does not.
  private static func verdicts(_ plan: Plan, _ status: Int, _ body: String) -> [Verdict] {
    let exchange = Exchange(
      request: HTTPRequest(
        method: "POST", target: "/referencestore/1234567890/importjobs",
        headers: [("Content-Type", "application/json")], body: Array("{}".utf8)),
      response: HTTPResponse(
        status: status, headers: [("Content-Type", "application/json")], body: Array(body.utf8)))
    return [false, true].map { givesBack in
      var session = Session(plan, Scratch(for: plan))
      session.takesBodiesApart = givesBack
      return session.isClean(exchange) ? session.pass : session.verdict()
    }
  }

  private static let giant = String(repeating: #"\u00e9"#, count: bytes / 6)

  /// Items that must be unique are compared where they stand, so they stay.
  @Test func itemsThatMustBeUniqueStay() {
    var unique = Constraints()
    unique.uniqueItems = Marker()
    let names = ShapeID(Contract.builtInShapeCount)
    let plan = Plan(
      .sample(
        uri: "/referencestore/1234567890/importjobs",
        output: [Member(name: "names", target: names, constraints: unique)]
      ) { contract in
        let name = Member(
          name: "member", target: SimpleType.string.shapeID,
          constraints: Constraints(pattern: PatternConstraint(source: #"\p{L}+"#)))
        _ = contract.add(Shape(name: "Names", kind: .list(element: name, sparse: false)))
      })
    let verdicts = Self.verdicts(plan, 200, #"{"names":["\#(Self.giant)","\#(Self.giant)"]}"#)
    #expect(verdicts[0].violations.map(\.constraint) == [.uniqueItems])
    #expect(verdicts[0] == verdicts[1])
  }

  /// The body of an error is read for its type and then once more, so it stays.
  @Test func errorsStay() {
    let body = #"{"message":"no","__type":"\#(Self.giant)#ValidationException"}"#
    let verdicts = Self.verdicts(Self.plan, 400, body)
    #expect(!verdicts[0].violations.contains { $0.constraint == .json })
    #expect(verdicts[0] == verdicts[1])
  }
}

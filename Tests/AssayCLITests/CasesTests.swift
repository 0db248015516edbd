import AssayCLI
import Foundation
import Testing

/// What `assay cases` writes, read back by programs: as a person's own would.
@Suite("assay cases") struct CasesTests {
  /// Something of everything, and quickly derived.
  let contract: TemporaryFile

  init() throws {
    contract = try TemporaryFile(
      """
      assay: 1
      service: Museum
      protocol: restJson1
      operations:
        ListPaintings:
          http: { method: POST, uri: "/halls/{hall}/paintings" }
          input:
            hall: { type: string, length: 1..4, pattern: '[a-z]+', in: path, required: true }
            limit: { type: integer, range: 1..20, in: query }
            token: { type: string, length: 1..9, in: query }
            style: { enum: [oil, ink], in: header, as: X-Style }
            since: { type: timestamp, format: date-time }
          output:
            paintings: { list: Painting }
            token: { type: string, length: 1..9 }
          errors: [ValidationException]
          pagination: { input: token, output: token, limit: limit, items: paintings }
          relations:
            - { count: paintings, atMost: input.limit }
            - { every: "paintings[].painted", atLeast: input.since }
      shapes:
        Painting:
          members:
            id: { type: long, required: true }
            painted: { type: timestamp, format: date-time }
            sizes: { list: { type: double }, length: ..2 }
      errors:
        ValidationException: { status: 400, fault: client, members: { message: { type: string } } }
      """, named: ".yaml")
  }

  static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("the archive of all cases is checked as the cases expect")
  func archive() throws {
    let cases = try Self.objects(
      CommandRun(["cases", contract.path, "--format", "ndjson"]).output)
    var expected: [String: (outcome: String, violations: Set<String>)] = [:]
    for item in cases {
      guard let id = item["id"] as? String, let wanted = item["expectation"] as? [String: Any],
        let outcome = wanted["outcome"] as? String
      else { continue }
      expected[id] = (outcome, Self.violations(wanted["violations"]))
    }
    #expect(expected.count > 500)
    let archive = try TemporaryFile(
      CommandRun(["cases", contract.path, "--format", "har", "--quiet"]).output, named: ".har")
    let run = CommandRun(["check", contract.path, archive.path, "--format", "ndjson", "--all"])
    #expect(run.status == .broken)
    var seen = 0
    for report in try Self.objects(run.output) {
      guard let id = report["id"] as? String, let verdict = report["verdict"] as? String else {
        continue
      }
      let wanted = try #require(expected[id], "\(id)")
      seen += 1
      let found = Self.violations(report["violations"])
      switch wanted.outcome {
      case "valid": #expect(verdict == "pass", "\(id): \(found)")
      case "invalid":
        #expect(verdict == "fail" || verdict == "unmatched", "\(id)")
        #expect(found == wanted.violations, "\(id)")
      default: break
      }
    }
    #expect(seen == expected.count)
  }

  /// Errors by part, pointer and constraint.
  static func violations(_ value: Any?) -> Set<String> {
    Set(
      (value as? [[String: Any]] ?? []).filter { $0["severity"] as? String ?? "error" == "error" }
        .map { "\($0["part"] ?? "") \($0["pointer"] ?? "") \($0["constraint"] ?? "")" })
  }

  @Test("the same contract and seed give the same bytes")
  func repeatable() {
    let arguments = [
      "cases", contract.path, "--format", "ndjson", "--random", "50", "--seed", "7",
    ]
    let first = CommandRun(arguments)
    #expect(first.status == .conforms)
    #expect(CommandRun(arguments).output == first.output)
    #expect(CommandRun(arguments.dropLast() + ["8"]).output != first.output)
  }

  @Test("identifiers are unique, and the summary counts them")
  func unique() throws {
    let objects = try Self.objects(
      CommandRun(["cases", contract.path, "--format", "ndjson", "--random", "20"]).output)
    let ids = objects.compactMap { $0["id"] as? String }
    #expect(Set(ids).count == ids.count)
    let summary = try #require(objects.last?["summary"] as? [String: Any])
    #expect(summary["cases"] as? Int == ids.count)
    #expect(summary["sequences"] as? Int == objects.count { $0["sequence"] != nil })
  }

  @Test("one document holds what the lines hold")
  func document() throws {
    let arguments = ["cases", contract.path, "--format"]
    let lines = try Self.objects(CommandRun(arguments + ["ndjson"]).output)
    let text = CommandRun(arguments + ["json"]).output
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let cases = try #require(document["cases"] as? [[String: Any]])
    #expect(
      cases.compactMap { $0["id"] as? String } == lines.compactMap { $0["id"] as? String })
    #expect(document["summary"] != nil)
  }

  @Test("every change of the contract is shown, or said why not")
  func adequacy() throws {
    let text = CommandRun(["cases", contract.path, "--adequacy", "--format", "json"]).output
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let survivors = try #require(report["survivors"] as? [[String: Any]])
    #expect(survivors.allSatisfy { $0["equivalent"] as? Bool == true }, "\(survivors)")
    #expect((report["killed"] as? Int ?? 0) > 100)
    #expect((report["misjudged"] as? [String])?.isEmpty == true)
  }

  @Test("values that exist stand in every other case")
  func bindings() throws {
    let objects = try Self.objects(
      CommandRun([
        "cases", contract.path, "--direction", "request", "--format",
        "ndjson", "--set", "hall=mine", "--include", "*/query.*",
      ]).output)
    let targets = objects.compactMap { ($0["request"] as? [String: Any])?["target"] as? String }
    #expect(!targets.isEmpty && targets.allSatisfy { $0.contains("mine") }, "\(targets.prefix(3))")
  }
}

import AssayTestSupport
import Foundation

/// What Java 17 says of patterns and strings, read from a file with an object a line.
struct JavaFact {
  var pattern: String
  var strings: [String]
  /// A verdict a string: does it match as a whole, is the pattern found in it. Empty where Java
  /// refuses the pattern.
  var matches: [Bool]
  var finds: [Bool]
  /// Why Java refuses the pattern.
  var refusal: String?

  private struct Row: Decodable {
    var p: String
    var s: [String]?
    var c: String?
    var m: String?
    var f: String?
    var e: String?
  }

  private struct CorpusRow: Decodable {
    struct Verdict: Decodable {
      var s: String
      var javaFind: Bool
      var javaMatches: Bool
    }

    var pattern: String
    var strings: [Verdict]
  }

  /// The facts that `Scripts/java-pattern-facts` wrote.
  static func committed() throws -> [JavaFact] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/java-17.jsonl")
    return try lines([UInt8](Data(contentsOf: file)), as: Row.self).map { row in
      JavaFact(
        pattern: row.p,
        strings: row.s ?? row.c.map { $0.unicodeScalars.map { String($0) } } ?? [],
        matches: (row.m ?? "").map { $0 == "M" }, finds: (row.f ?? "").map { $0 == "M" },
        refusal: row.e)
    }
  }

  /// Half of the distinct patterns of botocore, with strings.
  static func corpus() throws -> [JavaFact] {
    let bytes = try SharedFolder.bytes("corpora/patterns/aws-patterns.open.jsonl")
    guard let head = bytes.firstIndex(of: 0x0A) else { return [] }
    return try lines(Array(bytes[(head + 1)...]), as: CorpusRow.self).map { row in
      JavaFact(
        pattern: row.pattern, strings: row.strings.map(\.s),
        matches: row.strings.map(\.javaMatches), finds: row.strings.map(\.javaFind))
    }
  }

  private static func lines<Row: Decodable>(_ bytes: [UInt8], as: Row.Type) throws -> [Row] {
    let decoder = JSONDecoder()
    return try bytes.split(separator: 0x0A).map { try decoder.decode(Row.self, from: Data($0)) }
  }
}

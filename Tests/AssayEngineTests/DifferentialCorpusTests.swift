import AssayModel
import AssayTestSupport
import Foundation
import Testing

/// Published texts, put to the reference and to every way into the engine.
@Suite(.enabled(if: SharedFolder.exists, "the corpora are not here"))
struct DifferentialCorpusTests {
  private static let ways =
    [ReferenceChecker.underTest(matches: DifferentialEntries.matches)] + DifferentialEntries.all

  /// The verdict on a body that may be any JSON value.
  private func verdict(
    _ way: CheckerUnderTest, _ bytes: [UInt8], isRequired: Bool
  ) -> Verdict {
    var contract = Contract.sample(
      .httpJson,
      output: [
        Member(
          name: "value", target: SimpleType.document.shapeID,
          required: isRequired ? Marker() : nil, location: .payload)
      ])
    contract.policies.duplicateMember = .allow
    return way.prepare(contract, Limits(), false).body(bytes, false, "Op")
  }

  // MARK: - JSONTestSuite

  private struct ParsingCorpus: Decodable {
    struct Case: Decodable {
      var id: String
      var bytesBase64: Data
    }
    var cases: [Case]
  }

  /// What becomes of the texts that the standard leaves open.
  private static let decided: [String: (Verdict.Outcome, Set<ConstraintKind>)] = [
    // Numbers keep their digits, whatever their size.
    "i_number_neg_int_huge_exp.json": (.pass, []),
    "i_number_real_pos_overflow.json": (.pass, []),
    "i_number_real_underflow.json": (.pass, []),
    "i_number_too_big_neg_int.json": (.pass, []),
    "i_number_very_big_negative_int.json": (.pass, []),
    // What is not Unicode text is reported, never repaired.
    "i_object_key_lone_2nd_surrogate.json": (.fail, [.encoding]),
    "i_string_1st_valid_surrogate_2nd_invalid.json": (.fail, [.encoding]),
    "i_string_UTF8_surrogate_U+D800.json": (.fail, [.encoding]),
    "i_string_incomplete_surrogate_and_escape_valid.json": (.fail, [.encoding]),
    "i_string_incomplete_surrogate_pair.json": (.fail, [.encoding]),
    "i_string_invalid_lonely_surrogate.json": (.fail, [.encoding]),
    "i_string_invalid_surrogate.json": (.fail, [.encoding]),
    "i_string_invalid_utf-8.json": (.fail, [.encoding]),
    "i_string_inverted_surrogates_U+1D11E.json": (.fail, [.encoding]),
    "i_string_iso_latin_1.json": (.fail, [.encoding]),
    "i_string_overlong_sequence_2_bytes.json": (.fail, [.encoding]),
    "i_string_overlong_sequence_6_bytes_null.json": (.fail, [.encoding]),
    // Only UTF-8 is JSON.
    "i_string_utf16BE_no_BOM.json": (.fail, [.json]),
    "i_string_utf16LE_no_BOM.json": (.fail, [.json]),
    "string_2_invalid_codepoints.json": (.fail, [.encoding]),
    // Deeper than the limit.
    "i_structure_500_nested_arrays.json": (.undetermined, [.limit]),
  ]

  @Test(arguments: ways)
  func parsesAsTheTestSuiteSays(way: CheckerUnderTest) throws {
    let corpus = try JSONDecoder().decode(
      ParsingCorpus.self, from: Data(SharedFolder.bytes("corpora/jsontest/parsing.open.json")))
    #expect(corpus.cases.count > 100)
    for text in corpus.cases {
      // No bytes at all are the absence of a body, which only a required payload minds.
      let verdict = verdict(
        way, Array(text.bytesBase64), isRequired: text.id.hasPrefix("n_"))
      let found = Set(verdict.violations.map(\.constraint))
      switch text.id.prefix(2) {
      case "y_": #expect(verdict.outcome == .pass, "\(text.id): \(found)")
      case "n_":
        #expect(!found.isDisjoint(with: [.json, .limit, .required]), "\(text.id): \(found)")
        #expect(verdict.outcome == .fail || found == [.limit], "\(text.id)")
      default:
        let isPlain = text.id.hasPrefix("number_") || text.id.hasPrefix("object_")
        let decision = isPlain ? (.pass, []) : Self.decided[text.id]
        #expect(decision?.0 == verdict.outcome, "\(text.id): \(found)")
        #expect(decision?.1 == found, "\(text.id)")
      }
    }
  }

  // MARK: - UTF-8

  private struct TextCorpus: Decodable {
    struct Case: Decodable {
      struct Expected: Decodable { var validUtf8: Bool }
      var id: String
      var hex: String
      var expected: Expected
    }
    var cases: [Case]
  }

  @Test(arguments: ways)
  func tellsUTF8FromOtherBytes(way: CheckerUnderTest) throws {
    let corpus = try JSONDecoder().decode(
      TextCorpus.self, from: Data(SharedFolder.bytes("corpora/text/utf8.open.json")))
    #expect(corpus.cases.count > 50)
    let contract = Contract.sample(
      output: [Member(name: "s", target: SimpleType.string.shapeID)])
    for text in corpus.cases {
      let digits = Array(text.hex.utf8)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
      }
      // At each place of a 64-byte block, beside plain text.
      for padding in [0, 1, 13, 57, 62] {
        let filler = [UInt8](repeating: UInt8(ascii: "x"), count: padding)
        let body = Array(#"{"s":""#.utf8) + filler + bytes + Array(#"tail"}"#.utf8)
        let verdict = way.prepare(contract, Limits(), false).body(body, false, "Op")
        let isControl = bytes.contains { $0 < 32 || $0 == 34 || $0 == 92 }
        guard !isControl else { continue }
        if text.expected.validUtf8 {
          #expect(verdict.outcome == .pass, "\(text.id)")
        } else {
          #expect(verdict.violations.map(\.constraint) == [.encoding], "\(text.id)")
          #expect(verdict.violations.map(\.pointer) == ["/s"], "\(text.id)")
          #expect(verdict.violations.map(\.offset) == [5], "\(text.id)")
        }
      }
    }
  }

  // MARK: - Naughty strings

  @Test(arguments: ways)
  func countsTheScalarsOfNaughtyStrings(way: CheckerUnderTest) throws {
    let object = try JSONSerialization.jsonObject(
      with: Data(SharedFolder.bytes("corpora/text/blns.json")))
    let strings =
      (object as? [String]) ?? ((object as? [String: Any])?["strings"] as? [String]) ?? []
    #expect(strings.count > 400)
    var random = RandomSource(seed: 1)
    for string in strings {
      let length = string.unicodeScalars.count
      let contract = Contract.sample(
        output: [
          Member(
            name: "s", target: SimpleType.string.shapeID,
            constraints: Constraints(length: length...length))
        ])
      let prepared = way.prepare(contract, Limits(), false)
      for escapes in JSONStyle.Escapes.allCases {
        let style = JSONStyle(space: .none, escapes: escapes)
        func check(_ text: String) -> Verdict {
          let body = JSONSketchWriter.write(
            .object([(key: [0x73], value: .text(text))]), style, &random)
          return prepared.body(body, false, "Op")
        }
        #expect(check(string).outcome == .pass, "\(string)")
        #expect(check(string + "\u{301}").violations.map(\.constraint) == [.length], "\(string)")
      }
    }
  }
}

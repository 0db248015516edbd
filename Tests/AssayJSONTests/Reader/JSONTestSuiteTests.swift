import AssayJSON
import AssayTestSupport
import Foundation
import Testing

/// The published cases of RFC 8259, through the reader.
@Suite struct JSONTestSuiteTests {
  /// What RFC 8259 leaves free, and what the reader makes of it. Bytes of a string that are not
  /// UTF-8 and lone surrogates pass here; whoever checks the text reports them.
  private static let free: [String: Bool] = [
    "i_number_neg_int_huge_exp.json": true,
    "i_number_real_pos_overflow.json": true,
    "i_number_real_underflow.json": true,
    "i_number_too_big_neg_int.json": true,
    "i_number_very_big_negative_int.json": true,
    "i_object_key_lone_2nd_surrogate.json": true,
    "i_string_1st_valid_surrogate_2nd_invalid.json": true,
    "i_string_UTF8_surrogate_U+D800.json": true,
    "i_string_incomplete_surrogate_and_escape_valid.json": true,
    "i_string_incomplete_surrogate_pair.json": true,
    "i_string_invalid_lonely_surrogate.json": true,
    "i_string_invalid_surrogate.json": true,
    "i_string_invalid_utf-8.json": true,
    "i_string_inverted_surrogates_U+1D11E.json": true,
    "i_string_iso_latin_1.json": true,
    "i_string_overlong_sequence_2_bytes.json": true,
    "i_string_overlong_sequence_6_bytes_null.json": true,
    "i_string_utf16BE_no_BOM.json": false,
    "i_string_utf16LE_no_BOM.json": false,
    "i_structure_500_nested_arrays.json": true,
    "number_-9223372036854775809.json": true,
    "number_1.000000000000000005.json": true,
    "number_1000000000000000.json": true,
    "number_1e-999.json": true,
    "number_1e6.json": true,
    "number_9223372036854775808.json": true,
    "object_key_nfc_nfd.json": true,
    "object_same_key_different_values.json": true,
    "string_2_invalid_codepoints.json": true,
  ]

  private struct Corpus: Decodable {
    struct Case: Decodable {
      struct Expected: Decodable { var parse: Bool? }
      var id: String
      var bytesBase64: String
      var expected: Expected
    }
    var count: Int
    var cases: [Case]
  }

  @Test(
    "every case is read or refused as it must be",
    .enabled(if: SharedFolder.exists), arguments: ScanLevelTests.levels)
  func cases(_ level: IndexBuffer.Level) throws {
    let file = try SharedFolder.bytes("corpora/jsontest/parsing.open.json")
    let corpus = try JSONDecoder().decode(Corpus.self, from: Data(file))
    #expect(corpus.cases.count == corpus.count && corpus.count > 0)
    let buffer = try #require(IndexBuffer(level: level))
    let structure = try #require(StructureScan(level: level) ?? StructureScan(level: .portable))
    for aCase in corpus.cases {
      let bytes = [UInt8](try #require(Data(base64Encoded: aCase.bytesBase64)))
      let isRead = isJSON(bytes, buffer, structure)
      if let wanted = aCase.expected.parse {
        #expect(isRead == wanted, "\(aCase.id)")
      } else if let decided = JSONTestSuiteTests.free[aCase.id] {
        #expect(isRead == decided, "\(aCase.id)")
      } else {
        Issue.record("undecided: \(aCase.id) is \(isRead ? "read" : "refused")")
      }
    }
  }

  private func isJSON(_ bytes: [UInt8], _ buffer: IndexBuffer, _ structure: StructureScan) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { text in
      var reader = unsafe JSONReader(text, buffer: buffer, structure: structure)
      do throws(JSONError) {
        try reader.skipValue()
        try reader.end()
        return true
      } catch {
        return false
      }
    }
  }
}

import AssayModel
import AssaySpec
import Testing

/// Traits that are not interpreted: kept or left out, and counted either way.
@Suite struct SmithyReportTests {
  static let model = SmithyModelText(
    protocols: """
      "aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "weather"},
      "example#owner": "us"
      """,
    """
    "test#GetInput": {
      "type": "structure",
      "members": {
        "a": {
          "target": "smithy.api#String",
          "traits": {"example#unit": {"is": "mm"}, "smithy.api#externalDocumentation": {"x": "y"}}
        },
        "b": {"target": "smithy.api#String", "traits": {"example#unit": {"is": "cm"}}}
      },
      "traits": {"smithy.api#input": {}}
    }
    """)

  @Test func unknownTraitsAreKeptAsJson() throws {
    let member = try Self.model.contract().member("GetInput", "a")
    #expect(member.traits.other == [ExtensionTrait(name: "example#unit", json: #"{"is":"mm"}"#)])
  }

  @Test func unknownTraitsAreCountedWithTheirPlaces() {
    let unknown = Self.model.report().remarks(of: .unknown)
    #expect(unknown.map(\.subject).sorted() == ["example#owner", "example#unit"])
    let unit = unknown.first { $0.subject == "example#unit" }
    #expect(unit?.count == 2)
    #expect(unit?.origins.count == 2)
  }

  @Test func knownTraitsThatConstrainNothingAreListed() {
    let ignored = Self.model.report().remarks(of: .ignored)
    for trait in ["aws.auth#sigv4", "smithy.api#externalDocumentation", "smithy.api#input"] {
      #expect(ignored.contains { $0.subject == trait }, "\(trait)")
    }
  }

  @Test func aModelIsToldByItsKeys() {
    for text in [#"{"smithy": "2.0", "shapes": {}}"#, #"{"shapes": {}, "smithy": "1.0"}"#] {
      #expect(
        SpecLoader.load([SourceFile(path: "m.json", bytes: Array(text.utf8))]).diagnostics
          .map(\.id) == ["smithy.service"])
    }
  }
}

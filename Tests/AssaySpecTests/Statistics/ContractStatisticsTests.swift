import AssayModel
import AssaySpec
import Testing

@Suite("Counts of a contract")
struct ContractStatisticsTests {
  @Test func everyCountIsAsDocumented() throws {
    let result = LoaderTests.file(
      "a.yaml",
      LoaderTests.head + """
        operations:
          Get:
            http: { method: GET, uri: "/{id}" }
            input:
              id: { type: Id, in: path, required: true, pattern: '[a-z]+' }
              tags: { list: { type: string, length: 1.. }, in: query, uniqueItems: true }
            output: Out
            errors: [NotFound]
        shapes:
          Id: { type: string, length: 1..36, pattern: ['[0-9a-z]+', '\\p{Nope}'] }
          Out:
            members:
              kind: { enum: [A, B], required: true }
              level: { type: integer, enum: [1, 2], range: 1..9 }
              choice: { union: { one: { type: string }, two: { type: Id } } }
              sparse: { map: { key: { type: string, pattern: '\\u0061' }, value: Id }, length: ..9 }
        errors:
          NotFound: { status: 404, members: { message: { type: string, required: true } } }
          Busy: { status: 503, common: true }

        """)
    let contract = try #require(SpecLoader.load([result]).contract)
    let counts = ContractStatistics(contract)
    #expect(counts.operations == 1)
    // Id, Out, the structures of two errors, and what is inline: the input, tags, kind, choice and
    // sparse.
    #expect(counts.shapes == 9)
    #expect(counts.errors == 2)
    // id, tags; kind, level, choice, sparse; one, two; message.
    #expect(counts.members == 9)
    #expect(counts.required == 3)
    // Id, the element of tags, sparse.
    #expect(counts.length == 3)
    #expect(counts.range == 1)
    // Id, the member id, the key of sparse.
    #expect(counts.pattern == 3)
    #expect(counts.enumeration == 2)
    #expect(counts.uniqueItems == 1)
    #expect(counts.compiledPatterns == 2)
    #expect(counts.translatedPatterns == 1)
    #expect(counts.unsupportedPatterns == 1)
  }
}

import Assay
import Foundation
import Testing

@Suite struct ContractLoadingTests {
  private func load(_ text: String) throws -> Contract {
    try Contract(text: text)
  }

  @Test func aContractIsAValue() throws {
    let contract = try CheckerTests.weather()
    #expect(contract.service == "Weather")
    #expect(contract.operations.map(\.name) == ["GetForecast", "PutReport"])
    #expect(try CheckerTests.weather() == contract)
  }

  @Test func allMistakesAreThrownTogether() throws {
    let error = #expect(throws: ContractError.self) {
      try load(
        """
        assay: 1
        service: Weather
        protocol: http-json
        operations:
          GetForecast:
            http: { method: GET, uri: "/forecast" }
            output:
              summary: { type: strng }
              wind: { type: string, length: 9..2 }
        """)
    }
    let found = try #require(error)
    #expect(found.diagnostics.count { $0.severity == .error } == 2)
    let lines = found.diagnostics.compactMap { found.location(of: $0)?.line }
    #expect(lines == [8, 9])
    #expect(found.description.contains("contract.yaml:8:"))
    #expect(found.description.contains("strng"))
  }

  @Test func aMissingFileIsAMistakeToo() {
    #expect(throws: ContractError.self) { try Contract(contentsOf: "/nowhere/at/all.yaml") }
  }
}

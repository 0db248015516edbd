import Foundation
import Testing

@Suite struct ExampleTests {
  @Test("the recorded examples are read whole", arguments: [("good.har", 37), ("faulty.har", 49)])
  func examples(_ name: String, _ count: Int) {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = package.appending(path: "Examples").appending(path: name)
    let found = Transcript([path.path(percentEncoded: false)])
    #expect(found.exchanges == count && found.errors.isEmpty)
    #expect(!found.text.contains("unknown") && !found.text.contains("undecodable"))
  }
}

import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// Pages of an AWS API reference: what they say, in whatever form they come.
@Suite("AWS reference pages")
struct ReferencePageTests {
  private func contract(_ text: String = ReferencePageText.page) throws -> Contract {
    let result = ReferencePageText.load(text)
    return try #require(result.contract, "\(result.diagnostics.map(\.message))")
  }

  @Test("The syntax tells path from query from header from body")
  func places() throws {
    let contract = try contract()
    #expect(contract.service == "ParcelPost")
    #expect(contract.wireProtocol == .restJson1)
    let operation = try #require(contract.operation(named: "SearchParcels"))
    #expect(operation.http?.method == "POST")
    #expect(operation.http?.uri.source == "/depots/{depotId}/parcels")
    #expect(operation.http?.status == 202)
    func place(_ name: String) -> String {
      contract.input(name, of: "SearchParcels")
        .map { "\($0.location.rawValue) \($0.nameOnWire)" } ?? "absent"
    }
    #expect(place("depotId") == "path depotId")
    #expect(place("maxResults") == "query pageSize")
    #expect(place("tags") == "query tag")
    #expect(place("traceId") == "header X-Trace")
    #expect(place("filter") == "body filter")
    #expect(contract.input("depotId", of: "SearchParcels")?.required != nil)
    #expect(contract.input("states", of: "SearchParcels")?.required != nil)
    #expect(contract.input("filter", of: "SearchParcels")?.required == nil)
  }

  @Test("Exact lines become types and constraints")
  func constraints() throws {
    let contract = try contract()
    func input(_ name: String) throws -> Member {
      try #require(contract.input(name, of: "SearchParcels"))
    }
    let depot = try input("depotId")
    #expect(depot.constraints.length == LengthConstraint(min: 12, max: 12))
    #expect(depot.constraints.patterns.map(\.source) == ["[0-9 ]+"])
    #expect(depot.constraints.patterns.first?.dialect == .java)
    #expect(depot.constraints.patterns.first?.match == .whole)
    let size = try input("maxResults")
    #expect(size.target == SimpleType.integer.shapeID)
    #expect(size.constraints.range == RangeConstraint(min: Numeral(1), max: Numeral(100)))
    let tags = try input("tags")
    #expect(tags.constraints.length == LengthConstraint(min: 0, max: 5))
    guard case .list(let tag, _) = contract[tags.target].kind,
      case .map(let key, let value, _) = contract[try input("labels").target].kind,
      case .list(let state, _) = contract[try input("states").target].kind,
      case .enumeration(let states) = contract[state.target].kind
    else {
      Issue.record("a type is wrong")
      return
    }
    #expect(tag.constraints.length == LengthConstraint(min: 1, max: 32))
    #expect(key.constraints.length == LengthConstraint(min: 1, max: 128))
    #expect(key.constraints.patterns.map(\.source) == ["[a-z]+"])
    #expect(value.constraints.length == LengthConstraint(min: nil, max: 256))
    #expect(try input("labels").constraints.length == LengthConstraint(min: nil, max: 50))
    #expect(states.map(\.value) == ["SENT", "LOST", "ARRIVED"])
  }

  @Test("What the syntax sketches of a shape is all that is known of it")
  func sketches() throws {
    let result = ReferencePageText.load(ReferencePageText.page)
    let contract = try #require(result.contract)
    let filter = try #require(contract.type("ParcelFilter"))
    #expect(filter.members.map(\.name) == ["sentAfter", "weight"])
    #expect(filter.members.map { contract[$0.target].name } == ["string", "double"])
    let parcel = try #require(contract.type("Parcel"))
    #expect(parcel.members.map(\.name) == ["id", "route", "sent", "stops"])
    #expect(contract[parcel.members[1].target].kind == .simple(.document))
    let open = result.report.remarks(of: .open).map(\.subject)
    for name in ["sentAfter", "weight", "id", "route", "required"] { #expect(open.contains(name)) }
    #expect(result.report.isOpen(.type, at: filter.members[0].origin))
    #expect(result.report.isOpen(.required, at: parcel.members[0].origin))
    let since = try #require(contract.output("since", of: "SearchParcels"))
    #expect(since.constraints.timestampFormat?.format == .dateTime)
    #expect(result.report.isOpen(.required, at: since.origin))
    #expect(!result.report.isOpen(.type, at: since.origin))
  }

  @Test("Errors with their status")
  func errors() throws {
    let contract = try contract()
    #expect(contract.errors.map(\.name) == ["DepotNotFoundException", "ThrottlingException"])
    #expect(contract.errors.map(\.status) == [404, 429])
    #expect(contract.errors.first?.traits.documentation == "There is no such depot.")
  }

  @Test("Places are those of the page")
  func origins() throws {
    let member = try #require(try contract().input("maxResults", of: "SearchParcels"))
    #expect(member.origin.line == 25)
    #expect(member.constraints.range?.origin.line == 29)
    #expect(member.constraints.range?.origin.column == 14)
  }

  static let forms: [(String, String)] = [
    ("one line", ReferencePageText.joined(by: " ")),
    ("a line a word", ReferencePageText.joined(by: "\n")),
    ("a paragraph a word", ReferencePageText.joined(by: "\n\n")),
    ("breaks gone", ReferencePageText.page.replacing("\n", with: "")),
    ("single breaks", ReferencePageText.page.replacing("\n\n", with: "\n")),
    ("carriage returns", ReferencePageText.page.replacing("\n", with: "\r\n")),
    ("non-breaking spaces", ReferencePageText.page.replacing(" ", with: "\u{A0}")),
    ("indented", ReferencePageText.page.replacing("\n", with: "\n    ")),
    (
      "bullets",
      ReferencePageText.page.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.contains(" ") || $0.isEmpty ? String($0) : "  • \($0)" }.joined(separator: "\n")
    ),
    (
      "navigation",
      ReferencePageText.page.replacing(
        "\n\nSearchParcels\n",
        with: "\n\nAWS\nDocumentation\nContents\nRequest Syntax\nURI Request Parameters\n"
          + "Request Body\nResponse Syntax\nResponse Elements\nErrors\nSee Also\n\n"
          + "SearchParcels\nPDF\n")
    ),
  ]

  @Test("The same page in other forms gives the same contract", arguments: forms)
  func otherForms(name: String, text: String) throws {
    #expect(try contract(text) == contract(), "\(name)")
  }

  /// The page saved as HTML in the manner of the reference, and what pandoc, w3m and lynx make of it.
  @Test(
    "Other programs' text of the same page gives the same contract",
    arguments: [
      "saved.html", "pandoc-plain.txt", "pandoc-markdown.txt", "pandoc-gfm.txt", "w3m.txt",
      "lynx.txt",
    ])
  func otherPrograms(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Pages")
    let bytes = try Array(Data(contentsOf: folder.appending(path: name)))
    let result = SpecLoader.load([SourceFile(path: name, bytes: bytes)])
    var other = try #require(result.contract, "\(result.diagnostics.map(\.message))")
    // Only HTML has the title, which names the service.
    #expect(other.service == (name == "saved.html" ? "ParcelPost" : "service"))
    other.service = "ParcelPost"
    #expect(try other == contract())
  }

  /// What stands between words and between paragraphs, one kind of each a page.
  static let spaces: [(word: String, paragraph: String)] = {
    let words = [" ", "  ", "\t", "\u{A0}", "\u{2009}", "\n", "\r\n", "\n\n", "\u{2028}", "\n   "]
    let paragraphs = ["\n\n", "\n", "\r\n\r\n", "\n \n", "\n\n\n\n", "\u{2029}", " ", "\t", ""]
    return words.flatMap { word in
      paragraphs.filter { !$0.isEmpty || !word.contains("\n") }.map { (word, $0) }
    }
  }()

  @Test("White space of any kind gives the same contract")
  func whiteSpace() throws {
    let expected = try contract()
    for (word, paragraph) in Self.spaces {
      let text = ReferencePageText.page.split(separator: "\n\n")
        .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: word) }
        .joined(separator: paragraph)
      let result = ReferencePageText.load(text)
      #expect(
        result.contract == expected,
        "\(word.debugDescription) \(paragraph.debugDescription)\n\(text)")
    }
  }

  /// Lines broken as a terminal or a mail breaks them.
  @Test("Lines of any width give the same contract", arguments: ["\n\n", "\n"])
  func wrapped(paragraph: String) throws {
    let expected = try contract()
    for width in 30...120 {
      let text = ReferencePageText.page.split(separator: "\n\n").map { paragraph in
        var lines: [String] = [""]
        for word in paragraph.split(whereSeparator: \.isWhitespace) {
          let last = lines[lines.count - 1]
          if !last.isEmpty, last.count + word.count >= width {
            lines.append(String(word))
          } else {
            lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
          }
        }
        return lines.joined(separator: "\n")
      }.joined(separator: paragraph)
      let result = ReferencePageText.load(text)
      #expect(result.contract == expected, "\(width)\n\(text)")
    }
  }

  @Test("Markdown gives the same contract, but for the title that it does not have")
  func markdown() throws {
    var other = try contract(ReferencePageText.markdown)
    #expect(other.service == "service")
    other.service = "ParcelPost"
    #expect(try other == contract())
  }

  @Test("The page of a data type says what the operation's page leaves open")
  func dataTypes() throws {
    let type = """
      ParcelFilter - AWS ParcelPost

      ParcelFilter

      What to look for.

      Contents

      sentAfter

      When it was sent.

      Type: Timestamp

      Required: Yes

      weight

      Its weight.

      Type: Integer

      Valid Range: Minimum value of 1.

      Required: No

      See Also

      For more information about using this API in one of the SDKs, see the following:
      """
    let result = SpecLoader.load([
      SourceFile(path: "a.txt", bytes: Array(ReferencePageText.page.utf8)),
      SourceFile(path: "b.txt", bytes: Array(type.utf8)),
    ])
    let contract = try #require(result.contract, "\(result.diagnostics.map(\.message))")
    let filter = try #require(contract.type("ParcelFilter"))
    #expect(filter.members.map { contract[$0.target].name } == ["timestamp", "integer"])
    #expect(filter.members[0].required != nil)
    #expect(filter.members[1].constraints.range?.min == Numeral(1))
  }

  @Test("A parameter that is described and not in the syntax is reported")
  func strayParameters() {
    let text = ReferencePageText.page.replacing("&tag=tags", with: "")
    let report = ReferencePageText.load(text).report
    // Without its name in the syntax the text of `tags` belongs to what comes before.
    #expect(report.remarks(of: .unsupported).isEmpty)
  }

  @Test("Pages broken off anywhere are a contract or a diagnostic")
  func truncated() {
    let bytes = Array(ReferencePageText.page.utf8)
    for end in stride(from: 0, to: bytes.count, by: 11) {
      let file = SourceFile(path: "a.txt", bytes: Array(bytes[..<end]))
      let result = SpecLoader.load([file])
      #expect(result.contract != nil || !result.diagnostics.isEmpty, "\(end)")
    }
  }

  @Test("Pages broken at random; the seed is printed")
  func mutations() {
    let pages = [
      ReferencePageText.page, ReferencePageText.markdown, ReferencePageText.joined(by: " "),
    ]
    let words = [
      "{", "}", "[", "\"", "HTTP/1.1", "Type:", "Array of", "String to", "Pattern:", "|", "`", "\n",
      "Errors", "Request Syntax", "Minimum length of", "99999999999999999999", "\u{2022}",
      "Required:",
    ]
    let first = UInt64.random(in: 0..<1 << 32)
    for seed in first..<first + 150 {
      var random = SeededGenerator(seed: seed)
      var bytes = Array((pages.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
        let word = words.randomElement(using: &random) ?? ""
        bytes.replaceSubrange(start..<end, with: Array(word.utf8))
      }
      let result = SpecLoader.load([SourceFile(path: "a.txt", bytes: bytes)])
      guard let contract = result.contract else { continue }
      let text = ContractWriter.write(contract)
      let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
      #expect(again.contract == contract, "seed \(seed): \(again.diagnostics.map(\.message))")
    }
  }

  @Test(
    "The seed page is imported in full", .enabled(if: SharedFolder.exists))
  func seed() throws {
    let bytes = try SharedFolder.bytes("seeds/ListReferenceImportJobs.txt")
    let result = SpecLoader.load([SourceFile(path: "page.txt", bytes: bytes)])
    let contract = try #require(result.contract)
    let operation = try #require(contract.operation(named: "ListReferenceImportJobs"))
    #expect(contract.service == "HealthOmics")
    #expect(operation.http?.uri.source == "/referencestore/{referenceStoreId}/importjobs")
    #expect(operation.errors.count == 6)
    #expect(ContractStatistics(contract).pattern == 3)
    #expect(contract.type("ImportReferenceJobItem")?.members.count == 6)
  }
}

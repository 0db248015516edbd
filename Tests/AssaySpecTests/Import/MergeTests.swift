import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// Two sources of one service: where they disagree, and what comes of both.
@Suite("Merging two sources")
struct MergeTests {
  private func merge(_ first: String, _ second: String) -> Importer {
    Importer(
      merging: "a", "b",
      files: .memory([
        SourceFile(path: "a", bytes: Array(first.utf8)),
        SourceFile(path: "b", bytes: Array(second.utf8)),
      ]))
  }

  private static let head = "assay: 1\nservice: Shop\nprotocol: restJson1\n"

  private static func native(
    uri: String = "/items/{id}", id: String = "type: string, length: 1..10",
    size: String = "type: integer, range: 1..100", extra: String = "", output: String = "",
    status: Int = 404, errors: String = "[Gone]"
  ) -> String {
    head + """
      operations:
        Get:
          http: { method: POST, uri: '\(uri)' }
          input:
            id: { \(id), in: path, required: true }
            size: { \(size), in: query }
            tree: { type: Tree }
      \(extra)
          output:
            state: { type: string }
      \(output)
          errors: \(errors)
      shapes:
        Tree: { members: { leaf: { type: string }, more: { list: Tree } } }
      errors:
        Gone: { status: \(status) }
        Late: { status: 408 }

      """
  }

  private func aspects(_ importer: Importer) -> [String] {
    importer.disagreements.map {
      "\($0.subject) \($0.aspect): \($0.first.text) | \($0.second.text)"
    }
  }

  @Test("A source agrees with itself")
  func equal() {
    let importer = merge(Self.native(), Self.native())
    #expect(importer.disagreements.isEmpty, "\(aspects(importer))")
    let alone = SpecLoader.load([SourceFile(path: "a", bytes: Array(Self.native().utf8))])
    #expect(importer.contract == alone.contract)
  }

  @Test(
    "Every disagreement is found, with both places",
    arguments: [
      (native(id: "type: string, length: 1..12"), ["Get input.id length: 1..10 | 1..12"]),
      (native(id: "type: string"), ["Get input.id length: 1..10 | nothing"]),
      (native(size: "type: long, range: 1..100"), ["Get input.size type: integer | long"]),
      (native(size: "type: integer, range: ..100"), ["Get input.size range: 1..100 | ..100"]),
      (
        native(size: "type: integer, range: 1..100, required: true"),
        ["Get input.size required: false | true"]
      ),
      (
        native(extra: "      more: { type: string }"),
        ["Get input.more member: nothing | stated"]
      ),
      (
        native(output: "      when: { type: timestamp }"),
        ["Get output.when member: nothing | stated"]
      ),
      (native(status: 410), ["Gone status: 404 | 410"]),
      (native(errors: "[Gone, Late]"), ["Get errors: nothing | `Late`"]),
      (
        native(uri: "/things/{id}"), ["Get uri: /items/{id} | /things/{id}"]
      ),
    ])
  func disagreements(second: String, expected: [String]) {
    let importer = merge(Self.native(), second)
    #expect(aspects(importer) == expected)
    for disagreement in importer.disagreements {
      #expect(disagreement.first.origin.isKnown)
      #expect(disagreement.first.origin.file == 0)
      #expect(disagreement.second.origin.isKnown)
      #expect(disagreement.second.origin.file == 1)
    }
    // The first source counts.
    let alone = SpecLoader.load([SourceFile(path: "a", bytes: Array(Self.native().utf8))])
    #expect(importer.contract?.operations == alone.contract?.operations)
  }

  @Test("Timestamps, enumerations and patterns are compared by what they mean")
  func meanings() {
    func native(_ members: String) -> String {
      Self.head + """
        operations:
          Get:
            http: { method: POST, uri: / }
            input:
        \(members)

        """
    }
    let first = native(
      """
            when: { type: timestamp }
            kind: { enum: [A, B] }
            text: { type: string, pattern: 'a|b' }
            name: { type: string, pattern: '[a-z]+' }
            part: { type: string, pattern: '.*x.*' }
      """)
    let second = native(
      """
            when: { type: timestamp, format: epoch-seconds }
            kind: { type: string, enum: [B, A] }
            text: { type: string, pattern: 'a|b', match: search }
            name: { type: string, pattern: '^[a-z]+$', match: search }
            part: { type: string, pattern: 'x', match: search }
      """)
    #expect(aspects(merge(first, second)) == ["Get input.text pattern: `a|b` | `.*(?:a|b).*`"])
    let third = native("      when: { type: timestamp, format: date-time }")
    #expect(aspects(merge(native("      when: { type: timestamp }"), third)).count == 1)
  }

  @Test("What a page leaves open is taken from the model")
  func pageAndModel() throws {
    let model = BotocoreModelText.model(
      shapes: #"""
            "Input": {"type": "structure", "required": ["depotId", "states"], "members": {
              "depotId": {"shape": "Id", "location": "uri", "locationName": "depotId"},
              "maxResults": {"shape": "Size", "location": "querystring", "locationName": "pageSize"},
              "tags": {"shape": "Tags", "location": "querystring", "locationName": "tag"},
              "traceId": {"shape": "Text", "location": "header", "locationName": "X-Trace"},
              "filter": {"shape": "ParcelFilter"}, "labels": {"shape": "Labels"},
              "nextToken": {"shape": "Token"}, "states": {"shape": "States"}}},
            "Output": {"type": "structure", "required": ["parcels"], "members": {
              "count": {"shape": "Count"}, "nextToken": {"shape": "Token"},
              "open": {"shape": "Flag"}, "parcels": {"shape": "Parcels"},
              "since": {"shape": "Time"}}},
            "ParcelFilter": {"type": "structure", "members": {
              "sentAfter": {"shape": "Time"}, "weight": {"shape": "Weight"}}},
            "Parcel": {"type": "structure", "required": ["id"], "members": {
              "id": {"shape": "Id"}, "route": {"shape": "Route"}, "sent": {"shape": "Seconds"},
              "stops": {"shape": "Stops"}}},
            "Route": {"type": "structure", "union": true, "members": {"road": {"shape": "Text"}}},
            "Parcels": {"type": "list", "member": {"shape": "Parcel"}, "max": 100},
            "Stops": {"type": "list", "member": {"shape": "Text"}},
            "States": {"type": "list", "member": {"shape": "State"}, "min": 1},
            "State": {"type": "string", "enum": ["SENT", "LOST", "ARRIVED"]},
            "Tags": {"type": "list", "member": {"shape": "Tag"}, "min": 0, "max": 5},
            "Tag": {"type": "string", "min": 1, "max": 32},
            "Labels": {"type": "map", "key": {"shape": "LabelKey"}, "value": {"shape": "LabelValue"},
              "max": 50},
            "LabelKey": {"type": "string", "min": 1, "max": 128, "pattern": "[a-z]+"},
            "LabelValue": {"type": "string", "max": 256},
            "Id": {"type": "string", "min": 12, "max": 12, "pattern": "[0-9 ]+"},
            "Size": {"type": "integer", "min": 1, "max": 100},
            "Count": {"type": "long", "min": 0}, "Weight": {"type": "integer", "min": 1},
            "Flag": {"type": "boolean"}, "Text": {"type": "string"},
            "Token": {"type": "string", "min": 1},
            "Time": {"type": "timestamp", "timestampFormat": "iso8601"},
            "Seconds": {"type": "timestamp"},
            "DepotNotFoundException": {"type": "structure", "members": {"message": {"shape": "Text"}},
              "exception": true, "error": {"httpStatusCode": 404, "senderFault": true}},
            "ThrottlingException": {"type": "structure", "members": {"message": {"shape": "Text"}},
              "exception": true, "error": {"httpStatusCode": 429}, "retryable": {"throttling": true}}
        """#,
      operation: #"""
        "http": {"method": "POST", "requestUri": "/depots/{depotId}/parcels", "responseCode": 202},
        "input": {"shape": "Input"}, "output": {"shape": "Output"},
        "errors": [{"shape": "DepotNotFoundException"}, {"shape": "ThrottlingException"}]
        """#
    ).replacing("\"Get\"", with: "\"SearchParcels\"")
    let importer = merge(ReferencePageText.page, model)
    #expect(importer.disagreements.isEmpty, "\(aspects(importer))")
    let contract = try #require(importer.contract)
    #expect(contract.service == "ParcelPost")
    let filter = try #require(contract.type("ParcelFilter"))
    #expect(filter.members.map { contract[$0.target].name } == ["Time", "Weight"])
    #expect(contract.type("Route").map { $0.members.map(\.name) } == ["road"])
    #expect(contract.output("parcels", of: "SearchParcels")?.required != nil)
    #expect(contract.error(named: "ThrottlingException")?.retryable == .throttling)
    // The page's own words stay where it has some.
    #expect(contract.input("maxResults", of: "SearchParcels")?.constraints.range != nil)

    let other = model.replacing(#""min": 1, "max": 32"#, with: #""min": 2, "max": 32"#)
      .replacing("\"ARRIVED\"", with: "\"FOUND\"")
    #expect(
      aspects(merge(ReferencePageText.page, other)) == [
        "SearchParcels input.tags[] length: 1..32 | 2..32",
        "SearchParcels input.states[] enum: [ARRIVED, LOST, SENT] | [FOUND, LOST, SENT]",
      ])
  }

  @Test("Operations of one source only are no disagreement, and kept")
  func onlyInOne() throws {
    let more = Self.native().replacing(
      "operations:\n", with: "operations:\n  Put:\n    http: { method: PUT, uri: /put }\n")
    let importer = merge(Self.native(), more)
    #expect(importer.disagreements.isEmpty)
    #expect(importer.onlyInOne == ["Put: only in the second source"])
    #expect(importer.contract?.operation(named: "Put") != nil)
  }

  @Test("What the format of a source cannot say is no disagreement, and taken from the other")
  func uniqueItems() throws {
    let model = BotocoreModelText.model(
      shapes: #"""
        "Input": {"type": "structure", "members": {"names": {"shape": "Names"}}},
        "Names": {"type": "list", "member": {"shape": "Text"}}, "Text": {"type": "string"}
        """#)
    let native =
      Self.head + """
        operations:
          Get:
            http: { method: POST, uri: /get }
            input:
              names: { list: { type: string }, uniqueItems: true }

        """
    let importer = merge(model, native)
    #expect(importer.disagreements.isEmpty, "\(aspects(importer))")
    let contract = try #require(importer.contract)
    #expect(contract.input("names")?.constraints.uniqueItems != nil)
  }

  @Test("A merged contract is written and read back equal")
  func roundTrip() throws {
    let importer = merge(ReferencePageText.page, Self.native())
    let contract = try #require(importer.contract)
    let text = try #require(importer.text)
    let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    #expect(again.contract == contract, "\(again.diagnostics.map(\.message))")
  }

  @Test("A faulty source gives no contract")
  func faulty() {
    let importer = merge("assay: 1\n", Self.native())
    #expect(importer.contract == nil)
    #expect(importer.diagnostics.contains { $0.severity == .error })
  }
}

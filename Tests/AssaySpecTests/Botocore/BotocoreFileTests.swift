import AssayModel
import AssaySpec
import AssayTestSupport
import Foundation
import Testing

/// How botocore keeps its models: compressed, in a folder for each version.
@Suite("botocore: files")
struct BotocoreFileTests {
  /// `{"metadata": {"protocol": "rest-json", "serviceId": "Tiny"}, "shapes": {}}`, as gzip writes it.
  static let compressed: [UInt8] = Array(
    Data(
      base64Encoded:
        "H4sIAAAAAAAC/6tWyk0tSUxJLElUslKoViooyi/JT87PAXKUilKLS3SzivPzlHQUlIpTi8oyk1M9"
        + "U0AyIZl5lUq1INGMxILUYpDO2loA2qT7uUoAAAA=") ?? Data())

  static let model = #"{"metadata": {"protocol": "rest-json", "serviceId": "Tiny"}, "shapes": {}}"#

  @Test("A compressed model is read by its content")
  func gzip() throws {
    let bytes = try #require(Self.compressed.isEmpty ? nil : Self.compressed)
    let result = SpecLoader.load([SourceFile(path: "service-2.json.gz", bytes: bytes)])
    #expect(result.contract?.service == "Tiny", "\(result.diagnostics)")
    #expect(result.sources.first.map { String(decoding: $0.bytes, as: UTF8.self) } == Self.model)
  }

  @Test("A compressed model that is cut off or broken is a diagnostic")
  func brokenGzip() {
    for bytes in [
      Array(Self.compressed.dropLast(20)), Self.compressed[..<40] + [0xFF, 0xFF, 0xFF],
    ] {
      let result = SpecLoader.load([SourceFile(path: "service-2.json.gz", bytes: Array(bytes))])
      #expect(result.contract == nil)
      #expect(result.diagnostics.map(\.id) == ["file.compression"])
    }
  }

  @Test("What is larger than the limit once decompressed is not read")
  func bomb() throws {
    var limits = DocumentLimits()
    limits.bytes = 60
    let result = SpecLoader.load(
      paths: ["service-2.json.gz"],
      files: .memory([SourceFile(path: "service-2.json.gz", bytes: Self.compressed)]),
      limits: limits)
    #expect(result.diagnostics.map(\.id) == ["file.compression"])
  }

  @Test("A folder is its model and paginators; a folder of versions is the latest")
  func folders() {
    let other = Array(#"{"version": 2, "waiters": {}}"#.utf8)
    let files = [
      SourceFile(path: "tiny/2019-01-01/service-2.json", bytes: Array("{}".utf8)),
      SourceFile(path: "tiny/2020-01-01/service-2.json", bytes: Array(Self.model.utf8)),
      SourceFile(path: "tiny/2020-01-01/waiters-2.json", bytes: other),
      SourceFile(
        path: "tiny/2020-01-01/paginators-1.json", bytes: Array(#"{"pagination": {}}"#.utf8)),
    ]
    let access = FileAccess { path in
      switch path {
      case "tiny": .folder(["2019-01-01", "2020-01-01"])
      default: FileAccess.memory(files).look(path)
      }
    }
    for path in ["tiny", "tiny/2020-01-01", "tiny/2020-01-01/service-2.json"] {
      let result = SpecLoader.load(paths: [path], files: access)
      #expect(result.contract?.service == "Tiny", "\(path): \(result.diagnostics)")
      #expect(result.diagnostics.isEmpty)
    }
  }

  @Test(
    "The models of botocore's protocol tests load fully", .enabled(if: SharedFolder.exists),
    arguments: [
      "awsJson1_0", "awsJson1_1", "awsQuery", "ec2Query", "restJson1", "restXml", "rpcv2Cbor",
    ])
  func corpora(name: String) throws {
    let bytes = try SharedFolder.bytes("corpora/botocore/models/\(name).json")
    let models = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(models.count > 15)
    for (key, model) in models.sorted(by: { $0.key < $1.key }) {
      let text = try JSONSerialization.data(withJSONObject: model, options: [.sortedKeys])
      let result = SpecLoader.load([SourceFile(path: "\(key).json", bytes: Array(text))])
      let contract = try #require(result.contract, "\(key): \(result.diagnostics.map(\.message))")
      // Keys that botocore itself does not read where these models have them.
      let unknown = Set(result.report.remarks(of: .unknown).map(\.subject))
      #expect(unknown.isSubset(of: ["LocationName", "payload", "resultWrapper"]), "\(key)")
      let again = SpecLoader.load([
        SourceFile(path: "a.yaml", bytes: Array(ContractWriter.write(contract).utf8))
      ])
      #expect(again.contract == contract, "\(key)")
    }
  }
}

import AssayModel
import AssayPattern
import AssaySpec
import Foundation
import Testing

/// The folder of an installed botocore.
private let folder = ProcessInfo.processInfo.environment["ASSAY_BOTOCORE"]
private let isWanted = ProcessInfo.processInfo.environment["ASSAY_CORPUS"] != nil

/// Every service model of an installed botocore, which `ASSAY_BOTOCORE` names. `make corpus` holds
/// the program to the same; these tests say more where something is wrong, and take long unless
/// they are built for release.
@Suite("Corpus: the models of botocore", .enabled(if: folder != nil && isWanted))
struct BotocoreCorpusTests {
  /// The latest version of every service.
  static let models: [String] = {
    guard let folder else { return [] }
    let data = URL(filePath: folder).appending(path: "data")
    let files = FileManager.default
    let services = (try? files.contentsOfDirectory(atPath: data.path)) ?? []
    return services.sorted().compactMap { service in
      let versions =
        (try? files.contentsOfDirectory(atPath: data.appending(path: service).path)) ?? []
      for version in versions.sorted().reversed() {
        for name in ["service-2.json.gz", "service-2.json"] {
          let path = data.appending(path: "\(service)/\(version)/\(name)").path
          if files.fileExists(atPath: path) { return path }
        }
      }
      return nil
    }
  }()

  @Test("All load, and their native files are read back equal")
  func roundTrips() async throws {
    #expect(Self.models.count == 424)
    let results = await withTaskGroup(of: [String].self) { group in
      for path in Self.models { group.addTask { Self.problems(of: path) } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(results.isEmpty, "\(results.prefix(20).joined(separator: "\n"))")
  }

  private static func problems(of path: String) -> [String] {
    let importer = Importer([path])
    guard let contract = importer.contract, let text = importer.text else {
      return ["\(path): \(importer.diagnostics.map(\.message).prefix(3))"]
    }
    var problems: [String] = []
    let unknown = importer.report.remarks(of: .unknown).map(\.subject)
    if !unknown.isEmpty { problems.append("\(path): unknown keys \(unknown)") }
    let again = SpecLoader.load([SourceFile(path: "a.yaml", bytes: Array(text.utf8))])
    if again.contract != contract {
      problems.append("\(path): read back otherwise, \(again.diagnostics.map(\.message).prefix(3))")
    }
    if SpecLoader.load(paths: [path]).contract != contract {
      problems.append("\(path): the importer and the loader differ")
    }
    return problems
  }

  @Test("The published contract of HealthOmics is the imported one")
  func published() throws {
    let path = try #require(Self.models.first { $0.contains("/omics/") })
    let model = URL(filePath: path).deletingLastPathComponent().path
    let text = try #require(Importer([model]).text)
    let published = try Data(contentsOf: URL(filePath: PublishedImportTests.path))
    #expect(Array(text.utf8) == Array(published))
  }

  /// Patterns that cannot be run, with the reason: none.
  static let unsupported: [String: String] = [:]

  @Test("Hardly a pattern is unsupported, and each of those is listed with its reason")
  func patterns() throws {
    var distinct: Set<ExactString> = []
    var found: [String: String] = [:]
    for path in Self.models {
      let contract = try #require(SpecLoader.load(paths: [path]).contract)
      for shape in contract.shapes {
        for constraints in [shape.constraints] + shape.allMembers.map(\.constraints) {
          for pattern in constraints.patterns
          where distinct.insert(ExactString(pattern.source)).inserted {
            do throws(PatternError) {
              _ = try CompiledPattern(pattern.source, match: .whole, dialect: .java)
            } catch {
              found[pattern.source] = error.message
            }
          }
        }
      }
    }
    #expect(distinct.count > 4_000)
    #expect(found.count <= 5)
    #expect(found == Self.unsupported)
  }
}

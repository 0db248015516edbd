import AssayModel
import AssaySpec
package import Foundation

/// Cases of a corpus that are known not to agree, each with the reason.
///
/// The list is kept beside the tests. A case that is not listed and disagrees fails the test, and
/// so does one that is listed and agrees.
package struct KnownExceptions: Sendable {
  private var reasons: [String: String] = [:]

  /// Reads `{"corpus": {"id": "reason"}}`.
  package init(file: URL, corpus: String) throws {
    let data = try Data(contentsOf: file)
    let document = try Corpora.document(SourceFile(path: file.path, bytes: [UInt8](data)))
    for entry in document.root[corpus]?.mapping?.entries ?? [] {
      reasons[entry.key] = entry.value.string ?? ""
    }
  }

  /// How many there are.
  package var count: Int { reasons.count }

  /// What differs from the list: disagreements that it does not have, and cases that it has and
  /// that agree, or that do not exist.
  package func surprises(
    disagreements: [(id: String, what: String)], cases: Set<String>
  ) -> [String] {
    let found = Set(disagreements.map(\.id))
    var result = disagreements.filter { reasons[$0.id] == nil }.map { "\($0.id): \($0.what)" }
    for id in reasons.keys.sorted() where cases.contains(id) && !found.contains(id) {
      result.append("\(id): is listed as an exception, but agrees")
    }
    for (id, reason) in reasons.sorted(by: { $0.key < $1.key }) where reason.isEmpty {
      result.append("\(id): is listed without a reason")
    }
    return result
  }
}

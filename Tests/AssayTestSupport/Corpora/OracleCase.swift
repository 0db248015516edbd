package import AssayModel
package import AssaySpec
import Foundation

/// A value of an operation's input or output, and whether Smithy's validator accepts it.
package struct OracleCase: Sendable {
  /// Name, unique in its file.
  package var id: String
  /// Path of the Smithy model in its own repository.
  package var model: String
  /// Name of the operation at the level of values: `Name/input`.
  package var operation: String
  /// The value.
  package var value: Node
  /// Not to be counted: the validator is known to be wrong, or the specification to be silent.
  package var isContested: Bool
  /// How the published value was changed.
  package var mutation: String?
  /// What the validator says.
  private var accepted: Bool
  /// Where `null` was put.
  private var null: String?

  /// Reads a row; `nil` where it has not the form of one.
  package init?(_ row: Node) {
    guard let id = row["id"]?.string, let model = row["model"]?.string,
      let operation = row["operation"]?.string?.split(separator: "#").last,
      let direction = row["direction"]?.string, let value = row["value"],
      let valid = row["expected"]?["valid"]?.bool
    else { return nil }
    self.id = id
    self.model = model
    self.operation = "\(operation)/\(direction)"
    self.value = value
    isContested = row["contested"] != nil
    accepted = valid
    mutation = row["mutation"]?.string
    if mutation == "null" { null = row["path"]?.string }
  }

  /// Whether the value keeps the contract.
  ///
  /// The validator refuses nearly every `null`; in a contract the `null` of a member that is not
  /// required is its absence. That the members are required which it takes for required is what the
  /// values without them show.
  package func isValid(_ level: ValueLevel, _ shape: ShapeID) -> Bool {
    guard let null else { return accepted }
    return level.isOptional(null, in: shape)
  }
}

/// botocore's models of the services that Smithy models describe.
package enum BotocoreModels {
  /// Folders of botocore that are not called as the Smithy model is, hyphens aside.
  private static let folders = [
    "cognitoidentityprovider": "cognito-idp", "costandusagereportservice": "cur",
    "databasemigrationservice": "dms", "elasticloadbalancing": "elb",
    "elasticloadbalancingv2": "elbv2", "lexmodelbuildingservice": "lex-models",
  ]

  /// Structures of botocore's models that are unions in Smithy's.
  package static let unions: Set<String> = ["AttributeValue", "TypedAttributeValue"]

  /// The model of a service and version; `nil` where botocore has none.
  package static func source(ofSmithyModel path: String) throws -> SourceFile? {
    guard let data = Corpora.botocoreData else { return nil }
    let parts = path.split(separator: "/")
    guard parts.count == 4 else { return nil }
    let name = parts[0].replacingOccurrences(of: "-", with: "")
    let folder =
      try folders[name]
      ?? FileManager.default.contentsOfDirectory(atPath: data.path).first {
        $0.replacingOccurrences(of: "-", with: "") == name
      }
    guard let folder else { return nil }
    let base = data.appendingPathComponent("\(folder)/\(parts[2])/service-2.json")
    for file in [base, base.appendingPathExtension("gz")]
    where FileManager.default.fileExists(atPath: file.path) {
      return SourceFile(path: file.path, bytes: [UInt8](try Data(contentsOf: file)))
    }
    return nil
  }
}

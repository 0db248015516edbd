import Foundation

/// JSON as Foundation reads it: another reader than Assay's own.
enum JSONText {
  static func object(_ bytes: [UInt8]) throws -> [String: Any]? {
    try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
  }
}

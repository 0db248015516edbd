package import AssayModel

/// A format that contracts are read from.
package struct SpecFormat: Sendable {
  /// Name for messages.
  package var name: String
  /// Whether a file is of this format, by its content.
  package var recognizes: @Sendable (SourceFile) -> Bool
  /// Reads a contract from files of the session's table.
  package var read: @Sendable (_ roots: [UInt32], _ session: inout LoadSession) -> Contract?

  /// Creates a format.
  package init(
    name: String, recognizes: @escaping @Sendable (SourceFile) -> Bool,
    read: @escaping @Sendable (_ roots: [UInt32], _ session: inout LoadSession) -> Contract?
  ) {
    self.name = name
    self.recognizes = recognizes
    self.read = read
  }

  /// All formats; the first that recognizes a file reads it. A new format is one line here.
  package static let all: [SpecFormat] = [
    .native, .botocore, .smithy, .awsReference,
  ]

  /// Assay's own format.
  package static let native = SpecFormat(
    name: "native", recognizes: NativeLoader.recognizes, read: NativeLoader.read)

  /// Smithy models in their JSON form.
  package static let smithy = SpecFormat(
    name: "Smithy", recognizes: SmithyLoader.recognizes, read: SmithyLoader.read)

  /// The service models of botocore.
  package static let botocore = SpecFormat(
    name: "botocore", recognizes: BotocoreLoader.recognizes, read: BotocoreLoader.read)

  /// Pages of an AWS API reference.
  package static let awsReference = SpecFormat(
    name: "AWS API reference", recognizes: AWSReferenceLoader.recognizes,
    read: AWSReferenceLoader.read)
}

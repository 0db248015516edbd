internal import AssayModel

/// A Smithy model as it is written: shapes with their traits, mixins undone, nothing interpreted.
struct SmithyModel {
  /// Major version of the language: 1 or 2.
  var major: Int
  /// Shapes in the source's order.
  var shapes: [SmithyShape] = []
  /// Positions in ``shapes`` by absolute identifier.
  var positions: [ExactString: Int] = [:]
  /// How many entries of `metadata` there are; a contract has no place for them.
  var metadataCount = 0

  /// The shape with an identifier, where the model defines it.
  func shape(_ id: String) -> SmithyShape? {
    positions[ExactString(id)].map { shapes[$0] }
  }

  /// The type of a shape that the model or the prelude defines.
  func type(of id: String) -> SmithyType? {
    positions[ExactString(id)].map { shapes[$0].type } ?? SmithyPrelude.type(of: id)
  }

  /// Traits of a shape that the model defines; those of the prelude have none that matter.
  func traits(of id: String) -> SmithyTraits { shape(id)?.traits ?? SmithyTraits() }

  /// Services in the source's order.
  var services: [SmithyShape] { shapes.filter { $0.type == .service } }
}

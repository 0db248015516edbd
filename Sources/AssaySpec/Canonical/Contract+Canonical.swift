package import AssayModel

extension Contract {
  /// The contract in the one form that the native format has for it.
  ///
  /// Two contracts that say the same have the same canonical form, so that what is written and read
  /// back is equal. Named shapes come first, in their order, then the structures that errors define,
  /// then what is written inline, in the order of its use: operations, shapes, errors. Anonymous
  /// shapes have neither constraints nor traits (those stand beside them) and are used once; others
  /// get a name, as do shapes whose name is that of a built-in type or is taken. What nothing uses
  /// and has no name is left out.
  package func canonical() -> Contract {
    var namer = ShapeNamer(tidied())
    namer.nameShapes()
    return ShapeOrder(namer.contract).renumbered()
  }

  /// Shapes that are written within an error: structures of its name that say nothing by themselves.
  var inlineErrorShapes: [ShapeID] {
    var shapes: [ShapeID] = []
    var seen = Set<ShapeID>()
    for error in errors {
      let shape = self[error.shape]
      guard case .structure = shape.kind, shape.name.isExactly(error.name),
        shape.constraints.isEmpty, shape.traits == Traits(), seen.insert(error.shape).inserted
      else { continue }
      shapes.append(error.shape)
    }
    return shapes
  }
}

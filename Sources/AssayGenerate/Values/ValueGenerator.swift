package import AssayModel

/// Makes valid values of a contract's shapes, the same for the same contract on every machine.
///
/// ```swift
/// let generator = ValueGenerator(contract)
/// generator.value(of: shapeID, .largest)?.json   // bytes of the largest job there can be
/// ```
package struct ValueGenerator: Sendable {
  /// The contract.
  package let contract: Contract
  private let maker: ValueMaker
  private let nodes: [ShapeID: Int]

  /// Prepares values of the named shapes, or of all shapes of the contract. Timestamps that state no
  /// format have the one of a body.
  package init(_ contract: Contract, shapes: [ShapeID]? = nil) {
    var blueprint = Blueprint(contract)
    let format = contract.wireProtocol.timestampFormat(at: .body)
    nodes = blueprint.add(shapes ?? contract.shapes.indices.map { ShapeID($0) }, format)
    self.contract = contract
    maker = ValueMaker(blueprint)
  }

  /// A valid value of a shape; `nil` where there is none or none could be found. Values of different
  /// ordinals differ where the shape has enough values: item 0, item 1, …
  package func value(
    of shape: ShapeID, _ profile: ValueProfile = .typical, ordinal: Int = 0
  ) -> JSONValue? {
    nodes[shape].flatMap { maker.value($0, profile, ordinal: ordinal) }
  }

  /// A valid value of a shape, made of random choices.
  package func value(of shape: ShapeID, _ source: inout ChoiceSource) -> JSONValue? {
    nodes[shape].flatMap { maker.random($0, &source) }
  }
}

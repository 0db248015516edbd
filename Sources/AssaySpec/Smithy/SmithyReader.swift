package import AssayModel

/// Reads Smithy models in their JSON form, version 1.0 or 2.0.
package enum SmithyReader {
  /// A service of a model.
  package struct Service: Sendable {
    /// Absolute shape identifier, such as `com.amazonaws.omics#Omics`.
    package var id: String
    /// Its name for people: the SDK's, or the shape's.
    package var name: String
    /// The protocols it offers, the one that is taken first.
    package var protocols: [WireProtocol]
    /// Where it is defined.
    package var origin: Origin
  }

  /// Whether a document is a Smithy model.
  package static func canRead(_ document: Document) -> Bool {
    guard let root = document.root.mapping, root["smithy"] != nil else { return false }
    return root["shapes"] != nil || root["metadata"] != nil
  }

  /// The services of a model, in the source's order.
  package static func services(in documents: [Document]) -> [Service] {
    var reader = SmithyModelReader()
    guard let model = reader.read(documents) else { return [] }
    return model.services.map { service(of: $0) }
  }

  /// Reads the contract of one service.
  ///
  /// Of what it takes:
  ///   - documents: The files of the model.
  ///   - service: The service to take, by absolute identifier, shape name or SDK name. Where none
  ///     is named and the model has several, the one with the most operations is taken, which the
  ///     diagnostics say.
  ///   - sink: Takes what is wrong.
  ///   - report: Takes what was decided and what was left out.
  /// Returns `nil` where no contract can be made. One that is returned may have errors; dangling
  ///   references lead to the built-in `document`.
  package static func read(
    _ documents: [Document], service name: String? = nil, sink: inout DiagnosticSink,
    report: inout ImportReport
  ) -> Contract? {
    var reader = SmithyModelReader()
    let model = reader.read(documents)
    sink.add(contentsOf: reader.diagnostics)
    let origin = documents.first?.root.origin ?? .none
    guard let model, let service = choose(name, from: model, at: origin, &sink) else { return nil }
    let wireProtocol = wireProtocol(of: service, &report, &sink)
    var builder = SmithyBuilder(
      model: model, service: service, wireProtocol: wireProtocol, report: report)
    let contract = builder.build()
    sink.add(contentsOf: builder.diagnostics)
    report = builder.report
    return contract
  }

  // MARK: - Choice of service

  private static func choose(
    _ name: String?, from model: SmithyModel, at origin: Origin,
    _ diagnostics: inout DiagnosticSink
  ) -> SmithyShape? {
    let services = model.services
    if let name {
      let matches = services.filter { shape in
        shape.id.isExactly(name) || shape.localName.isExactly(name)
          || service(of: shape).name.isExactly(name)
      }
      if let match = matches.first { return match }
      diagnostics.error(
        "smithy.service",
        "the model has no service \(quoted(name))"
          + (services.isEmpty ? "" : "; it has \(list(services))"), at: origin)
      return nil
    }
    guard let first = services.first else {
      diagnostics.error("smithy.service", "the model has no service", at: origin)
      return nil
    }
    if services.count == 1 { return first }
    var best = first
    var most = -1
    // Resources are counted out only where there are few services that could share them.
    let isFew = services.count <= 16
    for service in services {
      let count =
        isFew
        ? SmithyClosure(of: service, in: model).operations.count
        : service.properties["operations"]?.sequence?.count ?? 0
      if count > most { (best, most) = (service, count) }
    }
    diagnostics.warning(
      "smithy.services",
      "the model has \(services.count) services, \(list(services)); "
        + "\(quoted(best.id)) is read, which has the most operations; `--service` names another",
      at: best.origin)
    return best
  }

  private static func list(_ services: [SmithyShape]) -> String {
    let named = services.prefix(8).map { quoted($0.id) }.joined(separator: ", ")
    return services.count > 8 ? named + " and \(services.count - 8) more" : named
  }

  private static func service(of shape: SmithyShape) -> Service {
    let name = shape.traits[TraitID.awsService]?.value["sdkId"]?.string ?? shape.localName
    return Service(
      id: shape.id, name: name,
      protocols: SmithyProtocols.protocols(of: shape).map(\.is), origin: shape.origin)
  }

  // MARK: - Choice of protocol

  private static func wireProtocol(
    of service: SmithyShape, _ report: inout ImportReport, _ diagnostics: inout DiagnosticSink
  ) -> WireProtocol {
    let offered = SmithyProtocols.protocols(of: service)
    guard let first = offered.first else {
      diagnostics.warning(
        "smithy.protocol", "the service names no protocol that is known; `http-json` is assumed",
        at: service.origin)
      return .httpJson
    }
    if offered.count > 1 {
      let others = offered.dropFirst().map { quoted($0.trait.id) }.joined(separator: ", ")
      report.add(
        .decided, "protocol", "\(quoted(first.trait.id)); the service also speaks \(others)",
        at: first.trait.origin)
    }
    return first.is
  }
}

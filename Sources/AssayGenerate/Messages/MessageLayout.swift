internal import AssayModel

/// Where the members of a message's structure travel.
struct MessageLayout: Sendable {
  /// A member with its place and the node of its values.
  struct Place: Sendable {
    var member: Member
    var node: Int
    var location: Member.Location
    /// Its name there: of the parameter, the field, the JSON member.
    var wire: String
  }

  /// The structure; `nil` where there is none.
  var shape: ShapeID?
  /// The members in the order of the source.
  var places: [Place]
  /// Whether the body is a JSON object of members.
  var hasDocument: Bool
  /// Whether the body is a stream of events, which is not written here.
  var isStream = false

  /// No structure.
  static let none = MessageLayout(shape: nil, places: [], hasDocument: false)

  init(shape: ShapeID?, places: [Place], hasDocument: Bool) {
    self.shape = shape
    self.places = places
    self.hasDocument = hasDocument
  }

  /// Lays out a structure.
  init(_ shape: ShapeID?, _ contract: Contract, into blueprint: inout Blueprint) {
    guard let shape else {
      self = .none
      return
    }
    let base = contract.base(of: shape)
    let bound = contract.wireProtocol.hasHTTPBindings
    // A stream of events is no body that can be written here.
    let streams = contract[base].members.contains { Self.isEventStream($0, contract) }
    let all = contract[base].members.enumerated().map { position, member in
      let location = bound ? member.location : .body
      let format = contract.wireProtocol.timestampFormat(at: location)
      return Place(
        member: member, node: blueprint.add(member, of: base, at: position, format),
        location: location, wire: bound ? member.nameOnWire : member.keyInside)
    }
    let places = all.filter { !streams || $0.location != .body && $0.location != .payload }
    let hasDocument =
      !streams && !places.contains { $0.location == .payload }
      && (places.isEmpty || places.contains { $0.location == .body || $0.location == .host })
    self.init(shape: base, places: places, hasDocument: hasDocument)
    isStream = streams
  }

  private static func isEventStream(_ member: Member, _ contract: Contract) -> Bool {
    let target = contract[contract.base(of: member.target)]
    guard case .union = target.kind else { return false }
    return target.traits.isStreaming || member.traits.isStreaming
      || contract[member.target].traits.isStreaming
  }

  /// The members that travel in the document.
  var document: [Place] { places.filter { $0.location == .body || $0.location == .host } }

  /// The members of a place.
  func places(at location: Member.Location) -> [Place] {
    places.filter { $0.location == location }
  }

  /// The member that is the whole body.
  var payload: Place? { places.first { $0.location == .payload } }
}

package import AssayModel

extension Contract {
  /// A contract with one operation, `Op`: `POST /op`, whose input and output have these members.
  package static func sample(
    _ wireProtocol: WireProtocol = .restJson1, uri: String = "/op", input: [Member] = [],
    output: [Member] = [], shapes: (inout Contract) -> Void = { _ in }
  ) -> Contract {
    var contract = Contract(service: "Sample", wireProtocol: wireProtocol)
    shapes(&contract)
    let top = (
      contract.add(Shape(name: "Input", kind: .structure(input))),
      contract.add(Shape(name: "Output", kind: .structure(output)))
    )
    contract.operations = [
      Operation(
        name: "Op", http: HTTPBinding(method: "POST", uri: URITemplate(uri)), input: top.0,
        output: top.1)
    ]
    return contract
  }

  /// `ListReferenceImportJobs` of AWS HealthOmics, as the hand-written contract file has it.
  package static var listReferenceImportJobs: Contract {
    var contract = Contract(service: "HealthOmics")
    let digits = PatternConstraint(source: "[0-9]+")
    let token = contract.add(
      Shape(
        name: "NextToken", kind: .refined(SimpleType.string.shapeID),
        constraints: Constraints(
          length: 1...6144,
          pattern: PatternConstraint(
            source: #"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]+"#))))
    let id = contract.add(
      Shape(
        name: "Id", kind: .refined(SimpleType.string.shapeID),
        constraints: Constraints(length: 10...36, pattern: digits)))
    let role = contract.add(
      Shape(
        name: "RoleArn", kind: .refined(SimpleType.string.shapeID),
        constraints: Constraints(
          length: 20...2048, pattern: PatternConstraint(source: "arn:.*"))))
    let status = contract.add(
      Shape(
        name: "ReferenceImportJobStatus",
        kind: .enumeration(
          [
            "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
            "COMPLETED_WITH_FAILURES",
          ].map { EnumValue(value: $0) })))
    var date = Constraints()
    date.timestampFormat = TimestampFormatConstraint(format: .dateTime)
    func time(_ name: String, required: Bool = false) -> Member {
      Member(
        name: name, target: SimpleType.timestamp.shapeID, constraints: date,
        required: required ? Marker() : nil)
    }
    let filter = contract.add(
      Shape(
        name: "ImportReferenceFilter",
        kind: .structure([
          Member(name: "status", target: status), time("createdAfter"), time("createdBefore"),
        ])))
    let item = contract.add(
      Shape(
        name: "ImportReferenceJobItem",
        kind: .structure([
          Member(name: "id", target: id, required: Marker()),
          Member(name: "referenceStoreId", target: id, required: Marker()),
          Member(name: "roleArn", target: role, required: Marker()),
          Member(name: "status", target: status, required: Marker()),
          time("creationTime", required: true), time("completionTime"),
        ])))
    let list = contract.add(
      Shape(
        name: "ImportReferenceJobList",
        kind: .list(element: Member(name: "member", target: item), sparse: false)))
    var most = Constraints()
    most.range = RangeConstraint(min: Numeral(1), max: Numeral(100))
    let input = contract.add(
      Shape(
        name: "ListReferenceImportJobsRequest",
        kind: .structure([
          Member(name: "referenceStoreId", target: id, required: Marker(), location: .path),
          Member(
            name: "maxResults", target: SimpleType.integer.shapeID, constraints: most,
            location: .query),
          Member(name: "nextToken", target: token, location: .query),
          Member(name: "filter", target: filter),
        ])))
    let output = contract.add(
      Shape(
        name: "ListReferenceImportJobsResponse",
        kind: .structure([
          Member(name: "importJobs", target: list), Member(name: "nextToken", target: token),
        ])))
    let message = contract.add(
      Shape(
        name: "ErrorBody",
        kind: .structure([
          Member(name: "message", target: SimpleType.string.shapeID, required: Marker())
        ])))
    contract.errors = [
      ("AccessDeniedException", 403), ("InternalServerException", 500),
      ("RequestTimeoutException", 408), ("ResourceNotFoundException", 404),
      ("ThrottlingException", 429), ("ValidationException", 400),
    ].map { ErrorShape(name: $0.0, status: $0.1, shape: message) }
    var operation = Operation(
      name: "ListReferenceImportJobs",
      http: HTTPBinding(
        method: "POST", uri: URITemplate("/referencestore/{referenceStoreId}/importjobs")),
      input: input, output: output,
      errors: contract.errors.map { ErrorReference(name: $0.name) })
    let ties: [(String, Relation.Comparison, String)] = [
      ("importJobs[].referenceStoreId", .equals, "referenceStoreId"),
      ("importJobs[].status", .equals, "filter.status"),
      ("importJobs[].creationTime", .atLeast, "filter.createdAfter"),
      ("importJobs[].creationTime", .atMost, "filter.createdBefore"),
    ]
    for (left, comparison, right) in ties {
      guard let left = MemberPath(left), let right = MemberPath(right) else { continue }
      operation.relations.append(
        Relation(subject: .every(left), comparison: comparison, operand: .input(right)))
    }
    if let left = MemberPath("importJobs"), let right = MemberPath("maxResults") {
      operation.relations.append(
        Relation(subject: .count(left), comparison: .atMost, operand: .input(right)))
    }
    contract.operations = [operation]
    return contract
  }
}

extension Constraints {
  /// Bounds of a length and one pattern.
  package init(length: ClosedRange<Int>? = nil, pattern: PatternConstraint? = nil) {
    self.init()
    self.length = length.map { LengthConstraint(min: $0.lowerBound, max: $0.upperBound) }
    patterns = pattern.map { [$0] } ?? []
  }
}

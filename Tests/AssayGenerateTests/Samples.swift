import AssayModel

/// The contract of `ListReferenceImportJobs`, built in code, with a line of its own for every
/// statement so that tests can tell constraints apart.
enum Samples {
  static let listJobs: Contract = makeListJobs()

  private static func makeListJobs() -> Contract {
    var contract = Contract(service: "HealthOmics")
    contract.sources = SourceTable(paths: ["healthomics.yaml"])
    var line: UInt32 = 0
    func here() -> Origin {
      line += 1
      return Origin(file: 0, line: line, column: 1)
    }
    func string(
      _ name: String, _ length: ClosedRange<Int>, _ pattern: String
    ) -> Shape {
      var constraints = Constraints()
      constraints.length = LengthConstraint(
        min: length.lowerBound, max: length.upperBound, origin: here())
      constraints.patterns = [PatternConstraint(source: pattern, origin: here())]
      return Shape(
        name: name, kind: .refined(SimpleType.string.shapeID), constraints: constraints,
        origin: here())
    }
    let token = contract.add(
      string("NextToken", 1...6144, #"[\p{L}||\p{M}||\p{Z}||\p{S}||\p{N}||\p{P}]+"#))
    let storeID = contract.add(string("ReferenceStoreId", 10...36, "[0-9]+"))
    let jobID = contract.add(string("ReferenceImportJobId", 10...36, "[0-9]+"))
    let role = contract.add(string("RoleArn", 20...2048, "arn:.*"))
    let status = contract.add(
      Shape(
        name: "ReferenceImportJobStatus",
        kind: .enumeration(
          [
            "SUBMITTED", "IN_PROGRESS", "CANCELLING", "CANCELLED", "FAILED", "COMPLETED",
            "COMPLETED_WITH_FAILURES",
          ].map { EnumValue(value: $0, origin: here()) }), origin: here()))
    func timestamp(_ name: String, required: Bool = false) -> Member {
      var constraints = Constraints()
      constraints.timestampFormat = TimestampFormatConstraint(format: .dateTime, origin: here())
      return Member(
        name: name, target: SimpleType.timestamp.shapeID, constraints: constraints,
        required: required ? Marker(origin: here()) : nil, origin: here())
    }
    let filter = contract.add(
      Shape(
        name: "ImportReferenceFilter",
        kind: .structure([
          Member(name: "status", target: status, origin: here()), timestamp("createdAfter"),
          timestamp("createdBefore"),
        ]), origin: here()))
    func required(_ name: String, _ target: ShapeID) -> Member {
      Member(name: name, target: target, required: Marker(origin: here()), origin: here())
    }
    let item = contract.add(
      Shape(
        name: "ImportReferenceJobItem",
        kind: .structure([
          required("id", jobID), required("referenceStoreId", storeID), required("roleArn", role),
          required("status", status), timestamp("creationTime", required: true),
          timestamp("completionTime"),
        ]), origin: here()))
    let list = contract.add(
      Shape(
        name: "ImportReferenceJobList",
        kind: .list(element: Member(name: "member", target: item, origin: here()), sparse: false),
        origin: here()))
    var range = Constraints()
    range.range = RangeConstraint(min: Numeral(1), max: Numeral(100), origin: here())
    let input = contract.add(
      Shape(
        name: "ListReferenceImportJobsRequest",
        kind: .structure([
          Member(
            name: "referenceStoreId", target: storeID, required: Marker(origin: here()),
            location: .path, origin: here()),
          Member(
            name: "maxResults", target: SimpleType.integer.shapeID, constraints: range,
            location: .query, origin: here()),
          Member(name: "nextToken", target: token, location: .query, origin: here()),
          Member(name: "filter", target: filter, origin: here()),
        ]), origin: here()))
    let output = contract.add(
      Shape(
        name: "ListReferenceImportJobsResponse",
        kind: .structure([
          Member(name: "importJobs", target: list, origin: here()),
          Member(name: "nextToken", target: token, origin: here()),
        ]), origin: here()))
    let message = contract.add(
      Shape(
        name: "ErrorMessage",
        kind: .structure([required("message", SimpleType.string.shapeID)]), origin: here()))
    let errors: [(String, Int, ErrorShape.Fault)] = [
      ("AccessDeniedException", 403, .client), ("InternalServerException", 500, .server),
      ("RequestTimeoutException", 408, .client), ("ResourceNotFoundException", 404, .client),
      ("ThrottlingException", 429, .client), ("ValidationException", 400, .client),
    ]
    for (name, status, fault) in errors {
      contract.errors.append(
        ErrorShape(
          name: name, status: status, statusOrigin: here(), fault: fault, shape: message,
          origin: here()))
    }
    var operation = Operation(
      name: "ListReferenceImportJobs",
      http: HTTPBinding(
        method: "POST", uri: URITemplate("/referencestore/{referenceStoreId}/importjobs"),
        origin: here(), statusOrigin: here()),
      input: input, output: output,
      errors: errors.map { ErrorReference(name: $0.0, origin: here()) },
      hostPrefix: "control-storage-",
      isReadonly: true, origin: here())
    func path(_ text: String) -> MemberPath { MemberPath(text) ?? MemberPath(steps: []) }
    operation.pagination = Pagination(
      input: path("nextToken"), output: path("nextToken"), limit: path("maxResults"),
      items: path("importJobs"), origin: here())
    func relation(
      _ subject: Relation.Subject, _ comparison: Relation.Comparison, _ operand: String
    ) -> Relation {
      Relation(
        subject: subject, comparison: comparison, operand: .input(path(operand)), origin: here())
    }
    operation.relations = [
      relation(.every(path("importJobs[].referenceStoreId")), .equals, "referenceStoreId"),
      relation(.every(path("importJobs[].status")), .equals, "filter.status"),
      relation(.every(path("importJobs[].creationTime")), .atLeast, "filter.createdAfter"),
      relation(.every(path("importJobs[].creationTime")), .atMost, "filter.createdBefore"),
      relation(.count(path("importJobs")), .atMost, "maxResults"),
    ]
    contract.operations = [operation]
    return contract
  }
}

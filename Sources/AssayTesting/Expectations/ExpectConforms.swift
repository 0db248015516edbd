public import Assay

/// Expects a response to conform to its contract, and records an issue for each violation.
///
/// ```swift
/// expectConforms(response, to: "ListReferenceImportJobs", of: contract)
/// ```
///
/// An issue names the rule, the value and the line of the contract, and shows the body with carets
/// under the value; secrets are masked. Warnings, such as a member that the contract does not know,
/// do not fail the test. What the response owes to its request is checked where both are given.
@discardableResult
public func expectConforms(
  _ response: HTTPResponse, to operation: String, of contract: Contract,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    Exchange(response: response), operation, Checkers.checker(for: contract),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects a response to conform to the contract of a checker, with the checker's options.
@discardableResult
public func expectConforms(
  _ response: HTTPResponse, to operation: String, of checker: Checker,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    Exchange(response: response), operation, Checkers.known(checker),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects a request and its response to conform; without a response, the request alone.
///
/// Where no operation is named, method and path tell it.
@discardableResult
public func expectConforms(
  _ request: HTTPRequest, _ response: HTTPResponse? = nil, to operation: String? = nil,
  of contract: Contract,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    Exchange(request: request, response: response), operation, Checkers.checker(for: contract),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects a request and its response to conform to the contract of a checker.
@discardableResult
public func expectConforms(
  _ request: HTTPRequest, _ response: HTTPResponse? = nil, to operation: String? = nil,
  of checker: Checker,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    Exchange(request: request, response: response), operation, Checkers.known(checker),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects an exchange to conform.
@discardableResult
public func expectConforms(
  _ exchange: Exchange, of contract: Contract,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    exchange, nil, Checkers.checker(for: contract),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects an exchange to conform to the contract of a checker.
@discardableResult
public func expectConforms(
  _ exchange: Exchange, of checker: Checker,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    exchange, nil, Checkers.known(checker),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects the body of a response to conform; headers are taken to be as they should.
@discardableResult
public func expectConforms(
  body: String, status: Int = 200, to operation: String, of contract: Contract,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    body: Array(body.utf8), status, operation, Checkers.checker(for: contract),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

/// Expects the body of a response to conform; headers are taken to be as they should.
@discardableResult
public func expectConforms(
  body: [UInt8], status: Int = 200, to operation: String, of contract: Contract,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) -> Verdict {
  expect(
    body: body, status, operation, Checkers.checker(for: contract),
    at: TestPlace(fileID: fileID, filePath: filePath, line: line, column: column))
}

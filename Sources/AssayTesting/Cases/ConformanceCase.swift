internal import Assay
public import AssayGenerate

#if canImport(Testing)
  public import Testing
#endif

/// A conformance case of a contract, as the argument of a test.
///
/// ```swift
/// @Test(arguments: contract.cases(for: "ListReferenceImportJobs"))
/// func server(keeps aCase: ConformanceCase) async throws {
///   expect(try await send(aCase.request), satisfies: aCase)
/// }
/// ```
///
/// The members of ``Case`` are members of this, too.
@dynamicMemberLookup
public struct ConformanceCase: Sendable, Identifiable, CustomStringConvertible {
  /// The case itself: bytes, subject, expectation.
  public let definition: Case
  /// The checker that judges what comes of it.
  let checker: Checker

  /// Name, stable across runs and versions: `ListReferenceImportJobs/query.nextToken/length/max+1`.
  public var id: String { definition.id }

  /// A member of the case.
  public subscript<Value>(dynamicMember path: KeyPath<Case, Value>) -> Value {
    definition[keyPath: path]
  }

  /// The request to send, exactly as it is. A response case has none where its answer is not judged
  /// by a request: this one is then empty.
  public var request: Case.Request {
    definition.request ?? Case.Request(method: [], target: [])
  }

  /// The identifier.
  public var description: String { definition.id }
}

// MARK: - Hashable

extension ConformanceCase: Hashable {
  /// Cases are equal when their definitions are.
  public static func == (left: ConformanceCase, right: ConformanceCase) -> Bool {
    left.definition == right.definition
  }

  /// Adds the identifier.
  public func hash(into hasher: inout Hasher) { hasher.combine(definition.id) }
}

#if canImport(Testing)
  // MARK: - Swift Testing

  extension ConformanceCase: CustomTestStringConvertible {
    /// The identifier, and what is expected: `…/length/max+1 (invalid)`.
    public var testDescription: String { "\(definition.id) (\(definition.expectation.name))" }
  }

  extension ConformanceCase: CustomTestArgumentEncodable {
    /// Writes the identifier: it tells a test case from all others, today and tomorrow.
    public func encodeTestArgument(to encoder: some Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(definition.id)
    }
  }
#endif

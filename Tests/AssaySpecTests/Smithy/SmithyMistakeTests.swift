import AssayModel
import AssaySpec
import AssayTestSupport
import Testing

/// Broken models: a diagnostic with its place for each mistake, and never a crash.
@Suite struct SmithyMistakeTests {
  struct Mistake: CustomTestStringConvertible, Sendable {
    /// Diagnostic that is expected.
    var id: String
    /// Text that stands where the diagnostic points to.
    var at: String
    /// Shapes of the model.
    var shapes: String
    /// Properties of the operation.
    var get = #""input": {"target": "test#GetInput"}"#
    /// Properties of the service.
    var service = ""
    var testDescription: String { "\(id) at \(at)" }
  }

  static func member(_ traits: String, target: String = "smithy.api#String") -> String {
    """
    "test#GetInput": {
      "type": "structure",
      "members": {"m": {"target": "\(target)", "traits": {\(traits)}}}
    }
    """
  }

  static let mistakes: [Mistake] = [
    // References that lead nowhere, or elsewhere.
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere\"", shapes: member("", target: "test#Nowhere")),
    Mistake(
      id: "smithy.reference", at: "\"smithy.api#Strng\"",
      shapes: member("", target: "smithy.api#Strng")),
    Mistake(id: "smithy.reference", at: "\"test#Get\"", shapes: member("", target: "test#Get")),
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere\"", shapes: member(""),
      get: #""input": {"target": "test#Nowhere"}"#),
    Mistake(
      id: "smithy.reference", at: "\"smithy.api#String\"", shapes: member(""),
      get: #""output": {"target": "smithy.api#String"}"#),
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere\"", shapes: member(""),
      get: #""errors": [{"target": "test#Nowhere"}]"#),
    Mistake(
      id: "smithy.error", at: "\"test#GetInput\"", shapes: member(""),
      get: #""errors": [{"target": "test#GetInput"}]"#),
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere\"", shapes: member(""),
      service: #""resources": [{"target": "test#Nowhere"}]"#),
    Mistake(
      id: "smithy.reference", at: "\"test#GetInput\"", shapes: member(""),
      service: #""resources": [{"target": "test#GetInput"}]"#),
    Mistake(
      id: "smithy.reference", at: "\"m\"",
      shapes: #""test#GetInput": {"type": "structure", "members": {"m": {}}}"#),
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere$m\"",
      shapes: member("") + #", "test#Nowhere$m": {"type": "apply", "traits": {}}"#),
    Mistake(
      id: "smithy.reference", at: "\"test#GetInput$x\"",
      shapes: member("") + #", "test#GetInput$x": {"type": "apply", "traits": {}}"#),
    // Mixins and resources.
    Mistake(
      id: "smithy.reference", at: "\"test#Nowhere\"",
      shapes: """
        "test#GetInput": {
          "type": "structure", "members": {}, "mixins": [{"target": "test#Nowhere"}]
        }
        """),
    Mistake(
      id: "smithy.mixin", at: "\"test#Plain\"",
      shapes: """
        "test#GetInput": {
          "type": "structure", "members": {}, "mixins": [{"target": "test#Plain"}]
        },
        "test#Plain": {"type": "structure", "members": {}}
        """),
    Mistake(
      id: "smithy.cycle", at: "\"test#GetInput\"",
      shapes: """
        "test#GetInput": {
          "type": "structure", "members": {}, "mixins": [{"target": "test#Other"}],
          "traits": {"smithy.api#mixin": {}}
        },
        "test#Other": {
          "type": "structure", "members": {}, "mixins": [{"target": "test#GetInput"}],
          "traits": {"smithy.api#mixin": {}}
        }
        """),
    Mistake(
      id: "smithy.cycle", at: "\"test#Inner\"",
      shapes: member("") + """
        , "test#Outer": {"type": "resource", "resources": [{"target": "test#Inner"}]},
        "test#Inner": {"type": "resource", "resources": [{"target": "test#Inner"}]}
        """, service: #""resources": [{"target": "test#Outer"}]"#),
    Mistake(
      id: "smithy.cycle", at: "\"test#Own\"",
      shapes: member("", target: "test#Own") + """
        , "test#Own": {
          "type": "list",
          "member": {"target": "test#Own", "traits": {"smithy.api#length": {"max": 1}}},
          "traits": {"smithy.api#length": {"max": 2}}
        }
        """),
    // Values of traits.
    Mistake(
      id: "smithy.traitValue", at: "\"x\"", shapes: member(#""smithy.api#length": {"min": "x"}"#)),
    Mistake(
      id: "smithy.traitValue", at: "-1", shapes: member(#""smithy.api#length": {"max": -1}"#)),
    Mistake(
      id: "smithy.traitValue", at: "99999999999999999999",
      shapes: member(#""smithy.api#length": {"max": 99999999999999999999}"#)),
    Mistake(id: "smithy.traitValue", at: "{}", shapes: member(#""smithy.api#length": {}"#)),
    Mistake(id: "smithy.traitValue", at: "[", shapes: member(#""smithy.api#range": []"#)),
    Mistake(
      id: "smithy.inverted", at: "9",
      shapes: member(#""smithy.api#length": {"min": 9, "max": 1}"#)),
    Mistake(id: "smithy.traitValue", at: "7", shapes: member(#""smithy.api#pattern": 7"#)),
    Mistake(
      id: "smithy.traitValue", at: "\"iso\"",
      shapes: member(#""smithy.api#timestampFormat": "iso""#, target: "smithy.api#Timestamp")),
    Mistake(id: "smithy.traitValue", at: "true", shapes: member(#""smithy.api#required": true"#)),
    Mistake(id: "smithy.traitValue", at: "{}", shapes: member(#""smithy.api#httpHeader": {}"#)),
    Mistake(id: "smithy.traitValue", at: "[]", shapes: member(#""smithy.api#enum": []"#)),
    Mistake(
      id: "smithy.traitValue", at: "{\"name\"",
      shapes: member(#""smithy.api#enum": [{"name": "X"}]"#)),
    Mistake(
      id: "smithy.enumValue", at: "\"LOW\"",
      shapes: member("", target: "test#Level")
        + #", "test#Level": {"type": "intEnum", "members": {"LOW": {"target": "test#U"}}}"#
    ),
    Mistake(
      id: "smithy.traitValue", at: "\"1\"",
      shapes: member("", target: "test#Level") + """
        , "test#Level": {"type": "intEnum", "members": {
          "LOW": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "1"}}
        }}
        """),
    Mistake(
      id: "smithy.traitValue", at: "\"mine\"",
      shapes: member("") + """
        , "test#Bad": {
          "type": "structure", "members": {}, "traits": {"smithy.api#error": "mine"}
        }
        """, get: #""errors": [{"target": "test#Bad"}]"#),
    Mistake(
      id: "smithy.traitValue", at: "4000",
      shapes: member("") + """
        , "test#Bad": {
          "type": "structure", "members": {},
          "traits": {"smithy.api#error": "client", "smithy.api#httpError": 4000}
        }
        """, get: #""errors": [{"target": "test#Bad"}]"#),
    // The form of the syntax tree.
    Mistake(
      id: "smithy.type", at: "\"strcture\"",
      shapes: #""test#GetInput": {"type": "strcture"}"#),
    Mistake(id: "smithy.type", at: "\"test#GetInput\"", shapes: #""test#GetInput": {}"#),
    Mistake(
      id: "smithy.shapeID", at: "\"GetInput\"",
      shapes: #""GetInput": {"type": "structure"}"#),
    Mistake(id: "smithy.kind", at: "[]", shapes: #""test#GetInput": []"#),
    Mistake(
      id: "smithy.kind", at: "[]",
      shapes: #""test#GetInput": {"type": "structure", "members": []}"#),
    Mistake(
      id: "smithy.kind", at: "7",
      shapes: #""test#GetInput": {"type": "structure", "members": {"m": {"target": 7}}}"#),
    Mistake(id: "smithy.kind", at: "7", shapes: member(""), get: #""input": 7"#),
    Mistake(id: "smithy.kind", at: "7", shapes: member(""), service: #""resources": 7"#),
    Mistake(
      id: "smithy.member", at: "\"test#L\"",
      shapes: member("", target: "test#L") + #", "test#L": {"type": "list"}"#),
    Mistake(
      id: "smithy.unknownKey", at: "\"memebrs\"",
      shapes: #""test#GetInput": {"type": "structure", "memebrs": {}}"#),
  ]

  @Test(arguments: mistakes) func mistakesAreReportedAtTheirPlaces(_ mistake: Mistake) throws {
    let model = SmithyModelText(service: mistake.service, get: mistake.get, mistake.shapes)
    let result = model.load()
    let lines = model.text.split(separator: "\n", omittingEmptySubsequences: false)
    let found = result.diagnostics.filter { diagnostic in
      guard diagnostic.id == mistake.id, diagnostic.origin.isKnown,
        Int(diagnostic.origin.line) <= lines.count
      else { return false }
      let line = lines[Int(diagnostic.origin.line) - 1]
      return line.utf8.dropFirst(Int(diagnostic.origin.column) - 1)
        .starts(with: mistake.at.utf8)
    }
    let all = result.diagnostics.map {
      "\($0.id) \($0.origin.line):\($0.origin.column) \($0.message)"
    }
    #expect(!found.isEmpty, "\(all)")
    let isError = found.first?.severity == .error
    #expect(isError == (result.contract == nil))
  }

  @Test func anOperationNeedsItsHttpTrait() {
    let model = SmithyModelText(
      text: """
        {
          "smithy": "2.0",
          "shapes": {
            "test#S": {
              "type": "service", "operations": [{"target": "test#Get"}],
              "traits": {"aws.protocols#restJson1": {}}
            },
            "test#Get": {"type": "operation"}
          }
        }
        """)
    #expect(model.load().diagnostics.map(\.id) == ["smithy.http"])
  }

  @Test func aModelWithoutServiceIsAnError() {
    let model = SmithyModelText(text: #"{"smithy": "2.0", "shapes": {}}"#)
    #expect(model.load().diagnostics.map(\.id) == ["smithy.service"])
  }

  // MARK: - Whatever stands in the file

  /// Every prefix of a model: an error with its place, never a trap.
  @Test func halfAModelIsAnError() {
    let text = Array(SmithyConstraintTests.model.text.utf8)
    for length in stride(from: 1, to: text.count - 2, by: 7) {
      let result = SpecLoader.load([
        SourceFile(path: "half.json", bytes: Array(text.prefix(length)))
      ])
      #expect(result.contract == nil)
      #expect(result.diagnostics.contains { $0.severity == .error })
    }
  }

  /// Any value in place of any other: diagnostics or a contract, never a trap.
  @Test func anyValueMayStandAnywhere() throws {
    let seed: UInt64 = 20_241_105
    var random = RandomSource(seed: seed)
    let models = [
      SmithyShapeTests.types, SmithyConstraintTests.model, SmithyBindingTests.model(),
      SmithyServiceTests.errors, SmithyServiceTests.several, SmithyVersionTests.model,
    ]
    let wrong = ["null", "7", "\"test#Get\"", "[]", "{}", "[{\"target\": 1}]", "true", "\"\""]
    for model in models {
      var sink = DiagnosticSink()
      let source = SourceFile(path: "model.json", bytes: Array(model.text.utf8))
      let root = try #require(DocumentReader.read(source, file: 0, diagnostics: &sink)).root
      for round in 0..<300 {
        var left = random.below(Self.count(root))
        let value = wrong[random.below(wrong.count)]
        let text = Self.text(root, replacing: &left, with: value)
        let result = SmithyModelText(text: text).load()
        #expect(
          result.contract != nil || result.diagnostics.contains { $0.severity == .error },
          "seed \(seed), round \(round): \(text)")
      }
    }
  }

  private static func count(_ node: Node) -> Int {
    switch node.kind {
    case .sequence(let items): 1 + items.reduce(0) { $0 + count($1) }
    case .mapping(let mapping): 1 + mapping.entries.reduce(0) { $0 + count($1.value) }
    default: 1
    }
  }

  /// The JSON of a tree with the node of a number, counted in order, replaced.
  private static func text(_ node: Node, replacing left: inout Int, with value: String) -> String {
    left -= 1
    if left == -1 { return value }
    switch node.kind {
    case .sequence(let items):
      return "[" + items.map { text($0, replacing: &left, with: value) }.joined(separator: ",")
        + "]"
    case .mapping(let mapping):
      let entries = mapping.entries.map {
        Node(kind: .string($0.key)).jsonText + ":" + text($0.value, replacing: &left, with: value)
      }
      return "{" + entries.joined(separator: ",") + "}"
    default: return node.jsonText
    }
  }
}

/// Models that are short and ask for much.
@Suite struct SmithyBoundsTests {
  @Test(.timeLimit(.minutes(1))) func overridingALongEnumerationOftenIsCheap() {
    let values = (0..<3_000).map { #"{"value": "v\#($0)"}"# }.joined(separator: ",")
    let members = (0..<3_000).map {
      #""m\#($0)": {"target": "test#E", "traits": {"smithy.api#length": {"max": 9}}}"#
    }.joined(separator: ",")
    let model = SmithyModelText(
      """
      "test#GetInput": {"type": "structure", "members": {\(members)}},
      "test#E": {
        "type": "string",
        "traits": {"smithy.api#enum": [\(values)], "smithy.api#length": {"max": 8}}
      }
      """)
    #expect((try? model.contract().shape("GetInput").members.count) == 3_000)
  }

  @Test(.timeLimit(.minutes(1))) func manyShapesOfOneNameAreToldApart() throws {
    let count = 20_000
    let shapes = (0..<count).map { #""test#S\#($0)": {"type": "string"}"# }.joined(separator: ",")
    let renames = (0..<count).map { #""test#S\#($0)": "Same""# }.joined(separator: ",")
    let members = (0..<count).map { #""m\#($0)": {"target": "test#S\#($0)"}"# }
      .joined(separator: ",")
    let model = SmithyModelText(
      service: "\"rename\": {\(renames)}",
      "\"test#GetInput\": {\"type\": \"structure\", \"members\": {\(members)}}, \(shapes)")
    let names = try model.contract().shapes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}

import AssayGenerate
import AssayModel
import Testing

/// What is left when a value that breaks a rule is shrunk: the plainest one that does.
@Suite("Shrinking")
struct ShrinkerTests {
  /// Values of a shape.
  struct Values {
    let generator: ValueGenerator
    let shape: ShapeID

    init(_ yaml: String) {
      let contract = Samples.native(
        """
        assay: 1
        service: Test
        protocol: restJson1
        operations:
          Op:
            http: { method: POST, uri: /op }
            input: In
        shapes:
          \(yaml.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  "))
          In: { members: { value: { type: T } } }
        """)
      let index = contract.shapes.firstIndex { $0.name == "T" } ?? 0
      shape = ShapeID(index)
      generator = ValueGenerator(contract, shapes: [shape])
    }

    func value(_ choices: ChoiceSequence) -> JSONValue? {
      var source = ChoiceSource(replaying: choices)
      return generator.value(of: shape, &source)
    }

    /// Shrinks the first random value that fails.
    func smallest(_ fails: (JSONValue) -> Bool) -> (value: String?, tries: Int) {
      for seed in 0..<20_000 as Range<UInt64> {
        var source = ChoiceSource(seed: seed)
        guard let value = generator.value(of: shape, &source), fails(value) else { continue }
        var shrinker = Shrinker(source.sequence)
        while let candidate = shrinker.candidate() {
          shrinker.report(stillFails: self.value(candidate).map(fails) ?? false)
        }
        return (
          self.value(shrinker.best).map { String(decoding: $0.json, as: UTF8.self) }, shrinker.tries
        )
      }
      return (nil, 0)
    }
  }

  @Test("an integer ends at the bound")
  func integer() {
    let values = Values("T: { type: integer, range: 0..1000000 }")
    let found = values.smallest { value in
      if case .number(let text) = value { Int(text) ?? 0 >= 57 } else { false }
    }
    #expect(found.value == "57")
  }

  @Test("a list keeps as many items as it takes, the plainest ones")
  func list() {
    let values = Values("T: { list: { type: integer, range: 0..100 } }")
    let found = values.smallest { value in
      if case .array(let items) = value { items.count >= 3 } else { false }
    }
    #expect(found.value == "[0,0,0]")
  }

  @Test("what does not matter goes away")
  func member() {
    let values = Values(
      """
      T:
        members:
          a: { type: string, length: 1..20 }
          b: { type: integer, range: 0..9 }
          c: { type: boolean }
          d: { list: { type: string, length: 1..5 } }
      """)
    let found = values.smallest { $0["c"] == .boolean(true) }
    #expect(found.value == #"{"c":true}"#)
  }

  @Test("one character is left, and the plainest of its kind")
  func string() {
    let values = Values(#"T: { type: string, length: 1..100, pattern: '[\p{L}\p{N} ]+' }"#)
    let found = values.smallest { value in
      if case .string(let text) = value {
        text.unicodeScalars.contains { $0.value >= 0x80 }
      } else {
        false
      }
    }
    // The first letter of the class beyond ASCII.
    #expect(found.value == "\"\u{AA}\"")
  }

  @Test("two members that fail together stay together")
  func pair() {
    let values = Values(
      """
      T:
        members:
          a: { type: integer, range: 0..1000 }
          b: { type: integer, range: 0..1000 }
          c: { type: string }
      """)
    let found = values.smallest { value in
      guard case .number(let a)? = value["a"], case .number(let b)? = value["b"] else {
        return false
      }
      return (Int(a) ?? 0) + (Int(b) ?? 0) >= 10
    }
    #expect(found.value == #"{"a":0,"b":10}"# || found.value == #"{"a":10,"b":0}"#)
    #expect(found.tries < 1000)
  }

  @Test("sequences are read as they are written")
  func texts() {
    let sequence = ChoiceSequence([3, 0, 18_446_744_073_709_551_615])
    #expect(sequence.description == "3.0.18446744073709551615")
    #expect(ChoiceSequence(sequence.description) == sequence)
    #expect(ChoiceSequence("3..1") == nil)
    #expect(ChoiceSequence("") == ChoiceSequence())
  }
}

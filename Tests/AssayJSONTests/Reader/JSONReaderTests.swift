import AssayJSON
import AssayTestSupport
import Testing

@Suite struct JSONReaderTests {
  /// Runs a reader over a text.
  private func read<Result>(
    _ text: String, depthLimit: Int = 512, _ body: (inout JSONReader) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    let bytes = Array(text.utf8)
    let buffer = IndexBuffer()
    var outcome: Swift.Result<Result, JSONError>?
    unsafe bytes.withUnsafeBufferPointer { text in
      var reader = unsafe JSONReader(text, buffer: buffer, depthLimit: depthLimit)
      do throws(JSONError) {
        outcome = .success(try body(&reader))
      } catch {
        outcome = .failure(error)
      }
    }
    switch outcome {
    case .success(let result): return result
    case .failure(let error): throw error
    case nil: throw JSONError(.expectedValue, at: -1)
    }
  }

  /// The error of skipping a whole text.
  private func failure(_ text: String, depthLimit: Int = 512) -> JSONError? {
    do throws(JSONError) {
      try read(text, depthLimit: depthLimit) { (reader) throws(JSONError) in
        try reader.skipValue()
        try reader.end()
      }
      return nil
    } catch {
      return error
    }
  }

  @Test("an object is read member by member")
  func object() throws {
    let text = #" { "a" : [ 1 , -2.5 , "x\ny" ] , "\u0062":true,"c":null , "d" : { } } "#
    try read(text) { (reader) throws(JSONError) in
      var names: [String] = []
      var more = try reader.openObject()
      while more {
        let name = try reader.name()
        var plain: [UInt8] = []
        reader.append(name, to: &plain)
        names.append(String(decoding: plain, as: UTF8.self))
        if reader.isName(name, "a") {
          #expect(try reader.openArray())
          #expect(try reader.number().integer == 1)
          #expect(try reader.nextElement())
          #expect(try reader.number().isFractional)
          #expect(try reader.nextElement())
          var out: [UInt8] = []
          try reader.string(into: &out)
          #expect(out == Array("x\ny".utf8))
          #expect(try !reader.nextElement())
        } else if reader.isName(name, "b") {
          #expect(try reader.literal() == true)
        } else if reader.isName(name, "c") {
          #expect(try reader.kind() == .null)
          #expect(try reader.literal() == nil)
        } else {
          #expect(try !reader.openObject())
        }
        more = try reader.nextMember()
      }
      #expect(names == ["a", "b", "c", "d"])
      #expect(reader.depth == 0)
      try reader.end()
    }
  }

  @Test("a lone surrogate keeps its three bytes, and bytes that are not UTF-8 stay")
  func broken() throws {
    let out = try read(#""a\uD800b""#) { (reader) throws(JSONError) in
      var out: [UInt8] = []
      try reader.string(into: &out)
      return out
    }
    #expect(out == [0x61, 0xED, 0xA0, 0x80, 0x62])
    let buffer = IndexBuffer()
    unsafe ([0x22, 0xFF, 0xC0, 0x22] as [UInt8]).withUnsafeBufferPointer { text in
      var reader = unsafe JSONReader(text, buffer: buffer)
      var out: [UInt8] = []
      #expect(throws: Never.self) { try reader.string(into: &out) }
      #expect(out == [0xFF, 0xC0])
    }
  }

  @Test(
    "an error has the place and says what was expected",
    arguments: [
      ("", 0, .unexpectedEnd), ("  ", 2, .unexpectedEnd), ("}", 0, .expectedValue),
      ("[1 2]", 3, .expectedCommaOrBracket), ("[1,]", 3, .expectedValue),
      ("[1", 2, .unexpectedEnd), (#"{"a" 1}"#, 5, .expectedColon), ("{a:1}", 1, .expectedName),
      (#"{"a":1,}"#, 7, .expectedName), (#"{"a":1 "b"}"#, 7, .expectedCommaOrBrace),
      (#"{"a":1]"#, 6, .expectedCommaOrBrace), ("[1}", 2, .expectedCommaOrBracket),
      ("1 2", 2, .expectedEnd), ("01", 1, .brokenNumber), ("-", 1, .unexpectedEnd),
      ("1.x", 2, .brokenNumber), ("trub", 3, .brokenLiteral), ("nul", 3, .unexpectedEnd),
      ("falsy", 4, .brokenLiteral), (#""a"#, 2, .unexpectedEnd), (#""a\"#, 3, .unexpectedEnd),
      (#""\u12"#, 5, .unexpectedEnd), (#""\u12x4""#, 5, .brokenEscape),
      (#""\q""#, 2, .brokenEscape),
      ("\"a\nb\"", 2, .controlCharacter),
    ] as [(String, Int, JSONError.Problem)])
  func errors(_ text: String, _ offset: Int, _ problem: JSONError.Problem) {
    #expect(failure(text) == JSONError(problem, at: offset))
  }

  @Test("strings that are read have the errors of strings that are skipped")
  func stringErrors() {
    for text in [#""a"#, #""a\"#, #""\u12"#, #""\u12x4""#, #""\q""#, "\"a\nb\"", #""a\uD800\u1"#] {
      do throws(JSONError) {
        try read(text) { (reader) throws(JSONError) in
          var out: [UInt8] = []
          try reader.string(into: &out)
        }
        Issue.record("read: \(text)")
      } catch {
        #expect(failure(text) == error)
      }
    }
  }

  @Test("nesting ends at its limit, and skipping does not recurse")
  func depth() {
    #expect(failure(String(repeating: "[", count: 100_000)) == JSONError(.tooDeep, at: 512))
    #expect(failure(String(repeating: #"{"a":"#, count: 100_000)) == JSONError(.tooDeep, at: 2560))
    for depth in [1, 63, 64, 65, 128, 500, 512] {
      let open = (0..<depth).map { $0 % 3 == 0 ? "[" : #"{"a":"# }
      let close = (0..<depth).reversed().map { $0 % 3 == 0 ? "]" : "}" }
      let text = open.joined() + "1" + close.joined()
      #expect(failure(text) == nil, "depth \(depth)")
      #expect(failure(text, depthLimit: depth - 1)?.problem == .tooDeep)
      #expect(failure(open.joined() + "1" + close.joined().dropLast())?.problem == .unexpectedEnd)
    }
    #expect(failure("[]", depthLimit: 0) == JSONError(.tooDeep, at: 0))
  }

  @Test("no text is read too far, whatever it is", arguments: ScanLevelTests.levels)
  func mutations(_ level: IndexBuffer.Level) throws {
    let buffer = try #require(IndexBuffer(level: level))
    let structure = try #require(StructureScan(level: level) ?? StructureScan(level: .portable))
    let seed = #"{"a":[1,-2.5e+3,"\ud83d\ude00\n",true,false,null,{"b":{}}],"c":"plain text"}"#
    var random = RandomSource(seed: 51)
    for _ in 0..<4_000 {
      var bytes = Array(seed.utf8)
      for _ in 0..<random.int(0...3) {
        let place = random.below(bytes.count)
        switch random.below(3) {
        case 0: bytes[place] = UInt8(random.below(256))
        case 1: bytes.removeSubrange(place...)
        default: bytes.insert(random.pick(Array("{}[]\",:\\u0e-".utf8)), at: place)
        }
        if bytes.isEmpty { break }
      }
      let fence = try #require(FencedBytes(capacity: bytes.count))
      let text = unsafe UnsafeBufferPointer(fence.place(bytes))
      var reader = unsafe JSONReader(text, buffer: buffer, structure: structure)
      do throws(JSONError) {
        try reader.skipValue()
        try reader.end()
        #expect(SlowJSON.accepts(bytes), "\(String(decoding: bytes, as: UTF8.self))")
      } catch {
        #expect(!SlowJSON.accepts(bytes), "\(String(decoding: bytes, as: UTF8.self))")
        #expect(error.offset <= bytes.count)
      }
    }
  }
}

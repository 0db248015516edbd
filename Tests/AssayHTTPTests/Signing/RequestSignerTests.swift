import AssayGenerate
import AssayHTTP
import Testing

/// AWS's signing test suite (`aws-signing-test-suite/v4`): requests as they stand there, and the
/// signatures that must come out.
@Suite("Signature Version 4") struct RequestSignerTests {
  struct Example: Sendable, CustomStringConvertible {
    var name: String
    var method = "GET"
    var target: String
    var headers: [Case.Field] = []
    var body: String?
    var token: String?
    var normalizes = true
    var signature: String
    var description: String { name }
  }

  private static let unreserved =
    "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
  private static let vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"

  static let examples: [Example] = [
    Example(name: "get-vanilla", target: "/", signature: vanilla),
    Example(
      name: "get-vanilla-with-session-token", target: "/",
      token: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
      signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
    Example(
      name: "get-unreserved", target: "/\(unreserved)",
      signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
    Example(
      name: "get-utf8", target: "/\u{1234}",
      signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    Example(
      name: "get-space", target: "/example space/",
      signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
    Example(
      name: "get-vanilla-query-order-encoded",
      target: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
      signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"),
    Example(
      name: "get-vanilla-query-order-key-case", target: "/?Param2=value2&Param1=value1",
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
    Example(
      name: "get-vanilla-query-unreserved", target: "/?\(unreserved)=\(unreserved)",
      signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
    Example(
      name: "get-vanilla-utf8-query", target: "/?\u{1234}=bar",
      signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
    Example(
      name: "get-vanilla-empty-query-key", target: "/?Param1=value1",
      signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
    Example(
      name: "get-header-value-trim", target: "/",
      headers: [
        Case.Field("My-Header1", " value1"), Case.Field("My-Header2", " \"a   b   c\""),
      ],
      signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
    Example(
      name: "get-header-key-duplicate", target: "/",
      headers: ["value2", "value2", "value1"].map { Case.Field("My-Header1", $0) },
      signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
    Example(
      name: "get-header-value-order", target: "/",
      headers: ["value4", "value1", "value3", "value2"].map { Case.Field("My-Header1", $0) },
      signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"),
    Example(
      name: "get-relative-normalized", target: "/example/..", signature: vanilla),
    Example(
      name: "get-relative-unnormalized", target: "/example/..", normalizes: false,
      signature: "eca7ead57bb5aa5c8e28007acd4ff04e1ff9a0ff3b237ec1554a184887ff9282"),
    Example(
      name: "get-slashes-unnormalized", target: "//example//", normalizes: false,
      signature: "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5"),
    Example(
      name: "post-vanilla-query", method: "POST", target: "/?Param1=value1",
      signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"),
    Example(
      name: "post-header-key-sort", method: "POST", target: "/",
      headers: [Case.Field("My-Header1", "value1")],
      signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"),
    Example(
      name: "post-x-www-form-urlencoded", method: "POST", target: "/",
      headers: [
        Case.Field("Content-Type", "application/x-www-form-urlencoded"),
        Case.Field("Content-Length", "13"),
        Case.Field(
          "x-amz-content-sha256",
          "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e"),
      ], body: "Param1=value1",
      signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"),
  ]

  @Test("AWS's published examples", arguments: examples) func published(example: Example) {
    let credentials = AWSCredentials(
      accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      sessionToken: example.token)
    var signer = RequestSigner(credentials, region: "us-east-1", service: "service")
    signer.normalizesPath = example.normalizes
    let request = Case.Request(
      method: Array(example.method.utf8), target: Array(example.target.utf8),
      headers: example.headers, body: example.body.map { Array($0.utf8) })
    let fields = signer.sign(
      request, headers: [Case.Field("Host", "example.amazonaws.com")] + example.headers,
      at: SigningTime(stamp: "20150830T123600Z"))
    let found = fields.last.map { String(decoding: $0.value, as: UTF8.self) } ?? ""
    #expect(found.hasSuffix("Signature=\(example.signature)"), "\(found)")
    #expect(
      found.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
          + "SignedHeaders="))
  }

  @Test("moments are written in UTC") func times() {
    #expect(SigningTime(seconds: 0).stamp == "19700101T000000Z")
    #expect(SigningTime(seconds: 1_440_938_160).stamp == "20150830T123600Z")
    #expect(SigningTime(seconds: 951_782_399).stamp == "20000228T235959Z")
    #expect(SigningTime(seconds: 951_782_400).stamp == "20000229T000000Z")
    #expect(SigningTime(seconds: 4_107_542_399).stamp == "21000228T235959Z")
    #expect(SigningTime(seconds: 4_107_542_400).stamp == "21000301T000000Z")
  }

  @Test("credentials come from the environment, and are not shown") func credentials() {
    let values = ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "s3cret"]
    let found = AWSCredentials { values[$0] }
    #expect(found == AWSCredentials(accessKey: "AK", secretKey: "s3cret"))
    #expect(found.map { "\($0)" } == "AK")
    #expect(AWSCredentials { $0 == "AWS_ACCESS_KEY_ID" ? "AK" : nil } == nil)
  }
}

import AssayHTTP
import Testing

@Suite("Endpoints") struct EndpointTests {
  @Test("an endpoint is plain HTTP unless it is said") func plain() {
    #expect(!Endpoint(host: "localhost", port: 80).isTLS)
  }

  @Test("URLs are read, and written as a person writes them") func urls() throws {
    let plain = try Endpoint(url: "http://localhost:8080/")
    #expect(plain == Endpoint(host: "localhost", port: 8080))
    let secure = try Endpoint(url: "HTTPS://[::1]/v1//")
    #expect(secure == Endpoint(isTLS: true, host: "::1", port: 443, basePath: "/v1"))
    #expect(secure.authority == "[::1]")
    #expect(secure.url == "https://[::1]/v1")
    #expect(try Endpoint(url: "http://a:80").authority == "a")
    #expect(try Endpoint(url: "https://a:80").authority == "a:80")
  }

  @Test(
    "what is no address of a server",
    arguments: [
      "", "localhost", "localhost:80", "ftp://a", "http://", "http://:80", "http://a:0",
      "http://a:65536", "http://a:b", "http://a?x", "http://a/#x", "http://u@a", "http://[::1",
      "http://a b", "http://a:-1", "://a",
    ])
  func mistakes(url: String) {
    #expect(throws: Endpoint.AddressError.self) { try Endpoint(url: url) }
  }
}

import AssayHTTP
import Testing

@Suite("Endpoints") struct EndpointTests {
  @Test("an endpoint is plain HTTP unless it is said") func plain() {
    #expect(!Endpoint(host: "localhost", port: 80).isTLS)
  }
}

package import AssayGenerate

extension CurlCommand {
  /// The line that sends a request as a run did; values of secrets are left to variables of the
  /// shell, or out. A field of the request's own goes before one that is for every request.
  package init(
    _ request: Case.Request, to endpoint: Endpoint, extra: [Case.Field] = [],
    signer: RequestSigner? = nil, authorities: String? = nil
  ) {
    var all = request
    all.headers += extra.filter { field in
      !request.headers.contains { ASCII.isSame($0.name, field.name) }
    }
    self.init(all, to: .address(endpoint.origin, path: endpoint.basePath))
    hidesSecrets = true
    self.authorities = authorities
    signing = signer.map {
      Signing(
        region: $0.region, service: $0.service, hasToken: $0.credentials.sessionToken != nil)
    }
  }

  init(_ request: Case.Request, by courier: Courier) {
    self.init(
      request, to: courier.client.endpoint, extra: courier.options.headers,
      signer: courier.options.signer, authorities: courier.options.client.trust.authorities)
  }
}

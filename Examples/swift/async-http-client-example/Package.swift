// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "async-http-client-example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: "../../..", traits: ["AsyncHTTPClient"]),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
  ],
  targets: [
    .testTarget(
      name: "AsyncHTTPClientExample",
      dependencies: [
        .product(name: "Assay", package: "assay"),
        .product(name: "AssayTesting", package: "assay"),
        .product(name: "AssayAsyncHTTPClient", package: "assay"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
      ],
      path: "Tests")
  ])

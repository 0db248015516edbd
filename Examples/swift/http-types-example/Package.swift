// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "http-types-example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: "../../..", traits: ["HTTPTypes"]),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
  ],
  targets: [
    .testTarget(
      name: "HTTPTypesExample",
      dependencies: [
        .product(name: "Assay", package: "assay"),
        .product(name: "AssayTesting", package: "assay"),
        .product(name: "AssayHTTPTypes", package: "assay"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "Tests")
  ])

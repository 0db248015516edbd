// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "hummingbird-example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: "../../..", traits: ["Hummingbird"]),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
  ],
  targets: [
    .testTarget(
      name: "HummingbirdExample",
      dependencies: [
        .product(name: "Assay", package: "assay"),
        .product(name: "AssayTesting", package: "assay"),
        .product(name: "AssayHummingbird", package: "assay"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      path: "Tests")
  ])

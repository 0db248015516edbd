// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "urlsession-example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "assay", path: "../../..", traits: [])
  ],
  targets: [
    .testTarget(
      name: "URLSessionExample",
      dependencies: [
        .product(name: "Assay", package: "assay"),
        .product(name: "AssayTesting", package: "assay"),
        .product(name: "AssayURLSession", package: "assay"),
      ],
      path: "Tests")
  ])

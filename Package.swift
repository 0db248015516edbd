// swift-tools-version: 6.2
import PackageDescription

// What only those need who open sockets: who does not, writes `traits: []`, and fetches none of it.
let network: TargetDependencyCondition? = .when(traits: ["Network"])

let package = Package(
  name: "assay",
  products: [
    .library(name: "Assay", targets: ["Assay"]),
    .library(name: "AssayTesting", targets: ["AssayTesting"]),
    .library(name: "AssayTestingServer", targets: ["AssayTestingServer"]),
    // Messages of other libraries as Assay's; but for the second, each needs the trait of its name.
    .library(name: "AssayHTTPTypes", targets: ["AssayHTTPTypes"]),
    .library(name: "AssayURLSession", targets: ["AssayURLSession"]),
    .library(name: "AssayAsyncHTTPClient", targets: ["AssayAsyncHTTPClient"]),
    .library(name: "AssayHummingbird", targets: ["AssayHummingbird"]),
    .executable(name: "assay", targets: ["AssayMain"]),
  ],
  // Nobody fetches or builds what they do not use: without its trait, a target is empty.
  traits: [
    .trait(name: "Network", description: "What opens sockets: the program, servers for tests"),
    .default(enabledTraits: ["Network"]),
    .trait(name: "HTTPTypes", description: "AssayHTTPTypes, for swift-http-types"),
    .trait(name: "AsyncHTTPClient", description: "AssayAsyncHTTPClient, for async-http-client"),
    .trait(
      name: "Hummingbird", description: "AssayHummingbird, for Hummingbird's test client",
      enabledTraits: ["HTTPTypes"]),
  ],
  dependencies: [
    // YAML with a mark (line, column) on every node.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The command line: parsing, help, completion scripts.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Sockets, for servers that are tested and clients that are fuzzed; TLS for both.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    // SHA-256 and HMAC, for AWS's signatures.
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    // Running the client that is fuzzed.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    // What other projects' tests hold in hand; see the traits.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.5.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.16.0"),
  ],
  targets: [
    // MARK: Vocabulary
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "CAssayScan"),
    .target(name: "AssayPattern", dependencies: ["CPCRE2"]),
    .target(name: "AssayJSON", dependencies: ["CAssaySystem", "CAssayScan"]),
    .target(name: "AssayModel"),

    // MARK: Core
    .target(
      name: "AssayEngine",
      dependencies: ["AssayModel", "AssayJSON", "AssayPattern", "CAssayScan"]),
    .target(
      name: "AssayGenerate", dependencies: ["AssayModel", "AssayJSON", "AssayPattern"]),

    // MARK: Edges
    .target(name: "CAssaySystem"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "AssaySpec",
      dependencies: ["AssayModel", "AssayJSON", "AssayPattern", "CZlib", "Yams"]),
    .target(
      name: "AssayTraffic", dependencies: ["AssayModel", "AssayJSON", "CAssaySystem", "CZlib"]),
    .target(name: "AssayReport", dependencies: ["AssayModel", "AssayJSON"]),
    .target(
      name: "AssayHTTP",
      dependencies: [
        "AssayModel", "AssayJSON", "AssayEngine", "AssayGenerate", "AssayTraffic",
        .product(name: "NIOCore", package: "swift-nio", condition: network),
        .product(name: "NIOPosix", package: "swift-nio", condition: network),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: network),
        .product(name: "Crypto", package: "swift-crypto", condition: network),
        .product(name: "Subprocess", package: "swift-subprocess", condition: network),
      ]),

    // MARK: Compose
    .target(
      name: "Assay",
      dependencies: [
        "AssayModel", "AssayJSON", "AssayPattern", "AssayEngine", "AssayGenerate", "AssaySpec",
        "AssayTraffic", "AssayReport",
      ]),

    .target(
      name: "AssayTesting",
      dependencies: [
        "Assay", "AssayModel", "AssayJSON", "AssayGenerate", "AssaySpec", "AssayReport",
      ]),

    .target(
      name: "AssayTestingServer",
      dependencies: [
        "Assay", "AssayTesting", "AssayHTTP", "AssayModel", "AssayEngine", "AssayGenerate",
      ]),

    // MARK: Adapters
    .target(
      name: "AssayHTTPTypes",
      dependencies: [
        "AssayModel", "AssayGenerate",
        .product(
          name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["HTTPTypes"])),
      ]),
    .target(name: "AssayURLSession", dependencies: ["AssayModel", "AssayGenerate"]),
    .target(
      name: "AssayAsyncHTTPClient",
      dependencies: [
        "AssayModel", "AssayGenerate",
        .product(
          name: "AsyncHTTPClient", package: "async-http-client",
          condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOCore", package: "swift-nio", condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["AsyncHTTPClient"])),
      ]),
    .target(
      name: "AssayHummingbird",
      dependencies: [
        "AssayHTTPTypes", "AssayModel", "AssayGenerate",
        .product(
          name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Hummingbird"])),
        .product(
          name: "HummingbirdTesting", package: "hummingbird",
          condition: .when(traits: ["Hummingbird"])),
        .product(
          name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Hummingbird"])),
      ]),

    // MARK: Main
    .target(
      name: "AssayCLI",
      dependencies: [
        "Assay", "AssayModel", "AssayJSON", "AssayPattern", "AssayEngine", "AssayGenerate",
        "AssaySpec", "AssayTraffic", "AssayReport", "AssayHTTP", "CAssaySystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser", condition: network),
      ]),
    .executableTarget(name: "AssayMain", dependencies: ["AssayCLI"]),

    // MARK: Measuring
    .target(name: "CAllocations", path: "Benchmarks/CAllocations"),
    .executableTarget(
      name: "AssayBenchmarks",
      dependencies: [
        "Assay", "AssayModel", "AssayJSON", "AssayEngine", "AssaySpec", "AssayTraffic",
        "CAllocations",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/Engine"),

    // MARK: Tests
    .target(
      name: "AssayTestSupport",
      dependencies: ["AssayModel", "AssayJSON", "AssayPattern", "AssaySpec"],
      path: "Tests/AssayTestSupport", exclude: ["Reference/DECISIONS.md"]),
    .testTarget(
      name: "AssayPatternTests", dependencies: ["AssayPattern", "AssayTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AssayJSONTests", dependencies: ["AssayJSON", "CAssayScan", "AssayTestSupport"]),
    .testTarget(
      name: "AssayEngineTests",
      dependencies: ["AssayEngine", "AssayModel", "AssayJSON", "AssayPattern", "AssayTestSupport"]),
    .testTarget(
      name: "AssayGenerateTests",
      dependencies: [
        "AssayGenerate", "AssayEngine", "AssaySpec", "AssayModel", "AssayJSON", "AssayPattern",
        "AssayTestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "AssaySpecTests",
      dependencies: [
        "AssaySpec", "AssayReport", "AssayModel", "AssayJSON", "AssayPattern", "AssayTestSupport",
      ],
      exclude: [
        "Fixtures", "AWSReference/Pages", "Schema/validate.py", "Writer/Snapshots",
        "Import/Snapshots",
      ]),
    .testTarget(
      name: "AssayTrafficTests",
      dependencies: ["AssayTraffic", "AssayModel", "AssayJSON", "CZlib", "AssayTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AssayReportTests",
      dependencies: ["AssayReport", "AssayModel", "AssayJSON", "AssayTestSupport"],
      exclude: ["Snapshots"]),
    .testTarget(
      name: "AssayHTTPTests",
      dependencies: [
        "AssayHTTP", "AssayGenerate", "AssayEngine", "AssayModel", "AssayJSON", "AssaySpec",
        "AssayTestSupport",
        .product(name: "NIOCore", package: "swift-nio", condition: network),
        .product(name: "NIOPosix", package: "swift-nio", condition: network),
      ],
      exclude: ["Fixtures", "Scenarios/Snapshots"]),
    .testTarget(
      name: "AssayTests",
      dependencies: ["Assay", "AssayEngine", "AssayModel", "AssaySpec", "AssayTestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AssayTestingTests",
      dependencies: ["AssayTesting", "Assay", "AssayModel", "AssayReport", "AssayTestSupport"]),
    .testTarget(
      name: "AssayTestingServerTests", dependencies: ["AssayTestingServer", "Assay"]),
    .testTarget(
      name: "AssayCLITests",
      dependencies: ["AssayCLI", "AssayPattern", "AssayReport", "AssayTestSupport"],
      exclude: ["Fixtures", "Snapshots"]),
  ]
)

// Warnings are errors where Assay itself is worked on (the Makefile says so), and not where another
// package builds it with a compiler that has learned new warnings.
let warningsAsErrors: [SwiftSetting] =
  Context.environment["ASSAY_WARNINGS_AS_ERRORS"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]

for target in package.targets where ![.system, .plugin, .binary].contains(target.type) {
  guard !target.name.hasPrefix("C") else { continue }
  target.swiftSettings = settings + warningsAsErrors
}

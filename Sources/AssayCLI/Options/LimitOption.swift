import ArgumentParser
import AssayModel

/// One `--limit name=value`.
struct LimitOption: ExpressibleByArgument {
  /// The limits by the names they have on the command line.
  static let names: [(name: String, path: any WritableKeyPath<Limits, Int> & Sendable)] = [
    ("nesting", \.nesting),
    ("body-bytes", \.bodyBytes),
    ("decompressed-bytes", \.decompressedBytes),
    ("decompression-ratio", \.decompressionRatio),
    ("match-steps", \.matchLimit),
    ("match-heap-kib", \.heapLimitKiB),
    ("violations", \.violations),
  ]

  private let path: any WritableKeyPath<Limits, Int> & Sendable
  private let value: Int

  init?(argument: String) {
    let halves = argument.split(separator: "=", maxSplits: 1)
    guard halves.count == 2, let value = Int(halves[1]), value > 0,
      let known = Self.names.first(where: { $0.name == halves[0] })
    else { return nil }
    path = known.path
    self.value = value
  }

  /// Sets the limit.
  func apply(to limits: inout Limits) { limits[keyPath: path] = value }
}

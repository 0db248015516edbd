import ArgumentParser
import AssayGenerate
import AssayHTTP
import AssayModel

/// A length of time: `30`, `2.5s`, `200ms`, `5m`.
struct SecondsOption: ExpressibleByArgument {
  var seconds: Double

  init(seconds: Double) { self.seconds = seconds }

  /// What help texts show of a default.
  var defaultValueDescription: String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }

  init?(argument: String) {
    let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("min", 60), ("m", 60), ("h", 3600)]
    let unit = units.first { argument.hasSuffix($0.0) }
    let number = argument.dropLast(unit?.0.count ?? 0)
    guard let value = Double(number), value >= 0, value <= 1e6, number.first?.isNumber == true
    else { return nil }
    seconds = value * (unit?.1 ?? 1)
    guard seconds <= 1e7 else { return nil }
  }
}

/// `--sigv4 REGION[:SERVICE]`.
struct SigningOption: ExpressibleByArgument {
  var region: String
  var service: String?

  init?(argument: String) {
    let halves = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first, !first.isEmpty, halves.count == 1 || !halves[1].isEmpty else {
      return nil
    }
    region = String(first)
    service = halves.count > 1 ? String(halves[1]) : nil
  }
}

/// `--header 'name: value'`.
struct HeaderOption: ExpressibleByArgument {
  var field: Case.Field

  init?(argument: String) {
    guard let colon = argument.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = argument.utf8[..<colon]
    guard !name.isEmpty,
      name.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) })
    else { return nil }
    var value = argument.utf8[argument.utf8.index(after: colon)...]
    while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
    while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
    guard !value.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { return nil }
    field = Case.Field(name: Array(name), value: Array(value))
  }
}

/// How `assay test` reports.
enum TestFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, ndjson, junit
}

internal import AssayPattern

/// The general categories of Unicode that scalars have; surrogates are none.
package enum GeneralCategory: String, Sendable, Hashable, CaseIterable {
  case lu = "Lu"
  case ll = "Ll"
  case lt = "Lt"
  case lm = "Lm"
  case lo = "Lo"
  case mn = "Mn"
  case mc = "Mc"
  case me = "Me"
  case nd = "Nd"
  case nl = "Nl"
  case no = "No"
  case pc = "Pc"
  case pd = "Pd"
  case ps = "Ps"
  case pe = "Pe"
  case pi = "Pi"
  case pf = "Pf"
  case po = "Po"
  case sm = "Sm"
  case sc = "Sc"
  case sk = "Sk"
  case so = "So"
  case zs = "Zs"
  case zl = "Zl"
  case zp = "Zp"
  case cc = "Cc"
  case cf = "Cf"
  case co = "Co"
  case cn = "Cn"

  /// The scalars of the category, as PCRE2 sees it.
  var scalars: ScalarSet { Self.sets[self] ?? ScalarSet([]) }

  /// The category of a scalar, as PCRE2 sees it.
  static func of(_ scalar: UInt32) -> GeneralCategory? {
    allCases.first { $0.scalars.contains(scalar) }
  }

  private static let sets: [GeneralCategory: ScalarSet] = {
    guard let sorted = partition(intoClasses: allCases.map { #"\p{\#($0.rawValue)}"# }) else {
      return [:]
    }
    return Dictionary(
      zip(allCases, sorted.map { ScalarSet($0) }), uniquingKeysWith: { first, _ in first })
  }()
}

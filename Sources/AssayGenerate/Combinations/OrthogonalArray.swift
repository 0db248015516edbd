/// Bush's construction (1952): all polynomials of a degree below the strength over a finite field,
/// each evaluated everywhere. Any `strength` columns hold every combination exactly once, which no
/// search finds.
struct OrthogonalArray: Sendable {
  /// One row a polynomial, `levels + 1` columns.
  let rows: [[Int]]

  /// The array of `levels` levels, which must be the size of a field that is known here.
  init?(levels: Int, strength: Int) {
    guard let field = FiniteField(levels), (2...3).contains(strength) else { return nil }
    var rows: [[Int]] = []
    let count = strength == 2 ? levels * levels : levels * levels * levels
    for number in 0..<count {
      let coefficients = [number % levels, number / levels % levels, number / levels / levels]
        .prefix(strength)
      var row: [Int] = []
      for point in 0..<levels {
        var value = 0
        for coefficient in coefficients.reversed() {
          value = field.sum(field.product(value, point), coefficient)
        }
        row.append(value)
      }
      row.append(coefficients.last ?? 0)
      rows.append(row)
    }
    self.rows = rows
  }
}

/// A small field; its elements are numbers whose digits to the base of its characteristic are the
/// coefficients of a polynomial.
private struct FiniteField {
  let prime: Int
  let degree: Int
  /// What `x` to the power of the degree is, as an element.
  let reduction: Int

  init?(_ size: Int) {
    switch size {
    case 2, 3, 5, 7, 11, 13: (prime, degree, reduction) = (size, 1, 0)
    case 4: (prime, degree, reduction) = (2, 2, 0b11)
    case 8: (prime, degree, reduction) = (2, 3, 0b011)
    case 9: (prime, degree, reduction) = (3, 2, 2)
    default: return nil
    }
  }

  func sum(_ a: Int, _ b: Int) -> Int {
    var (a, b, weight, sum) = (a, b, 1, 0)
    while a > 0 || b > 0 {
      sum += (a + b) % prime * weight
      (a, b, weight) = (a / prime, b / prime, weight * prime)
    }
    return sum
  }

  func product(_ a: Int, _ b: Int) -> Int {
    guard degree > 1 else { return a * b % prime }
    var product = 0
    var shifted = a
    var rest = b
    while rest > 0 {
      for _ in 0..<rest % prime { product = sum(product, shifted) }
      rest /= prime
      shifted = timesX(shifted)
    }
    return product
  }

  private func timesX(_ a: Int) -> Int {
    var size = 1
    for _ in 0..<degree { size *= prime }
    let top = a * prime / size
    var shifted = a * prime % size
    for _ in 0..<top { shifted = sum(shifted, reduction) }
    return shifted
  }
}

internal import AssayModel
internal import AssayPattern

/// What matching a pattern came to.
enum PatternOutcome {
  case matched, notMatched, limit
}

/// The quick test of a pattern, as the plan's tables hold it.
struct FastPattern {
  var prefix: [UInt8]
  /// The ASCII part of the class as a nibble table: see `assay_ascii_set`.
  var nibbles: [UInt8]
  /// Index of the class in the pattern table.
  var characterClass: Int
  var minimum: Int
  var maximum: Int
}

/// The distinct patterns of a contract, compiled; and the classes of those that have a quick test.
final class PatternTable: Sendable {
  private struct Key: Hashable {
    var source: [UInt8]
    var match: PatternConstraint.Match
    var dialect: PatternConstraint.Dialect
  }

  private struct Compiled: Sendable {
    /// `nil` where PCRE2 cannot express it; `failure` says why.
    var pattern: CompiledPattern?
    var failure: String?
    var fast: FastShape?
    var characterClass = -1
  }

  private let compiled: [Compiled]
  private let indices: [Key: Int]
  let classes: [CharacterClass]
  let limits: PatternLimits

  init(_ contract: Contract, limits: Limits) {
    self.limits = PatternLimits(
      matchLimit: UInt32(clamping: limits.matchLimit),
      heapLimit: UInt32(clamping: limits.heapLimitKiB))
    var compiled: [Compiled] = []
    var indices: [Key: Int] = [:]
    var classes: [CharacterClass] = []
    var classIndices: [CharacterClass: Int] = [:]
    func add(_ constraints: Constraints) {
      for constraint in constraints.patterns {
        let key = PatternTable.key(constraint)
        guard indices[key] == nil else { continue }
        indices[key] = compiled.count
        var entry = PatternTable.compile(constraint)
        if let fast = entry.fast {
          if let found = classIndices[fast.characterClass] {
            entry.characterClass = found
          } else {
            entry.characterClass = classes.count
            classIndices[fast.characterClass] = classes.count
            classes.append(fast.characterClass)
          }
        }
        compiled.append(entry)
      }
    }
    for shape in contract.shapes {
      add(shape.constraints)
      switch shape.kind {
      case .list(let element, _): add(element.constraints)
      case .map(let key, let value, _):
        add(key.constraints)
        add(value.constraints)
      case .structure(let members), .union(let members):
        for member in members { add(member.constraints) }
      default: break
      }
    }
    self.compiled = compiled
    self.indices = indices
    self.classes = classes
  }

  private static func key(_ constraint: PatternConstraint) -> Key {
    Key(
      source: Array(constraint.source.utf8), match: constraint.match,
      dialect: constraint.dialect)
  }

  private static func compile(_ constraint: PatternConstraint) -> Compiled {
    do throws(PatternError) {
      let pattern = try CompiledPattern(
        constraint.source, match: constraint.match == .whole ? .whole : .search,
        dialect: constraint.dialect == .java ? .java : .pcre2)
      return Compiled(pattern: pattern, fast: pattern.fastShape())
    } catch {
      return Compiled(failure: error.message)
    }
  }

  /// Index of a constraint's pattern.
  func index(of constraint: PatternConstraint) -> Int {
    indices[PatternTable.key(constraint)] ?? 0
  }

  /// Why a pattern cannot be checked, where it cannot.
  func failure(_ index: Int) -> String? { compiled[index].failure }

  func pattern(_ index: Int) -> CompiledPattern? { compiled[index].pattern }

  var count: Int { compiled.count }

  /// The quick test of a pattern, where it has one.
  func fastShape(_ index: Int) -> FastPattern? {
    guard let fast = compiled[index].fast else { return nil }
    var nibbles = Array(repeating: UInt8(0), count: 16)
    for byte in UInt8(0)..<128 where fast.characterClass.containsASCII(byte) {
      nibbles[Int(byte & 15)] |= 1 << (byte >> 4)
    }
    return FastPattern(
      prefix: fast.prefix, nibbles: nibbles, characterClass: compiled[index].characterClass,
      minimum: fast.minimum, maximum: fast.maximum ?? .max)
  }
}

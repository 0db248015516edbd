import AssayModel
import AssaySpec
import Testing

/// Constraint traits, on shapes and on members.
@Suite struct SmithyConstraintTests {
  static let model = SmithyModelText(
    """
    "test#GetInput": {
      "type": "structure",
      "members": {
        "id": {
          "target": "smithy.api#String",
          "traits": {
            "smithy.api#required": {},
            "smithy.api#length": {"min": 1, "max": 36},
            "smithy.api#pattern": "^[0-9]+$"
          }
        },
        "price": {
          "target": "smithy.api#BigDecimal",
          "traits": {"smithy.api#range": {"min": -1.50, "max": 12345678901234567890123.5}}
        },
        "when": {
          "target": "test#When", "traits": {"smithy.api#timestampFormat": "http-date"}
        },
        "tags": {"target": "test#Tags"},
        "optional": {
          "target": "smithy.api#Integer",
          "traits": {"smithy.api#required": {}, "smithy.api#clientOptional": {}}
        },
        "defaulted": {
          "target": "smithy.api#Integer",
          "traits": {"smithy.api#required": {}, "smithy.api#default": 7}
        },
        "unset": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": null}},
        "key": {"target": "test#Key"},
        "ownKey": {
          "target": "test#Key", "traits": {"smithy.api#length": {"min": 4, "max": 6}}
        },
        "ownTags": {
          "target": "test#Tags", "traits": {"smithy.api#length": {"max": 2}}
        },
        "ownPattern": {"target": "test#Key", "traits": {"smithy.api#pattern": "z"}},
        "narrowed": {"target": "test#Plain", "traits": {"smithy.api#length": {"max": 2}}}
      }
    },
    "test#When": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"}},
    "test#Tags": {
      "type": "list",
      "member": {"target": "test#Key", "traits": {"smithy.api#length": {"max": 3}}},
      "traits": {"smithy.api#uniqueItems": {}, "smithy.api#length": {"max": 50}}
    },
    "test#Key": {
      "type": "string",
      "traits": {
        "smithy.api#length": {"min": 2, "max": 8}, "smithy.api#pattern": "^[a-m]+$",
        "smithy.api#sensitive": {}
      }
    },
    "test#Plain": {"type": "string", "traits": {"smithy.api#pattern": "p"}}
    """)

  @Test func membersCarryTheirOwn() throws {
    let id = try Self.model.contract().member("GetInput", "id")
    #expect(id.required != nil)
    #expect(id.constraints.length == LengthConstraint(min: 1, max: 36))
    let pattern = PatternConstraint(source: "^[0-9]+$", match: .search, dialect: .java)
    #expect(id.constraints.patterns == [pattern])
  }

  @Test func aPatternIsPlacedAtItsFirstByte() throws {
    let pattern = try #require(
      try Self.model.contract().member("GetInput", "id").constraints.patterns.first)
    let lines = Self.model.text.split(separator: "\n", omittingEmptySubsequences: false)
    let line = lines[Int(pattern.origin.line) - 1]
    #expect(line.dropFirst(Int(pattern.origin.column) - 1).hasPrefix("^[0-9]+$"))
    #expect(pattern.origin.length == 8)
  }

  @Test func rangesKeepTheirDigits() throws {
    let range = try Self.model.contract().member("GetInput", "price").constraints.range
    #expect(range?.min == Numeral("-1.5"))
    #expect(range?.max == Numeral("12345678901234567890123.5"))
  }

  @Test func theNearerTimestampFormatStands() throws {
    let contract = try Self.model.contract()
    let when = try contract.member("GetInput", "when")
    #expect(when.constraints.timestampFormat?.format == .httpDate)
    #expect(contract[when.target].name == "When")
    #expect(contract[when.target].constraints.timestampFormat?.format == .dateTime)
  }

  /// Who sends a message sends what is required, whatever a client may assume.
  @Test func requiredIsRequiredBesideDefaultsAndClientOptional() throws {
    let contract = try Self.model.contract()
    #expect(try contract.member("GetInput", "optional").required != nil)
    let defaulted = try contract.member("GetInput", "defaulted")
    #expect(defaulted.required != nil)
    #expect(defaulted.defaultValue == "7")
    #expect(try contract.member("GetInput", "unset").defaultValue == nil)
  }

  // MARK: - Members over targets

  @Test func aMembersTraitReplacesItsTargets() throws {
    let contract = try Self.model.contract()
    let own = try contract.member("GetInput", "ownKey")
    #expect(own.target == SimpleType.string.shapeID)
    #expect(own.constraints.length == LengthConstraint(min: 4, max: 6))
    #expect(own.constraints.patterns.map(\.source) == ["^[a-m]+$"])
    #expect(own.traits.isSensitive)
    let pattern = try contract.member("GetInput", "ownPattern")
    #expect(pattern.constraints.length == LengthConstraint(min: 2, max: 8))
    #expect(pattern.constraints.patterns.map(\.source) == ["z"])
  }

  @Test func aMembersTraitReplacesThatOfACollection() throws {
    let contract = try Self.model.contract()
    let own = try contract.member("GetInput", "ownTags")
    #expect(contract[own.target].isAnonymous)
    #expect(contract[own.target].constraints.isEmpty)
    #expect(own.constraints.length == LengthConstraint(min: nil, max: 2))
    #expect(own.constraints.uniqueItems != nil)
    guard case .list(let element, false) = contract[own.target].kind else {
      Issue.record("no list")
      return
    }
    #expect(element.constraints.length == LengthConstraint(min: nil, max: 3))
    #expect(try contract.shape("Tags").constraints.length?.max == 50)
  }

  @Test func aMembersTraitStandsBesideOthersOfItsTarget() throws {
    let contract = try Self.model.contract()
    let narrowed = try contract.member("GetInput", "narrowed")
    #expect(contract[narrowed.target].name == "Plain")
    #expect(narrowed.constraints.length?.max == 2)
    #expect(try contract.member("GetInput", "key").constraints.isEmpty)
  }

  @Test func overridesAreReported() {
    let decided = Self.model.report().remarks(of: .decided)
    #expect(decided.contains { $0.subject == "ownTags" && $0.reason.contains("`test#Tags`") })
  }
}

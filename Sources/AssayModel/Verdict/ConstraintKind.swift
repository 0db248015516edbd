/// The kind of rule that a violation breaks. The raw value is the name in every report.
public enum ConstraintKind: String, Sendable, Hashable, CaseIterable {
  case required, type, length, range, pattern, `enum`, format, uniqueItems
  case unknownMember, duplicateMember
  case json, encoding, contentType, status, errorType, operation, relation, refusal, limit
}

/// The members of a structure or union that travel in a JSON object.
struct StructTable: BitwiseCopyable {
  /// First member in the plan's members.
  var memberStart: Int32
  var memberCount: Int32
  /// First slot of the hash of names, in the plan's name slots.
  var slotStart: Int32
  /// Number of slots less one.
  var slotMask: Int32
  /// First of twice `memberCount + 1` slots of the learned order, in the scratch: which member came
  /// last at the start and behind each member, then which came before that.
  var orderStart: Int32
  /// Words of 64 members beyond the first, for `seen` bits.
  var extraWords: Int32
  /// Members of the first 64 that are required.
  var required: UInt64
  var flags: Flags

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// Some member beyond the first 64 is required.
    static let requiresExtra = Flags(rawValue: 1)
    /// The body of an error: `__type`, `code` and `message` are never unknown.
    static let isErrorBody = Flags(rawValue: 2)
  }
}

/// A member as the runner looks for it.
struct MemberEntry: BitwiseCopyable {
  /// `"name"`, quotation marks included, in the plan's literals, padded with eight zeros.
  var literalStart: Int32
  /// Length with the quotation marks.
  var literalCount: Int32
  /// Node of its values.
  var node: Int32
  /// 1 where it is required.
  var isRequired: Int32
  /// Index of what is said about it, in the plan's `memberInfos`.
  var info: Int32
  /// How many bytes a comparison with the literal reads: eight at least. More than any body has,
  /// where the literal never stands in a body as it is.
  var reach: Int32
  /// The first eight bytes of the literal, and which of them belong to it.
  var firstWord: UInt64
  var firstMask: UInt64
}

/// Hashing of member names and enumeration values: the length, the first and the last four bytes.
enum NameHash {
  @inline(__always)
  static func hash(_ name: Bytes) -> UInt64 {
    let bytes =
      name.count >= 4
      ? UInt64(name.half(0)) | UInt64(name.half(name.count &- 4)) &<< 32 : name.ends
    let hash =
      (bytes ^ UInt64(truncatingIfNeeded: name.count) &* 0xD6E8_FEB8_6659_FD93)
      &* 0x9E37_79B9_7F4A_7C15
    return hash &>> 32 ^ hash
  }
}

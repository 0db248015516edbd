/// A pattern for identifiers: `*` is any text, slashes included, `?` any one character, and all else
/// itself, brackets too, since identifiers have them.
struct Glob: Hashable, Sendable {
  /// As it was written.
  let text: String
  private let pattern: [UInt8]

  init(_ text: String) {
    self.text = text
    pattern = Array(text.utf8)
  }

  /// Whether the whole identifier fits.
  ///
  /// - Complexity: O(*n* · *m*) at worst; no recursion.
  func matches(_ id: some Sequence<UInt8>) -> Bool {
    let id = Array(id)
    var place = 0
    var index = 0
    var star: (place: Int, index: Int)?
    while index < id.count {
      if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
        star = (place, index)
        place += 1
      } else if place < pattern.count,
        pattern[place] == id[index] || pattern[place] == UInt8(ascii: "?")
      {
        place += 1
        index += 1
      } else if let last = star {
        place = last.place + 1
        index = last.index + 1
        star = (last.place, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

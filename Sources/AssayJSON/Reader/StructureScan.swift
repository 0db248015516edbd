package import CAssayScan

/// The functions that find the end of an object or array and undo a string's escapes, many bytes
/// at a time.
///
/// SAFETY: points at a table of functions that is constant for the life of the program.
@safe
package struct StructureScan: @unchecked Sendable {
  @usableFromInline let functions: UnsafePointer<assay_structure>

  /// The widest functions of this processor.
  package init() {
    // SAFETY: the best level always exists; the tables are constants.
    unsafe functions = assay_structure_best()
  }

  /// Functions of one width. `nil` where this processor lacks it.
  package init?(level: IndexBuffer.Level) {
    guard let found = unsafe assay_structure_at(assay_level(level.rawValue)) else { return nil }
    unsafe functions = found
  }

  /// A search for the end of an object or array, which may go on over several pieces of text.
  package struct Nesting: Sendable {
    var state = assay_nesting()

    /// Begins before the opening bracket.
    package init() {}

    /// Brackets that are open.
    package var depth: Int { Int(state.depth) }
  }

  /// Goes on with a search and returns the position behind the last closing bracket, or `nil`
  /// where the text ends first. Brackets are counted, not paired.
  package func end(
    of nesting: inout Nesting, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard let base = text.baseAddress, text.count > 0 else { return nil }
    // SAFETY: reads exactly `count` bytes.
    let end = unsafe functions.pointee.nest(base, text.count, &nesting.state)
    return nesting.state.depth == 0 ? end : nil
  }

  /// Finds line feeds and writes where they are to `ends`, which has room for 64 at least.
  ///
  /// - Returns: How many there are, and how much was looked at: less than the text where there is
  ///   no room for 64 more.
  package func lines(
    of text: UnsafeBufferPointer<UInt8>, into ends: UnsafeMutableBufferPointer<Int>
  ) -> (count: Int, read: Int) {
    guard let base = text.baseAddress, let first = ends.baseAddress, text.count > 0,
      ends.count >= 64
    else { return (0, 0) }
    var read = 0
    // SAFETY: reads exactly `text.count` bytes and writes to no more than there is room for.
    let count = unsafe first.withMemoryRebound(to: UInt.self, capacity: ends.count) {
      first in
      unsafe functions.pointee.lines(base, text.count, first, ends.count, &read)
    }
    return (Int(count), read)
  }

  /// Appends a string without its escapes. `text` begins behind the opening quotation mark and
  /// may go on behind the string.
  ///
  /// - Returns: How many bytes were read, up to the closing quotation mark or to the byte that is
  ///   wrong, and how it ended.
  package func unescape(
    _ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]
  ) -> (read: Int, status: assay_text_status) {
    guard let base = text.baseAddress, text.count > 0 else { return (0, assay_text_short) }
    var result = assay_text()
    // SAFETY: never writes more than `text.count` bytes, for which there is room.
    out.append(addingCapacity: text.count) { span in
      unsafe span.withUnsafeMutableBufferPointer { room, initialized in
        guard let start = room.baseAddress else { return }
        unsafe functions.pointee.unescape(start + initialized, base, text.count, &result)
        initialized += result.written
      }
    }
    return (result.read, result.status)
  }
}

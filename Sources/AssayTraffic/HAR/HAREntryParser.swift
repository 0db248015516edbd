package import AssayJSON
package import AssayModel

/// Reads HAR entries into exchanges.
///
/// One a task; it keeps its memory, and so does the exchange, so that nothing is allocated once
/// the largest entry has been seen. Members may have any order, all but `request` or `response`
/// may be missing, and members that HAR does not know are skipped.
///
/// - The URL is the truth; `queryString` is used where the URL has no query.
/// - `postData.params` is used where there is no text, as `application/x-www-form-urlencoded`.
/// - A response with status 0 is none: the exchange is a request alone.
/// - A content type that only `mimeType` states is added to the header fields.
/// - Pseudo-header fields (`:method`) are left out; `:method` and `:path` stand in for a missing
///   method and URL.
/// - `_operation` names the operation, `_id` or else `comment` the exchange.
@safe
package struct HAREntryParser {
  private let limits: Limits
  private let index: IndexBuffer
  private let structure: StructureScan
  private var draft = EntryDraft()

  /// Creates a parser; its scanning functions are the widest where `level` is none of this
  /// processor's.
  package init(limits: Limits = Limits(), level: IndexBuffer.Level? = nil) {
    self.limits = limits
    index = level.flatMap { IndexBuffer(level: $0) } ?? IndexBuffer()
    structure = level.flatMap { StructureScan(level: $0) } ?? StructureScan()
  }

  /// Reads a document of a batch of exchanges.
  package mutating func parse(
    _ document: Batch.Document, of batch: Batch, index: Int, into exchange: inout Exchange
  ) -> ParsedDocument {
    if document.isOverLimit { return .overLimit("exchange over the limit of its document") }
    do throws(EntryError) {
      // A giant is not read again, and need not be there twice.
      unsafe try parse(
        batch.bytes(document), givesBack: document.count > Batch.giantBytes, into: &exchange)
      return .exchange
    } catch {
      return .broken(
        TrafficError(
          path: batch.path, kind: .exchange, reason: error.reason,
          offset: document.offset + error.offset, line: document.line > 0 ? document.line : nil,
          exchange: index))
    }
  }

  /// Reads one entry. With `givesBack`, which is for memory that nobody else looks at, bytes that were
  /// copied from it may be gone afterwards.
  package mutating func parse(
    _ entry: UnsafeBufferPointer<UInt8>, givesBack: Bool = false, into exchange: inout Exchange
  ) throws(EntryError) {
    unsafe draft.take(from: &exchange, entry: entry)
    defer { draft.give(to: &exchange) }
    var reader = unsafe JSONReader(entry, buffer: index, structure: structure)
    reader.givesBack = givesBack
    do throws(JSONError) {
      try draft.readEntry(&reader)
      try reader.end()
    } catch {
      draft.forget()
      throw EntryError(offset: error.offset, reason: "\(error.problem)")
    }
    guard draft.hasRequest || draft.hasResponse && draft.status > 0 else {
      draft.forget()
      throw EntryError(
        offset: 0, reason: "this is no HAR entry: it has neither `request` nor `response`")
    }
    draft.settle()
    if draft.query >= 0 || draft.request.body.params >= 0 { unsafe readLists(entry) }
    draft.finish(limits)
    draft.give(to: &exchange)
    if draft.request.notes.hasContentCoding || draft.response.notes.hasContentCoding {
      ContentCoding.decodeBodies(of: &exchange, limits: limits)
    }
  }

  /// Lists that are read only where nothing else says what they say.
  private mutating func readLists(_ entry: UnsafeBufferPointer<UInt8>) {
    if draft.query >= 0, !draft.hasQuery {
      let list = unsafe UnsafeBufferPointer(rebasing: entry[draft.query...])
      var reader = unsafe JSONReader(list, buffer: index, structure: structure)
      draft.readQuery(&reader)
    }
    if draft.request.body.params >= 0, draft.request.body.text?.count ?? 0 == 0 {
      let list = unsafe UnsafeBufferPointer(rebasing: entry[draft.request.body.params...])
      var reader = unsafe JSONReader(list, buffer: index, structure: structure)
      draft.readParams(&reader)
    }
  }
}

/// Why a text is no HAR entry.
package struct EntryError: Error, Sendable, Hashable {
  /// Position of the first byte that is wrong.
  package var offset: Int
  /// What is wrong.
  package var reason: String
}

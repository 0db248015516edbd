internal import AssayModel
internal import AssaySpec
import Synchronization

/// The lines of contract files, read when the first violation needs one.
enum ContractLines {
  private static let files = Mutex<[String: [Substring]]>([:])
  /// Files larger than this are not read for the sake of a line.
  private static let sizeLimit = 64 << 20

  /// The text of a place's line, trimmed; `nil` where the file is not there.
  static func line(at location: SourceLocation) -> String? {
    let lines = files.withLock { known in
      if let lines = known[location.file] { return lines }
      let lines = read(location.file)
      known[location.file] = lines
      return lines
    }
    guard location.line >= 1, location.line <= lines.count else { return nil }
    let text = lines[location.line - 1]
    return String(text.drop { $0 == " " || $0 == "\t" }.prefix(110))
  }

  private static func read(_ path: String) -> [Substring] {
    guard case .file(let bytes) = FileAccess.disk(limit: sizeLimit).look(path),
      bytes.count <= sizeLimit, !bytes.starts(with: [0x1F, 0x8B])
    else { return [] }
    return String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}

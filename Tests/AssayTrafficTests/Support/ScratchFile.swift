import CZlib
import Foundation

/// A file that is gone with the value that made it.
final class ScratchFile {
  let path: String

  init(_ bytes: some Sequence<UInt8>, name: String = "input") throws {
    let folder = FileManager.default.temporaryDirectory
    path = folder.appending(path: "assay-\(UUID().uuidString)-\(name)").path(percentEncoded: false)
    try Data(bytes).write(to: URL(filePath: path))
  }

  convenience init(_ text: String) throws {
    try self.init(text.utf8)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// zlib's deflate in one go.
enum Deflate: Int32 {
  case gzip = 31
  case zlib = 15
  case raw = -15

  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    var stream = unsafe z_stream()
    guard unsafe assay_deflate_init(&stream, 6, rawValue) == Z_OK else { return [] }
    defer { unsafe deflateEnd(&stream) }
    var input = bytes
    let capacity = unsafe Int(deflateBound(&stream, UInt(bytes.count))) + 64
    var out = [UInt8](repeating: 0, count: capacity)
    unsafe input.withUnsafeMutableBufferPointer { from in
      unsafe out.withUnsafeMutableBufferPointer { to in
        unsafe stream.next_in = from.baseAddress
        unsafe stream.avail_in = UInt32(from.count)
        unsafe stream.next_out = to.baseAddress
        unsafe stream.avail_out = UInt32(to.count)
        _ = unsafe deflate(&stream, Z_FINISH)
      }
    }
    return unsafe Array(out.prefix(capacity - Int(stream.avail_out)))
  }
}

internal import Assay
internal import AssayModel
internal import AssayReport
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that could not be written, and why.
public struct CoverageFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Path and reason.
  public let description: String
}

/// Writes the coverage of all contracts that were checked in this process so far: JSON to a file, and
/// a table beside it, whose name ends in `.txt`.
///
/// What other processes of the same run of `swift test` wrote to the file, as XCTest and Swift Testing
/// are two of them, is added up. With the variable `ASSAY_COVERAGE` set to a path, this is done at the
/// end of the run without being called.
///
/// - Throws: ``CoverageFileError`` where the file cannot be written.
public func writeCoverage(to path: String) throws(CoverageFileError) {
  try CoverageFile.write(to: path)
}

enum CoverageFile {
  private static let isPrepared = Atomic<Bool>(false)

  /// Sees to it that the coverage is written when the process ends, where it is wanted.
  static func prepare() {
    guard !isPrepared.exchange(true, ordering: .relaxed), environment("ASSAY_COVERAGE") != nil
    else { return }
    atexit {
      guard let path = environment("ASSAY_COVERAGE"), !path.isEmpty else { return }
      do throws(CoverageFileError) {
        try CoverageFile.write(to: path)
      } catch {
        IssueRecorder.say("ASSAY_COVERAGE: \(error)\n")
      }
    }
  }

  static func write(to path: String) throws(CoverageFileError) {
    let file = try LockedFile(path)
    defer { file.close() }
    var record = CoverageRecord(run: currentRun)
    if let run = record.run, let written = CoverageRecord(json: file.read()), written.run == run {
      record = written
    }
    for checker in Checkers.all() {
      record.add(
        CoverageRecord.Part(
          service: checker.contract.service, files: checker.contract.sources.paths,
          coverage: checker.coverage))
    }
    record.parts.sort { ($0.service, $0.files.first ?? "") < ($1.service, $1.files.first ?? "") }
    try file.replace(with: record.json)
    let table = try LockedFile(tablePath(for: path))
    defer { table.close() }
    try table.replace(with: Array(record.table.utf8))
  }

  /// `coverage.txt` for `coverage.json`.
  static func tablePath(for path: String) -> String {
    (path.hasSuffix(".json") ? String(path.dropLast(5)) : path) + ".txt"
  }

  /// The process that started this one, and when: the same for all processes of a run.
  private static var currentRun: String? {
    let parent = getppid()
    guard let file = try? LockedFile("/proc/\(parent)/stat", isForReading: true) else { return nil }
    defer { file.close() }
    let text = String(decoding: file.read(), as: UTF8.self)
    // The name, in parentheses, may hold anything; the 20th field behind it is the time.
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].split(separator: " ")
    return fields.count > 20 ? "\(parent)-\(fields[20])" : nil
  }
}

func environment(_ name: String) -> String? {
  // SAFETY: nobody changes the environment of a test while it runs.
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}

/// A file that one process at a time reads and replaces.
private struct LockedFile {
  private let descriptor: Int32
  private let path: String

  init(_ path: String, isForReading: Bool = false) throws(CoverageFileError) {
    self.path = path
    // SAFETY: the path is terminated by Swift; the flags ask for the mode that is given.
    descriptor = unsafe open(
      path, (isForReading ? O_RDONLY : O_RDWR | O_CREAT) | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.error(path) }
    if !isForReading { flock(descriptor, LOCK_EX) }
  }

  func close() {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #elseif canImport(Darwin)
      _ = Darwin.close(descriptor)
    #endif
  }

  /// The content, as far as it can be read.
  func read() -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      #if canImport(Glibc)
        // SAFETY: the buffer lives for the call and has as many bytes as it says.
        let count = unsafe piece.withUnsafeMutableBytes {
          unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
      #elseif canImport(Musl)
        // SAFETY: as above.
        let count = unsafe piece.withUnsafeMutableBytes {
          unsafe Musl.read(descriptor, $0.baseAddress, $0.count)
        }
      #elseif canImport(Darwin)
        // SAFETY: as above.
        let count = unsafe piece.withUnsafeMutableBytes {
          unsafe Darwin.read(descriptor, $0.baseAddress, $0.count)
        }
      #endif
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }

  func replace(with bytes: [UInt8]) throws(CoverageFileError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw Self.error(path)
    }
    let sink = DescriptorSink(descriptor, named: "`\(path)`")
    do throws(OutputError) {
      try sink.write(bytes)
      try sink.flush()
    } catch {
      throw CoverageFileError(description: "\(error)")
    }
  }

  private static func error(_ path: String) -> CoverageFileError {
    // SAFETY: strerror gives a text that is copied at once.
    CoverageFileError(
      description: "cannot write `\(path)`: \(unsafe String(cString: strerror(errno)))")
  }
}

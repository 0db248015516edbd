import AssayReport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that `--output` names, open for writing.
final class OutputFile: ByteSink {
  private let sink: DescriptorSink
  private let descriptor: Int32

  /// Opens a file and empties it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - inputs: Paths the command reads. Writing to one of them would destroy it.
  /// - Throws: A failure of kind `usage` where the file cannot be opened, or is an input.
  init(path: String, inputs: [String]) throws(CommandFailure) {
    if let status = FileStatus(path: path), status.size != nil {
      for input in inputs where FileStatus(path: input)?.isSameFile(as: status) == true {
        throw .usage("`--output \(path)` would overwrite the input `\(input)`")
      }
    }
    descriptor = openForWriting(path)
    guard descriptor >= 0 else {
      throw .usage("cannot write `\(path)`: \(systemMessage(errno))")
    }
    sink = DescriptorSink(descriptor, named: "`\(path)`")
  }

  deinit { _ = close(descriptor) }

  func write(_ bytes: [UInt8]) throws(OutputError) { try sink.write(bytes) }

  func flush() throws(OutputError) { try sink.flush() }
}

private func openForWriting(_ path: String) -> Int32 {
  // SAFETY: the path is terminated by Swift; the flags ask for the mode argument that is given.
  unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
}

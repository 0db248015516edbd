package import AssayModel

/// Where files come from: the disk, or the memory of a test.
package struct FileAccess: Sendable {
  /// What is found under a path.
  package enum Entry: Sendable {
    /// A file's bytes; one byte more than the limit where it is larger.
    case file([UInt8])
    /// A folder's file names, sorted.
    case folder([String])
    /// Nothing that can be read, and why.
    case failure(String)
  }

  /// Looks a path up.
  package var look: @Sendable (String) -> Entry

  /// Creates an access.
  package init(look: @escaping @Sendable (String) -> Entry) { self.look = look }

  /// The files of the machine; at most `limit` bytes of one are read.
  package static func disk(limit: Int) -> FileAccess {
    FileAccess { path in DiskFiles.look(path, limit: limit) }
  }

  /// Files held in memory, and the folders that their paths imply.
  package static func memory(_ files: [SourceFile]) -> FileAccess {
    var contents: [ExactString: [UInt8]] = [:]
    for file in files { contents[ExactString(RelativePath.normalized(file.path))] = file.bytes }
    let known = contents
    return FileAccess { path in
      let path = RelativePath.normalized(path)
      if let bytes = known[ExactString(path)] { return .file(bytes) }
      let prefix = path + "/"
      let names = known.keys.map(\.text).filter { $0.hasPrefix(prefix) }
        .map { String($0.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
      return names.isEmpty ? .failure("no such file or folder") : .folder(names.sorted())
    }
  }
}

/// Paths as text: where one file stands from another.
package enum RelativePath {
  /// A path without `.` and without `..` that could be resolved.
  package static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    let isAbsolute = path.hasPrefix("/")
    for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !isAbsolute {
        parts.append(part)
      }
    }
    var result = isAbsolute ? "/" : ""
    for (place, part) in parts.enumerated() {
      if place > 0 { result += "/" }
      result.append(contentsOf: part)
    }
    return result.isEmpty ? "." : result
  }

  /// A path as the file at `base` means it.
  package static func resolve(_ path: String, from base: String) -> String {
    guard let slash = base.lastIndex(of: "/") else { return normalized(path) }
    return normalized(String(base[...slash]) + path)
  }

  /// The last part of a path.
  package static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The folder of a path; `.` where it names none.
  package static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

import Glibc

/// Input files, read whole.
public enum InputFile {
  /// More bytes than any of our inputs has; beyond it the file is taken for a mistake.
  package static let sizeLimit = 1 << 30

  /// The bytes of a file.
  ///
  /// - Throws: `InputError` of kind `missing` or `invalid`, naming the file and the system's
  ///   reason.
  public static func bytes(at path: String) throws(InputError) -> [UInt8] {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    return try bytes(from: descriptor, shownAs: path)
  }

  /// The bytes of standard input, to its end.
  ///
  /// - Throws: `InputError` of kind `invalid`, naming standard input and the system's reason.
  package static func standardInput() throws(InputError) -> [UInt8] {
    try bytes(from: STDIN_FILENO, shownAs: "standard input")
  }

  private static func bytes(
    from descriptor: Int32, shownAs name: String
  ) throws(InputError) -> [UInt8] {
    var bytes: [UInt8] = []
    try eachChunk(from: descriptor, shownAs: name) { (chunk) throws(InputError) in
      bytes.append(contentsOf: chunk)
      guard bytes.count <= sizeLimit else {
        throw InputError("larger than 1 GiB; this is not one of our files", file: name)
      }
      return true
    }
    return bytes
  }

  /// Reads a file of any size line by line, without holding it as a whole.
  ///
  /// - Parameters:
  ///   - range: The bytes to read; they begin with a line.
  ///   - body: Takes the bytes of a line without its newline; they are gone when it returns.
  /// - Returns: The number of bytes after the last newline; no line of their own.
  /// - Throws: As `bytes(at:)`, and what the body throws.
  package static func eachLine(
    at path: String, in range: Range<Int> = 0..<Int.max,
    _ body: (UnsafeBufferPointer<UInt8>) throws(InputError) -> Void
  ) throws(InputError) -> Int {
    var pending: [UInt8] = []
    try eachChunk(at: path, in: range) { (chunk) throws(InputError) in
      pending.append(contentsOf: chunk)
      pending.removeFirst(try wholeLines(of: pending, body))
      return true
    }
    return pending.count
  }

  /// A file's bytes in ranges that begin with a line and can be read at the same time, the last
  /// without end.
  ///
  /// - Parameter count: At most so many; one for a short file, and for what is no regular file.
  /// - Throws: As `bytes(at:)`.
  package static func ranges(of path: String, atMost count: Int) throws(InputError) -> [Range<Int>]
  {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [0..<Int.max] }
    let size = Int(status.st_size)
    let parts = max(1, min(count, size / rangeSize))
    var starts = [0]
    for part in 1..<max(1, parts) {
      let middle = size / parts * part
      guard let start = try lineStart(after: middle, in: path), start > starts[starts.count - 1]
      else { continue }
      starts.append(start)
    }
    return zip(starts, starts.dropFirst() + [Int.max]).map { $0..<$1 }
  }

  /// Smaller ranges are not worth a thread.
  private static let rangeSize = 1 << 22

  /// Where the first line begins after a place; nil where none does.
  private static func lineStart(after place: Int, in path: String) throws(InputError) -> Int? {
    var passed = place
    var start: Int?
    try eachChunk(at: path, in: place..<Int.max) { (chunk) throws(InputError) in
      if let end = chunk.firstIndex(of: 0x0A) { start = passed + end - chunk.startIndex + 1 }
      passed += chunk.count
      return start == nil
    }
    return start
  }

  /// Hands over the whole lines at the beginning of some bytes and says how many bytes they are.
  private static func wholeLines(
    of bytes: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws(InputError) -> Void
  ) throws(InputError) -> Int {
    let result: Result<Int, InputError> = bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      guard let base = buffer.baseAddress else { return .success(0) }
      while let end = memchr(base + start, 0x0A, buffer.count - start) {
        let length = UnsafeRawPointer(end) - UnsafeRawPointer(base + start)
        do throws(InputError) {
          try body(UnsafeBufferPointer(start: base + start, count: length))
        } catch {
          return .failure(error)
        }
        start += length + 1
      }
      return .success(start)
    }
    return try result.get()
  }

  /// Hands over a file's bytes in order, for as long as the body wants more of them.
  private static func eachChunk(
    at path: String, in range: Range<Int> = 0..<Int.max,
    _ body: (ArraySlice<UInt8>) throws(InputError) -> Bool
  ) throws(InputError) {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    if range.lowerBound > 0, lseek(descriptor, range.lowerBound, SEEK_SET) < 0 {
      throw InputError("\(systemReason(errno)); name a regular file", file: path)
    }
    try eachChunk(from: descriptor, shownAs: path, atMost: range.count, body)
  }

  private static func opened(_ path: String) throws(InputError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = errno
      throw InputError(
        "\(systemReason(reason)); check the path", file: path,
        kind: reason == ENOENT || reason == ENOTDIR ? .missing : .invalid)
    }
    return descriptor
  }

  /// Hands over what is read from a descriptor, for as long as there is more and the body wants it.
  private static func eachChunk(
    from descriptor: Int32, shownAs name: String, atMost limit: Int = .max,
    _ body: (ArraySlice<UInt8>) throws(InputError) -> Bool
  ) throws(InputError) {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var left = limit
    while left > 0 {
      let count = Glibc.read(descriptor, &buffer, min(left, buffer.count))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw InputError("\(systemReason(errno)); name a regular file", file: name)
      }
      guard count > 0, try body(buffer[..<count]) else { return }
      left -= count
    }
  }
}

/// Output files: they appear whole or not at all.
public enum OutputFile {
  /// Writes a text beside its destination and renames it into place.
  ///
  /// A link keeps pointing at the file that is replaced; a pipe or device is written to as it
  /// stands, never replaced.
  ///
  /// - Throws: `InputError` of kind `unwritable`; nothing is left behind and an earlier file of
  ///   that name is untouched.
  public static func write(_ text: String, to path: String) throws(InputError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return try replace(path, with: text, shownAs: path) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: try replace(resolved(path), with: text, shownAs: path)
    case S_IFDIR: throw unwritable(path, EISDIR)
    default: try pour(text, into: path)
    }
  }

  /// Makes a folder where there is none yet; the one around it must be there.
  ///
  /// - Throws: `InputError` of kind `unwritable`.
  package static func makeFolder(_ path: String) throws(InputError) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
    guard mkdir(path, 0o755) == 0 else { throw unwritable(path, errno) }
  }

  /// The path with its links followed.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func pour(_ text: String, into path: String) throws(InputError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    defer { close(descriptor) }
    if let reason = writeDurably(text, to: descriptor) { throw unwritable(path, reason) }
  }

  private static func replace(
    _ destination: String, with text: String, shownAs path: String
  ) throws(InputError) {
    let temporary = "\(destination).\(getpid()).partial"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    if let reason = writeDurably(text, to: descriptor) {
      close(descriptor)
      unlink(temporary)
      throw unwritable(path, reason)
    }
    guard close(descriptor) == 0, rename(temporary, destination) == 0 else {
      let reason = errno
      unlink(temporary)
      throw unwritable(path, reason)
    }
  }

  /// Writes all of a text and sees to it that it is on the disk.
  private static func writeDurably(_ text: String, to descriptor: Int32) -> Int32? {
    write(text, to: descriptor) ?? synchronize(descriptor)
  }

  /// Writes all of a text.
  ///
  /// - Returns: The error number of what went wrong; nil where nothing did.
  package static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(
          descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        written += count
      }
      return nil
    }
  }

  /// Waits until what was written is on the disk; pipes and read-only devices have none.
  package static func synchronize(_ descriptor: Int32) -> Int32? {
    fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? nil : errno
  }

  /// The fault of an output that cannot be written.
  package static func unwritable(_ path: String, _ reason: Int32) -> InputError {
    InputError(
      "cannot be written: \(systemReason(reason)); name a place you may write to", file: path,
      kind: .unwritable)
  }
}

/// The system's sentence for an error number.
private func systemReason(_ number: Int32) -> String {
  strerror(number).map { String(cString: $0) } ?? "error \(number)"
}

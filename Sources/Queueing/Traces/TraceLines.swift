import Glibc
import ServerChains

/// The lines of a file, one after the other, through a buffer of fixed size.
///
/// Lines end in LF or CRLF; a byte order mark is passed over.
final class TraceLines {
  let path: String
  /// The number of the line last given, counted from 1.
  private(set) var line = 0

  private static let bufferSize = 1 << 16
  private let descriptor: Int32
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  /// - Throws: `InputError` where the file cannot be opened.
  init(path: String) throws(InputError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    buffer = .allocate(capacity: Self.bufferSize)
    guard descriptor >= 0 else {
      let reason = errno
      throw InputError(
        "\(Self.words(reason)); check the path", file: path,
        kind: reason == ENOENT || reason == ENOTDIR ? .missing : .invalid)
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    buffer.deallocate()
  }

  /// Begins again at the file's first line.
  func rewind() throws(InputError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw InputError("cannot be read twice; copy it to a regular file", file: path)
    }
    (start, end, line, isAtEnd) = (0, 0, 0, false)
  }

  /// Lends the next line that is not empty, without its end; nil after the last.
  func withNext<Result>(
    _ body: (UnsafeBufferPointer<UInt8>.SubSequence) throws(InputError) -> Result
  ) throws(InputError) -> Result? {
    while let range = try nextRange() {
      line += 1
      var (lower, upper) = (range.lowerBound, range.upperBound)
      if upper > lower, buffer[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
      if line == 1, upper - lower >= 3, buffer[lower] == 0xEF, buffer[lower + 1] == 0xBB,
        buffer[lower + 2] == 0xBF
      {
        lower += 3
      }
      if lower < upper { return try body(UnsafeBufferPointer(buffer)[lower..<upper]) }
    }
    return nil
  }

  private func nextRange() throws(InputError) -> Range<Int>? {
    var searched = start
    while true {
      if let found = lineEnd(from: searched) {
        defer { start = found + 1 }
        return start..<found
      }
      searched = end
      if isAtEnd {
        guard start < end else { return nil }
        defer { start = end }
        return start..<end
      }
      searched -= start
      try fill()
    }
  }

  private func lineEnd(from position: Int) -> Int? {
    guard position < end, let base = buffer.baseAddress,
      let found = memchr(base + position, Int32(UInt8(ascii: "\n")), end - position)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Moves what is left to the buffer's beginning and reads on behind it.
  private func fill() throws(InputError) {
    guard let base = buffer.baseAddress else { return }
    memmove(base, base + start, end - start)
    (start, end) = (0, end - start)
    guard end < Self.bufferSize else {
      throw InputError(
        "longer than \(Self.bufferSize) bytes; this is no line of a trace",
        field: "line \(line + 1)",
        file: path)
    }
    while true {
      let count = read(descriptor, base + end, Self.bufferSize - end)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw InputError("\(Self.words(errno)); name a regular file", file: path)
      }
      isAtEnd = count == 0
      end += count
      return
    }
  }

  private static func words(_ reason: Int32) -> String {
    strerror(reason).map { String(cString: $0) } ?? "error \(reason)"
  }
}

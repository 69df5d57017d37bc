/// The bytes of a model file, with what both formats need to read from them.
struct FileBytes {
  let bytes: UnsafeBufferPointer<UInt8>

  /// The bytes behind a byte order mark, if there is one.
  ///
  /// - Throws: ``ModelFileError`` for a file in UTF-16, which neither format is written in.
  init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelFileError) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ModelFileError(line: 1, "the file is in UTF-16; save it in UTF-8")
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    self.bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(hasMark ? 3 : 0))
  }

  /// The text of a part of the file.
  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  /// The text of a part of the file for an error's sentence: short, and without control characters.
  func quoted(_ range: Range<Int>) -> String {
    let cut = range.count > 40 ? range.lowerBound..<range.lowerBound + 40 : range
    return String(reflecting: text(cut) + (range.count > 40 ? "…" : ""))
  }

  /// The line of a position, from 1.
  ///
  /// - Complexity: O(position).
  func line(at position: Int) -> Int {
    var line = 1
    for index in 0..<min(position, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
      line += 1
    }
    return line
  }

  /// Whether a part of the file is this word, without regard to case.
  func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count
    where Self.lowercased(bytes[range.lowerBound + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

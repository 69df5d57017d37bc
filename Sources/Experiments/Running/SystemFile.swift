import ServerChains

/// The system's files of `name: value` lines, such as `/proc/cpuinfo`.
package enum SystemFile {
  /// The value of the first line with a name; nil where there is none.
  package static func value(of name: String, in path: String) -> String? {
    guard let bytes = try? InputFile.bytes(at: path) else { return nil }
    for line in bytes.split(separator: 0x0A) {
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard parts.count == 2, text(parts[0]) == name else { continue }
      return text(parts[1])
    }
    return nil
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let kept = bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return String(decoding: kept, as: UTF8.self)
  }
}

/// The text of a model file while it is being written, as bytes.
///
/// A file of a million terms is put together without a string for each of them.
struct FileText {
  private var bytes: [UInt8] = []

  /// The text so far.
  var string: String { String(decoding: bytes, as: UTF8.self) }
  /// The number of bytes so far.
  var count: Int { bytes.count }

  mutating func reserveCapacity(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Appends each part.
  mutating func append(_ parts: String...) {
    for part in parts { add(part) }
  }

  /// Appends a string.
  mutating func add(_ part: String) {
    bytes.append(contentsOf: part.utf8)
  }

  /// Appends a number as ``FileNumber/text(_:)`` writes it.
  mutating func add(_ number: Double) {
    // Below this, whole numbers are written without an exponent.
    guard number.magnitude < 1e15, let whole = Int64(exactly: number) else {
      return add(FileNumber.text(number))
    }
    if whole < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = whole.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}

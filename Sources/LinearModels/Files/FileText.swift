/// The text of a model file while it is being written: bytes that go out in pieces.
///
/// A file of a million terms is put together without a string for each of them, and without being
/// held in memory as a whole.
struct FileText {
  /// Takes the next piece of the text.
  typealias Output = (ArraySlice<UInt8>) throws -> Void

  private static let size = 1 << 16
  /// No number and name together, with the signs around them, take as many bytes.
  private static let room = 128

  private let output: Output
  private var bytes = [UInt8](repeating: 0, count: size)
  private var used = 0
  private var sent = 0
  /// What the output threw; nothing is given to it from then on.
  private var failure: (any Error)?

  init(to output: @escaping Output) {
    self.output = output
  }

  /// The text that a body makes, in one piece.
  static func string(_ make: (@escaping Output) -> FileText) -> String {
    var whole: [UInt8] = []
    var text = make { whole += $0 }
    text.flush()
    return String(decoding: whole, as: UTF8.self)
  }

  /// Gives the text that a body makes to an output.
  ///
  /// - Throws: what the output throws, which gets nothing more then.
  static func send(to output: Output, _ make: (@escaping Output) -> FileText) throws {
    try withoutActuallyEscaping(output) { output in
      var text = make(output)
      text.flush()
      if let failure = text.failure { throw failure }
    }
  }

  /// The number of bytes so far.
  var count: Int { sent + used }

  private mutating func flush() {
    if failure == nil, used > 0 {
      do { try output(bytes[..<used]) } catch { failure = error }
    }
    sent += used
    used = 0
  }

  /// Appends each part.
  mutating func append(_ parts: String...) {
    for part in parts { add(part) }
  }

  /// Appends a string.
  mutating func add(_ part: String) {
    for byte in part.utf8 {
      if used == Self.size { flush() }
      bytes[used] = byte
      used += 1
    }
  }

  /// Appends a name of a list.
  mutating func add(_ names: NameList, _ index: Int) {
    write { span, place in place = names.copy(index, into: &span, at: place) }
  }

  /// Appends a number as ``FileNumber/text(_:)`` writes it.
  mutating func add(_ number: Double) {
    guard let whole = FileNumber.whole(number) else { return add(FileNumber.text(number)) }
    write { span, place in
      if whole < 0 { Self.put("-", into: &span, at: &place) }
      Self.put(whole.magnitude, into: &span, at: &place)
    }
  }

  /// Appends ` + 2 name` or ` - 2 name`.
  mutating func addTerm(_ coefficient: Double, _ names: NameList, _ index: Int) {
    guard let whole = FileNumber.whole(coefficient) else {
      add(coefficient < 0 ? " - " : " + ")
      add(FileNumber.text(abs(coefficient)))
      add(" ")
      return add(names, index)
    }
    write { span, place in
      Self.put(" ", into: &span, at: &place)
      Self.put(whole < 0 ? "-" : "+", into: &span, at: &place)
      Self.put(" ", into: &span, at: &place)
      Self.put(whole.magnitude, into: &span, at: &place)
      Self.put(" ", into: &span, at: &place)
      place = names.copy(index, into: &span, at: place)
    }
  }

  /// Lends room for a number and a name, and the place where it begins; the body moves that on.
  private mutating func write(_ body: (inout MutableSpan<UInt8>, inout Int) -> Void) {
    if used > Self.size - Self.room { flush() }
    var place = used
    var span = bytes.mutableSpan
    body(&span, &place)
    used = place
  }

  private static func put(
    _ sign: Unicode.Scalar, into span: inout MutableSpan<UInt8>, at place: inout Int
  ) {
    span[place] = UInt8(ascii: sign)
    place += 1
  }

  private static func put(
    _ number: UInt64, into span: inout MutableSpan<UInt8>, at place: inout Int
  ) {
    var end = place
    var rest = number
    repeat {
      end += 1
      rest /= 10
    } while rest > 0
    rest = number
    for digit in stride(from: end - 1, through: place, by: -1) {
      span[digit] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    place = end
  }
}

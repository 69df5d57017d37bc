/// Puts values into bytes for a process of the same program on the same machine.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int) { putRaw(Int64(number)) }
  mutating func put(_ number: Double) { putRaw(number.bitPattern) }
  mutating func put(_ flag: Bool) { putRaw(UInt8(flag ? 1 : 0)) }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put<Number: BitwiseCopyable>(_ numbers: [Number]) {
    put(numbers.count)
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// A value that may be missing.
  mutating func put<Value>(_ value: Value?, _ write: (inout WireWriter, Value) -> Void) {
    put(value != nil)
    if let value { write(&self, value) }
  }

  private mutating func putRaw(_ value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }
}

/// Takes values out of bytes; nothing that comes in is trusted.
struct WireReader {
  /// The bytes end early or make no sense.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func integer() throws(Malformed) -> Int { Int(try raw(Int64.self)) }
  mutating func real() throws(Malformed) -> Double { Double(bitPattern: try raw(UInt64.self)) }
  mutating func flag() throws(Malformed) -> Bool { try raw(UInt8.self) != 0 }

  mutating func text() throws(Malformed) -> String {
    let count = try length(of: 1)
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  mutating func array<Number: BitwiseCopyable>(_ type: Number.Type) throws(Malformed) -> [Number] {
    let size = MemoryLayout<Number>.stride
    let count = try length(of: size)
    defer { position += count * size }
    return bytes.withUnsafeBytes { buffer in
      (0..<count).map {
        buffer.loadUnaligned(fromByteOffset: position + $0 * size, as: Number.self)
      }
    }
  }

  mutating func optional<Value>(
    _ read: (inout WireReader) throws(Malformed) -> Value
  ) throws(Malformed) -> Value? {
    try flag() ? try read(&self) : nil
  }

  /// A count of elements of a size, as many as there can be.
  private mutating func length(of size: Int) throws(Malformed) -> Int {
    let count = try integer()
    guard count >= 0, count <= (bytes.count - position) / size else { throw Malformed() }
    return count
  }

  private mutating func raw<Value: BitwiseCopyable>(_ type: Value.Type) throws(Malformed) -> Value {
    let size = MemoryLayout<Value>.size
    guard bytes.count - position >= size else { throw Malformed() }
    defer { position += size }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) }
  }
}

/// The names met in a file, numbered in the order in which they first stood there.
///
/// Names are parts of the file's bytes, so finding one makes no copy.
struct NameTable {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var ranges: [Range<Int>] = []
  private var hashes: [Int] = []
  /// One more than the number of the name that lives there; 0 where none does.
  private var slots = [Int32](repeating: 0, count: 64)

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The number of a name; a new name gets the next one.
  ///
  /// - Complexity: expected O(length of the name).
  mutating func number(of name: Range<Int>) -> (number: Int, isNew: Bool) {
    let hash = hash(name)
    let slot = slot(of: name, hash: hash)
    if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
    ranges.append(name)
    hashes.append(hash)
    slots[slot] = Int32(truncatingIfNeeded: ranges.count)
    if 2 * ranges.count > slots.count { grow() }
    return (ranges.count - 1, true)
  }

  /// The number of a name that was met before; nil for another.
  func find(_ name: Range<Int>) -> Int? {
    let found = slots[slot(of: name, hash: hash(name))]
    return found == 0 ? nil : Int(found) - 1
  }

  /// Hashing with the process's own seed keeps a hostile file from making every name collide.
  private func hash(_ name: Range<Int>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[name]))
    return hasher.finalize()
  }

  /// The slot that holds a name, or the free one where it belongs.
  private func slot(of name: Range<Int>, hash: Int) -> Int {
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, isSame(ranges[number], name) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for offset in 0..<left.count
    where bytes[left.lowerBound + offset] != bytes[right.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    let mask = 2 * slots.count - 1
    slots = [Int32](repeating: 0, count: mask + 1)
    for (number, hash) in hashes.enumerated() {
      var slot = hash & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number + 1)
    }
  }
}

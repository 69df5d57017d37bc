import Glibc
import ServerChains

/// Texts and documents that many lines share, each kept once.
final class TextPool {
  private var slots: [Entry?] = Array(repeating: nil, count: 1024)
  private var count = 0
  private var documents: [String: JSON] = [:]

  private struct Entry {
    let hash: UInt64
    let text: String
  }

  /// The text of some bytes; nil where they are not UTF-8.
  ///
  /// - Complexity: O(bytes), amortized.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    // Texts this short live inside the value; there is nothing to share.
    guard bytes.count > 15 else { return Self.string(bytes) }
    let hash = Self.hash(bytes)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while let entry = slots[slot] {
      if entry.hash == hash, Self.isSame(entry.text, bytes) { return entry.text }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard let text = Self.string(bytes) else { return nil }
    slots[slot] = Entry(hash: hash, text: text)
    count += 1
    if count * 2 > slots.count { grow() }
    return text
  }

  /// The text of some bytes, kept by nobody; nil where they are not UTF-8.
  static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    // ASCII needs no checks, and nearly all texts of a log are.
    let isASCII = bytes.allSatisfy { $0 < 0x80 }
    return isASCII
      ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
  }

  /// The document of some bytes.
  ///
  /// - Throws: `InputError` where they are not JSON.
  func document(_ bytes: UnsafeBufferPointer<UInt8>) throws(InputError) -> JSON {
    guard let key = text(bytes) else { throw LineScanner.deviation }
    if let known = documents[key] { return known }
    let document = try JSONReader.parse(Array(bytes))
    documents[key] = document
    return document
  }

  private func grow() {
    let entries = slots.compactMap { $0 }
    slots = Array(repeating: nil, count: slots.count * 2)
    for entry in entries {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] != nil { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }

  private static func isSame(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { known in
      guard let left = known.baseAddress, let right = bytes.baseAddress else { return false }
      return known.count == bytes.count && memcmp(left, right, bytes.count) == 0
    } ?? text.utf8.elementsEqual(bytes)
  }

  /// FNV-1a, 64 bits, eight bytes a step where there are eight.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var offset = 0
    while offset + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x100_0000_01b3
      hash ^= hash >> 29
      offset += 8
    }
    while offset < raw.count {
      hash = (hash ^ UInt64(raw[offset])) &* 0x100_0000_01b3
      offset += 1
    }
    return hash ^ hash >> 32
  }
}

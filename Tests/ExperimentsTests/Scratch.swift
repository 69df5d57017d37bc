import Foundation

/// Directories of tests.
enum Scratch {
  /// Gives a directory of its own to a body and removes it afterwards.
  static func with<Value>(_ body: (String) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("chainwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try body(directory.path)
  }
}

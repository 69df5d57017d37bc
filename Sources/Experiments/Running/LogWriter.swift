import Glibc
import ServerChains

/// A log being written: only ever longer, every record on the disk before the next run begins.
package final class LogWriter {
  /// The log's file, as the caller named it.
  package let path: String
  private let descriptor: Int32
  private var length: off_t

  /// Opens a log, or begins one, and repairs its end.
  ///
  /// - Parameters:
  ///   - suite: Records of another suite are refused.
  ///   - repaired: Called with the number of bytes of a torn last line that were cut off.
  ///   - record: Called with every record that is there.
  /// - Throws: `InputError` where the log cannot be read or written, belongs to another suite, or
  ///   is being written by another process.
  package init(
    path: String, suite: String, repaired: (Int) -> Void = { _ in }, record: (Record) -> Void
  ) throws(InputError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    length = 0
    guard descriptor >= 0 else { throw OutputFile.unwritable(path, errno) }
    do throws(InputError) {
      try lockAndRead(suite: suite, repaired: repaired, record: record)
    } catch {
      close(descriptor)
      throw error
    }
  }

  private func lockAndRead(
    suite: String, repaired: (Int) -> Void, record: (Record) -> Void
  ) throws(InputError) {
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw InputError(
        "another process is writing this log; wait for it or name another log with -o", file: path,
        kind: .unwritable)
    }
    let log = try RecordLog.read(path: path)
    for (index, entry) in log.records.enumerated() {
      guard entry.suite == suite else {
        throw InputError(
          "a record of another suite than \(suite); name another log with -o",
          field: "suite", value: "\"\(entry.suite)\"", file: "\(path):\(index + 1)")
      }
      record(entry)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw OutputFile.unwritable(path, errno) }
    length = status.st_size - off_t(log.tornBytes)
    if log.tornBytes > 0 {
      try cut()
      repaired(log.tornBytes)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Puts a record on the disk.
  ///
  /// - Throws: `InputError` of kind `unwritable`; the log then ends with the record before.
  package func append(_ record: Record) throws(InputError) {
    let line = record.line + "\n"
    if let reason = OutputFile.write(line, to: descriptor) ?? OutputFile.synchronize(descriptor) {
      try? cut()
      throw OutputFile.unwritable(path, reason)
    }
    length += off_t(line.utf8.count)
  }

  private func cut() throws(InputError) {
    guard ftruncate(descriptor, length) == 0, OutputFile.synchronize(descriptor) == nil else {
      throw OutputFile.unwritable(path, errno)
    }
  }
}

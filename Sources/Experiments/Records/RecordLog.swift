import Glibc
import ServerChains

/// The records of a log, a `.jsonl` file with one record a line.
package struct RecordLog: Sendable {
  package var records: [Record]
  /// The bytes after the last whole line: what a killed writer left behind.
  package var tornBytes: Int

  /// Reads a log.
  ///
  /// A last line without its newline is left out and counted; ``LogWriter`` cuts it off.
  ///
  /// - Throws: `InputError` naming file, line, field, value and remedy.
  /// - Complexity: O(bytes); the file is never held as a whole.
  package static func read(path: String) throws(InputError) -> RecordLog {
    var log = RecordLog(records: [], tornBytes: 0)
    let pool = TextPool()
    var number = 0
    log.tornBytes = try InputFile.eachLine(at: path) { (line) throws(InputError) in
      number += 1
      do throws(InputError) {
        log.records.append(try Self.record(in: line, pool: pool))
      } catch {
        throw error.inFile("\(path):\(number)")
      }
    }
    return log
  }

  /// The record of one line.
  ///
  /// - Throws: `InputError` naming field, value and remedy.
  package static func record(in line: some Collection<UInt8>) throws(InputError) -> Record {
    let pool = TextPool()
    let bytes = Array(line)
    let result: Result<Record, InputError> = bytes.withUnsafeBufferPointer { buffer in
      do throws(InputError) {
        return .success(try Self.record(in: buffer, pool: pool))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func record(
    in line: UnsafeBufferPointer<UInt8>, pool: TextPool
  ) throws(InputError) -> Record {
    if let record = LineScanner.record(in: line, pool: pool) { return record }
    let document: JSON
    do throws(InputError) {
      document = try JSONReader.parse(Array(line))
    } catch {
      throw error.onOneLine
    }
    return try DocumentSource.read(JSONField(root: document)) { (source) throws(InputError) in
      try Record(from: &source)
    }
  }
}

extension InputError {
  /// The same fault without the number of a line that is known to be the only one.
  fileprivate var onOneLine: InputError {
    var error = self
    let number = "line 1, "
    if error.message.hasPrefix(number) {
      error.message = String(error.message.dropFirst(number.count))
    }
    return error
  }
}

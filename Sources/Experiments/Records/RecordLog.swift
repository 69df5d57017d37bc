import Queueing
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
  /// - Complexity: O(bytes), on all processors; the file is never held as a whole.
  package static func read(path: String) throws(InputError) -> RecordLog {
    let ranges = try InputFile.ranges(of: path, atMost: WorkerPool.processorCount)
    let parts = Parallel.map(ranges) { Self.part($0, of: path) }
    var log = RecordLog(records: [], tornBytes: 0)
    for part in parts {
      switch part {
      case .success(let part):
        log.records += part.records
        log.tornBytes = part.tornBytes
      case .failure(let fault):
        // Every line before is a record.
        throw fault.line.map { fault.error.inFile("\(path):\(log.records.count + $0)") }
          ?? fault.error
      }
    }
    return log
  }

  /// What is wrong with a part of a log, and in which of its lines.
  private struct Fault: Error {
    let error: InputError
    var line: Int?
  }

  /// The records of a range of bytes that begins with a line.
  private static func part(_ range: Range<Int>, of path: String) -> Result<RecordLog, Fault> {
    var log = RecordLog(records: [], tornBytes: 0)
    let pool = TextPool()
    var isInLine = false
    do throws(InputError) {
      log.tornBytes = try InputFile.eachLine(at: path, in: range) { (line) throws(InputError) in
        isInLine = true
        log.records.append(try Self.record(in: line, pool: pool))
        isInLine = false
      }
      return .success(log)
    } catch {
      return .failure(Fault(error: error, line: isInLine ? log.records.count + 1 : nil))
    }
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

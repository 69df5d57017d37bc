import ServerChains

/// A trace of requests in a file, checked throughout, and its figures.
///
/// The rows stay in the file: a run reads them again one by one, so a trace of any length fits.
public struct Trace: Hashable, Sendable {
  /// The file.
  public let path: String
  /// Requests taken from it.
  public let rows: Int
  /// From the first arrival to the last, in seconds.
  public let duration: Double
  /// Mean tokens of a prompt.
  public let meanInput: Double
  /// Mean tokens made.
  public let meanOutput: Double
  /// Standard deviation of the gaps between arrivals over their mean; nil with fewer than two gaps
  /// or without duration.
  public let gapVariation: Double?
  /// Requests that make no token.
  public let rowsWithoutOutput: Int

  /// Requests per second; nil where all come at once.
  public var rate: Double? {
    duration > 0 ? Double(rows - 1) / duration : nil
  }

  /// Reads a trace once through.
  ///
  /// A silent stretch is no fault, nor is a request of zero tokens: it takes the formula's fixed
  /// time.
  ///
  /// - Parameters:
  ///   - path: The trace's file.
  ///   - limit: Take only so many requests from the beginning.
  /// - Throws: `InputError` naming file, line and column where the file cannot be read, has no
  ///   request, lacks a column or a field, or is out of order.
  /// - Complexity: O(bytes), constant memory.
  public static func read(path: String, limit: Int? = nil) throws(InputError) -> Trace {
    let reader = try TraceReader(path: path)
    var gaps = RunningMoments()
    var (rows, input, output) = (0, 0, 0)
    var last = 0.0
    var silent = 0
    while rows < limit ?? .max, let row = try reader.next() {
      if rows > 0 { gaps.add(row.arrival - last) }
      last = row.arrival
      rows += 1
      input += row.inputTokens
      output += row.outputTokens
      if row.outputTokens == 0 { silent += 1 }
    }
    guard rows > 0 else {
      throw InputError("the trace has no requests; give a row per request", file: path)
    }
    return Trace(
      path: path, rows: rows, duration: last, meanInput: Double(input) / Double(rows),
      meanOutput: Double(output) / Double(rows),
      gapVariation: gaps.count > 1 && gaps.mean > 0 ? gaps.deviation / gaps.mean : nil,
      rowsWithoutOutput: silent)
  }
}

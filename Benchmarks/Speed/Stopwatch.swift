import Glibc

/// Several runs of one piece of work.
struct Timing {
  /// Wall-clock seconds of every run, ascending.
  let seconds: [Double]

  /// Runs the work once to warm up and then `runs` times.
  init(runs: Int, _ work: () throws -> Void) rethrows {
    try work()
    var seconds: [Double] = []
    for _ in 0..<runs {
      let began = ContinuousClock.now
      try work()
      seconds.append((ContinuousClock.now - began) / .seconds(1))
    }
    self.seconds = seconds.sorted()
  }

  /// The middle run; of an even number, the mean of the two in the middle.
  var median: Double {
    let middle = seconds.count / 2
    return seconds.count.isMultiple(of: 2)
      ? (seconds[middle - 1] + seconds[middle]) / 2 : seconds[middle]
  }

  /// The fastest run.
  var least: Double { seconds.first ?? .nan }

  /// The slowest run.
  var greatest: Double { seconds.last ?? .nan }
}

/// Figures of the tables.
enum Figure {
  /// Milliseconds with three significant digits.
  static func milliseconds(_ seconds: Double) -> String {
    significant(seconds * 1000, digits: 3)
  }

  /// A number with so many significant digits and no exponent.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let places = max(0, digits - 1 - Int(floor(log10(abs(value)))))
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      let length = withVaList([Int32(places), value]) { arguments in
        vsnprintf(buffer.baseAddress, buffer.count, "%.*f", arguments)
      }
      let kept = buffer.prefix(max(0, min(Int(length), buffer.count - 1)))
      return String(decoding: kept.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// A Markdown table.
  static func table(_ rows: [[String]]) -> String {
    guard let head = rows.first else { return "" }
    let rule = ["---"] + Array(repeating: "---:", count: head.count - 1)
    return ([head, rule] + rows.dropFirst())
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined() + "\n"
  }
}

import Experiments
import Glibc
import ServerChains

/// What a report of a log costs, step by step.
struct ReportCost {
  private struct Step {
    let name: String
    let seconds: Double
    let processorSeconds: Double
    let bytes: Int
    /// The most memory held so far, in MB.
    let peak: Int
  }

  private var steps: [Step] = []
  private var recordCount = 0

  /// Everything a report can make of a log, once.
  static func measured(log path: String) throws -> ReportCost {
    var cost = ReportCost()
    let records = try cost.step("read the log", bytes: { _ in 0 }) {
      try RecordLog.read(path: path).records
    }
    cost.recordCount = records.count
    let results = cost.step("sort and compare", bytes: { _ in 0 }) { Results(records) }
    for format in TableFormat.allCases {
      _ = cost.step(Self.tables(in: format), bytes: \.utf8.count) {
        TableKind.all(of: results).map { format.text(of: $0.tables) }.joined()
      }
    }
    _ = cost.step("all figures", bytes: \.utf8.count) {
      FigureKind.all(of: results).map(\.figure.svg).joined()
    }
    _ = cost.step("the page", bytes: \.utf8.count) {
      ReportPage(results, logs: ["log.jsonl"]).html
    }
    _ = cost.step("tidy files and notebooks", bytes: { $0.reduce(0) { $0 + $1.text.utf8.count } }) {
      NotebookExport(records, logs: ["log.jsonl"]).files
    }
    return cost
  }

  private mutating func step<Value>(
    _ name: String, bytes: (Value) -> Int, _ work: () throws -> Value
  ) rethrows -> Value {
    let (began, before) = (ContinuousClock.now, Self.usage)
    let value = try work()
    let (seconds, after) = ((ContinuousClock.now - began) / .seconds(1), Self.usage)
    steps.append(
      Step(
        name: name, seconds: seconds, processorSeconds: after.seconds - before.seconds,
        bytes: bytes(value), peak: after.peak))
    return value
  }

  /// Processor seconds so far and the most memory held, in MB.
  private static var usage: (seconds: Double, peak: Int) {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    let seconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
    return (seconds, usage.ru_maxrss * 1024 / 1_000_000)
  }

  /// A Markdown page.
  var text: String {
    var text = """
      # Reports of \(recordCount) records

      `make bench-report`, on \(machine), \(HostStamp.current.cores) processors. \
      The limits are 5 s and 500 MB for all tables
      and figures; reading, sorting, formatting and drawing use all processors.

      | step | time (s) | processor time (s) | output (MB) | peak memory so far (MB) |
      |---|---:|---:|---:|---:|

      """
    for step in steps {
      text += "| \(step.name) | \(NumberText.fixed(step.seconds, decimals: 2)) "
      text += "| \(NumberText.fixed(step.processorSeconds, decimals: 2)) "
      text += "| \(NumberText.fixed(Double(step.bytes) / 1e6, decimals: 1)) | \(step.peak) |\n"
    }
    let tables = TableFormat.allCases.map { Self.tables(in: $0) }
    text += "\n" + sum("all tables as text and all figures", of: tables.prefix(1))
    return text + "\n\n" + sum("all tables in all four formats and all figures", of: tables[...])
  }

  private static func tables(in format: TableFormat) -> String {
    "all tables as \(format.rawValue)"
  }

  /// What reading a log and making some of it takes, as one sentence.
  private func sum(_ what: String, of tables: ArraySlice<String>) -> String {
    let names = ["read the log", "sort and compare"] + tables + ["all figures"]
    let needed = steps.filter { names.contains($0.name) }
    let seconds = needed.reduce(0) { $0 + $1.seconds }
    let processor = needed.reduce(0) { $0 + $1.processorSeconds }
    return "Reading, sorting and comparing, \(what): \(NumberText.fixed(seconds, decimals: 2)) s "
      + "(\(NumberText.fixed(processor, decimals: 2)) s of the processors), "
      + "\(needed.map(\.peak).max() ?? 0) MB."
  }

  private var machine: String { HostStamp.current.cpu }
}

import Experiments
import Glibc
import LinearModels
import ServerChains

/// What it costs that a run of a suite has a process of its own.
struct ChildCost {
  /// Wall-clock seconds of each run through a child process, its start and end included.
  private let children: [Double]
  /// Processor seconds of each of these processes.
  private let processor: [Double]
  /// Wall-clock seconds of the same work in this process.
  private let own: [Double]
  /// Wall-clock seconds for each run of the whole suite, its record flushed to the disk.
  private let perRun: Double

  /// Runs a suite of equal small runs, then does the same work without processes.
  ///
  /// - Parameters:
  ///   - program: the program that the suite's runs are processes of.
  ///   - folder: where the suite and its log are kept.
  static func measured(program: String, folder: String) throws -> ChildCost {
    let suite = try suite(in: folder)
    let runs = try suite.runs()
    let log = "\(folder)/\(suite.name).jsonl"
    unlink(log)
    let writer = try LogWriter(path: log, suite: suite.name) { _ in }
    var tally = RunTally(left: runs, earlier: 0, jobs: 1)
    let circumstances = Circumstances(
      versions: Versions(chainwright: "", swift: Versions.compiler), source: .current,
      host: .current)
    let runner = SuiteRunner(
      program: program, jobs: 1, circumstances: circumstances, stop: StopToken())
    let began = ContinuousClock.now
    _ = try runner.run(runs, into: writer, state: &tally)
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    let records = try RecordLog.read(path: log).records
    guard records.count == runs.count, records.allSatisfy({ $0.outcome.status == .done }) else {
      throw InputError("a run failed; look at the log", file: log)
    }
    let own = try runs.map { run in
      let began = ContinuousClock.now
      let outcome = RunWorker.result(of: run) { _ in throw InputError("no solver is needed") }
      let seconds = (ContinuousClock.now - began) / .seconds(1)
      guard outcome.outcome.value == records[0].outcome.value else {
        throw InputError("the process came to another value; look at the log", file: log)
      }
      return seconds
    }
    return ChildCost(
      children: records.map(\.effort.wallSeconds), processor: records.map(\.effort.cpuSeconds),
      own: own, perRun: seconds / Double(runs.count))
  }

  /// The greedy rate of the smallest instance, two hundred times.
  private static func suite(in folder: String) throws -> Suite {
    let path = "\(folder)/overhead.json"
    try OutputFile.write(
      """
      {
        "format": "chainwright-suite/1", "name": "overhead", "summary": "Runs that take no time.",
        "experiments": [
          {
            "name": "greedy", "methods": [{"name": "greedy"}], "questions": ["rate"], "slots": [6],
            "instances": [{"file": "instances/example/worked-example.instance.json"}],
            "repetitions": 200
          }
        ]
      }

      """, to: path)
    return try Suite.read(path: path)
  }

  /// A section of a Markdown page.
  var text: String {
    let differences = zip(children.sorted(), own.sorted()).map { $0 - $1 }
    func row(_ name: String, _ seconds: [Double]) -> String {
      let shown = [seconds.min(), Statistics.median(seconds), seconds.max()].map {
        NumberText.fixed(1000 * ($0 ?? 0), decimals: 2)
      }
      return "| \(name) | \(shown.joined(separator: " | ")) |\n"
    }
    return """

      # A run in a process of its own

      The greedy rate of the worked example, \(children.count) times as runs of `bench`, \
      one after the other, and as often in one
      process. The limit is 15 ms for what the process costs.

      | | least (ms) | median (ms) | most (ms) |
      |---|---:|---:|---:|

      """ + row("the run through a child process", children) + row("the same work in process", own)
        + row("what the process costs: the difference, both sorted", differences)
        + row("processor time of the child process", processor) + """

          With the load average at \
          \(NumberText.fixed(HostStamp.current.loadAverage, decimals: 1)). The whole suite took \
          \(NumberText.fixed(1000 * perRun, decimals: 2)) ms a run, \
          every record flushed to the disk.
          """
  }
}

import Experiments
import LinearModels

/// A suite's runs and the log they go to.
struct SuiteWork: Sendable {
  let suite: Suite
  let runs: [Run]
  let log: String
  let jobs: Int

  /// Runs what the log does not have; false where it was stopped.
  func run(stop: StopToken) throws -> Bool {
    var recorded: Set<String> = []
    var faults: [RunStatus: Int] = [:]
    let own = Set(runs.map(\.id))
    let writer = try LogWriter(path: log, suite: suite.name) { torn in
      StandardStreams.note(
        "\(log): the last line was cut short by \(torn) bytes of a record; "
          + "it is removed and the run made again\n"
      )
    } record: { record in
      guard own.contains(record.run), recorded.insert(record.run).inserted else { return }
      if record.outcome.status != .done { faults[record.outcome.status, default: 0] += 1 }
    }
    let left = runs.filter { !recorded.contains($0.id) }
    var tally = RunTally(left: left, earlier: recorded.count, faults: faults, jobs: jobs)
    guard !left.isEmpty else { return true }
    let bar = SuiteProgress(name: suite.name)
    defer { bar.clear() }
    return try SuiteRunner(jobs: jobs, circumstances: .current, stop: stop)
      .run(left, into: writer, state: &tally) { bar.show($0) }
  }
}

extension Circumstances {
  /// Versions, sources and machine as they are now.
  fileprivate static var current: Circumstances {
    let version = { (name: String) in (try? Backends.named(name))??.version }
    return Circumstances(
      versions: Versions(
        chainwright: ProgramVersion.text, swift: Versions.compiler, glpk: version("glpk"),
        cbc: version("cbc"), highs: version("highs")),
      source: .current, host: .current)
  }
}

import Glibc
import LinearModels
import ServerChains

/// Runs what a log does not have yet, each in a process of its own.
package struct SuiteRunner {
  /// A program that hands over to ``RunWorker``.
  private let program: String
  private let jobs: Int
  private let circumstances: Circumstances
  private let stop: StopToken
  /// How often the clocks are looked at, in milliseconds.
  private static let look: Int32 = 100

  /// A runner that has no process yet.
  ///
  /// - Parameters:
  ///   - program: A program that hands over to ``RunWorker``; this one where none is named.
  ///   - jobs: Runs at work at a time.
  ///   - stop: Ends the session; the runs under way are killed.
  /// - Precondition: `jobs` is at least 1.
  package init(
    program: String = "/proc/self/exe", jobs: Int, circumstances: Circumstances, stop: StopToken
  ) {
    precondition(jobs >= 1, "At least one run is at work at a time.")
    self.program = program
    self.jobs = jobs
    self.circumstances = circumstances
    self.stop = stop
  }

  /// Runs everything that is left and appends a record of each.
  ///
  /// - Parameter progress: Called several times a second.
  /// - Returns: Whether all is done; false where it was stopped. Runs that were under way leave no
  ///   record then.
  /// - Throws: `InputError` where the log cannot be written or no process be started.
  package func run(
    _ runs: [Run], into log: LogWriter, state: inout RunTally,
    progress: (RunTally) -> Void = { _ in }
  ) throws(InputError) -> Bool {
    var left = runs[...]
    var processes: [RunProcess] = []
    // The processes end with their owner, whatever way this is left.
    while !left.isEmpty || !processes.isEmpty {
      guard !stop.isStopRequested else { return false }
      while processes.count < jobs, let next = left.popFirst() {
        processes.append(try RunProcess(next, program: program))
      }
      state.running = processes.count
      progress(state)
      try attend(&processes, log, &state)
    }
    state.running = 0
    progress(state)
    return true
  }

  private func attend(
    _ processes: inout [RunProcess], _ log: LogWriter, _ state: inout RunTally
  ) throws(InputError) {
    var descriptors = processes.flatMap(\.descriptors)
    poll(&descriptors, nfds_t(descriptors.count), Self.look)
    var open: [RunProcess] = []
    for index in processes.indices {
      let ready = descriptors[2 * index..<2 * index + 2]
      if let finish = processes[index].attend(ready) {
        try log.append(circumstances.record(of: processes[index].run, finish))
        state.add(processes[index].run, finish.result.outcome.status, finish.effort.wallSeconds)
      } else {
        open.append(processes[index])
      }
    }
    processes = open
  }
}

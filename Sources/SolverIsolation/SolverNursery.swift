import LinearModels
import Synchronization

/// A process of this program that makes the processes of solves, by forking.
///
/// Most of what a process costs is the start of the program: linking the libraries of the solvers
/// takes longer than a small solve. The nursery has that behind it, and no second thread, so that
/// it may fork. A solve's process begins as the nursery is, and nothing of it comes back.
final class SolverNursery: Sendable {
  private struct State {
    var lastNumber: Int32 = 0
    var isLost = false
  }

  private let process: ChildProcess
  private let state = Mutex(State())
  /// How long a killed process may take to be gone, in milliseconds: a large one gives much memory
  /// back.
  private static let patience: Int32 = 30_000

  /// Starts the program.
  ///
  /// - Parameter solver: the name of the solver to load.
  init(program: String, solver: String) throws(SpawnFailure) {
    process = try ChildProcess(
      program: program, arguments: [IsolationWorker.argument],
      channels: [IsolationWorker.channel], sharesOutput: true)
    _ = process.sendSome(Channel.framed(Array(solver.utf8))[...])
  }

  /// Whether it was found to have ended.
  var isLost: Bool { state.withLock { $0.isLost } }

  /// Makes a process for one solve; nil where the nursery has ended.
  ///
  /// - Throws: `SpawnFailure` where the system has no more descriptors.
  func makeProcess(sharesOutput: Bool) throws(SpawnFailure) -> SolveProcess? {
    let lines = try ProcessLines()
    let descriptors = [lines.there.channel.number, lines.there.complaints.number]
    let number = state.withLock { state in
      state.lastNumber &+= 1
      let kind: NurseryOrder.Kind = sharesOutput ? .solveAloud : .solve
      let isSent = NurseryOrder(kind: kind, number: state.lastNumber)
        .send(to: process.channel, with: descriptors)
      if !isSent { state.isLost = true }
      return isSent ? state.lastNumber : nil
    }
    let here = lines.keepHere()
    guard let number else { return nil }
    return SolveProcess(of: self, number: number, lines: here)
  }

  /// Ends the process of a solve and forgets it.
  func dismiss(_ number: Int32) {
    state.withLock { state in
      let isSent = NurseryOrder(kind: .dismiss, number: number).send(to: process.channel)
      if !isSent { state.isLost = true }
    }
  }

  /// Ends the process of a solve and says how it ended; the nursery's own end where that is the
  /// reason, nil where it was told before.
  func end(_ number: Int32, said: String) -> ChildEnd? {
    let report = state.withLock { state -> NurseryReport? in
      guard !state.isLost else { return nil }
      if NurseryOrder(kind: .end, number: number).send(to: process.channel),
        Channel.wait(for: process.channel, milliseconds: Self.patience).canReceive,
        let report = NurseryReport.receive(from: process.channel)
      {
        return report
      }
      state.isLost = true
      return nil
    }
    guard let report else { return loss(heard: said) }
    return ChildEnd(
      status: report.status, peakMemory: report.peakMemory, cpuSeconds: report.cpuSeconds,
      said: said)
  }

  /// How the nursery ended, which it is made to; nil where that was told before.
  func loss(heard: String = "") -> ChildEnd? {
    process.signal()
    return process.wait(heard: heard)
  }
}

/// The nursery of a solver: started at the first solve, and again where it was lost.
final class NurseryKeeper: Sendable {
  private let program: String
  private let solver: String
  private let current = Mutex<SolverNursery?>(nil)

  init(program: String, solver: String) {
    self.program = program
    self.solver = solver
  }

  /// A process for one solve.
  ///
  /// - Throws: `SolverError.unavailable` where none can be started, `SolverError.fault` where the
  ///   program ends instead of working.
  func makeProcess(sharesOutput: Bool) throws(SolverError) -> SolveProcess {
    var words: String?
    do throws(SpawnFailure) {
      // The second nursery is for one that ended since the last solve.
      for _ in 0..<2 {
        let nursery = try nursery()
        if let process = try nursery.makeProcess(sharesOutput: sharesOutput) { return process }
        words = nursery.loss()?.sentence(name: solver, memory: nil) ?? words
      }
    } catch {
      throw .unavailable(
        "No process can be started for the solve (\(error.words)); solve without isolation.")
    }
    throw .fault(words ?? "The process of \(solver) was lost; try again.")
  }

  private func nursery() throws(SpawnFailure) -> SolverNursery {
    try current.withLock { (current) throws(SpawnFailure) -> SolverNursery in
      if let current, !current.isLost { return current }
      let nursery = try SolverNursery(program: program, solver: solver)
      current = nursery
      return nursery
    }
  }
}

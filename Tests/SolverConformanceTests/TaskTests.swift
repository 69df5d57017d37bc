import LinearModels
import SolverTestSupport
import Testing

/// Each test has a process of its own: other tests keep Swift's few threads busy, and cancelling
/// needs one.
@Suite("Solves in tasks")
struct TaskTests {
  /// In some stretches CBC does not look at the stop for long, and its process is ended by force.
  @Test func cancellingATaskKeepsTheIncumbentAtAnyTime() async {
    await #expect(processExitsWith: .success) {
      for delay in [0, 5, 20, 80, 300] {
        for backend in Backend.all + Backend.isolated {
          let outcome = try await cancelled(backend, after: .milliseconds(delay))
          precondition(outcome.termination == .interrupted, "\(backend.solver.name): \(outcome)")
          precondition(outcome.objective != nil, "\(backend.solver.name): \(outcome)")
        }
      }
    }
  }

  @Test func aStreamReportsGapsAndEndsWithTheOutcome() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.all + Backend.isolated {
        let (reports, outcomes) = try await collect(backend)
        precondition(outcomes.count == 1, "\(backend.solver.name): \(outcomes)")
        guard let outcome = outcomes.first, let last = reports.last, let gap = last.gap,
          let finalGap = outcome.gap
        else { preconditionFailure("\(backend.solver.name): \(reports) \(outcomes)") }
        precondition(outcome.termination == .nodeLimit, "\(backend.solver.name): \(outcome)")
        precondition(agree(last.incumbent, outcome.objective), "\(last), \(outcome)")
        precondition(gap >= finalGap - 1e-9, "\(backend.solver.name): \(gap), \(finalGap)")
        precondition(reports.map(\.nodes) == reports.map(\.nodes).sorted(), "\(reports)")
      }
    }
  }

  @Test func leavingTheLoopEndsTheSolve() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.all {
        let stop = StopToken()
        let reader = Task {
          let events = backend.solver.events(
            of: HardModel.marketSplit(), SolveParameters(timeLimit: .seconds(1200), stop: stop))
          for try await _ in events {}
        }
        reader.cancel()
        _ = try await reader.value
        precondition(stop.isStopRequested, "\(backend.solver.name) goes on")
        // CBC solves one at a time: this one has its turn only when the other has ended.
        let next = try await backend.solver.outcome(of: FixedCharge.model(seed: 2))
        precondition(next.point != nil, "\(next)")
      }
    }
  }

  @Test(arguments: Backend.all)
  func errorsComeThrough(backend: Backend) async {
    var model = Model()
    let x = model.addVariable()
    model.addRow(Double.nan * x <= 1)
    await #expect(throws: SolverError.self) { try await backend.solver.outcome(of: model) }
    await #expect(throws: SolverError.self) {
      for try await _ in backend.solver.events(of: model) {}
    }
  }
}

/// A solve in a task that is cancelled some time after its first incumbent; the end is the same at
/// any time.
private func cancelled(_ backend: Backend, after delay: Duration) async throws -> Outcome {
  let (incumbents, found) = AsyncStream<Void>.makeStream()
  let solve = Task {
    defer { found.finish() }
    return try await backend.solver.outcome(
      of: HardModel.marketSplit(),
      SolveParameters(timeLimit: .seconds(1200)) { if $0.incumbent != nil { found.yield() } })
  }
  for await _ in incumbents { break }
  try await Task.sleep(for: delay)
  solve.cancel()
  return try await solve.value
}

private func collect(_ backend: Backend) async throws -> ([SolveProgress], [Outcome]) {
  var reports: [SolveProgress] = []
  var outcomes: [Outcome] = []
  let parameters = SolveParameters(nodeLimit: 1000)
  for try await event in backend.solver.events(of: HardModel.marketSplit(), parameters) {
    precondition(outcomes.isEmpty, "\(backend.solver.name) goes on after its outcome")
    switch event {
    case .progress(let progress): reports.append(progress)
    case .outcome(let outcome): outcomes.append(outcome)
    }
  }
  return (reports, outcomes)
}

import Foundation
import LinearModels
import SolverIsolation
import Synchronization
import Testing

/// The built program next to the test bundle: the worker of isolated solves.
private let worker = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  .deletingLastPathComponent().appendingPathComponent("chainwright").path

extension Backend {
  /// Every backend in processes of its own.
  static let isolated = all.map { Backend(solver: IsolatedSolver($0.solver, program: worker)) }

  fileprivate func isolated(_ limits: IsolationLimits, program: String = worker) -> IsolatedSolver {
    IsolatedSolver(solver, limits: limits, program: program)
  }
}

/// Writes a shell script and gives its path to a body.
private func withScript(_ text: String, _ body: (String) throws -> Void) throws {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("chainwright-\(UUID().uuidString).sh").path
  try "#!/bin/sh\n\(text)\n".write(toFile: path, atomically: true, encoding: .utf8)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  defer { try? FileManager.default.removeItem(atPath: path) }
  try body(path)
}

/// The processes that this one started and that still live.
private func children() -> [pid_t] {
  let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return tasks.flatMap { task in
    let text = try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)
    return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
  }.filter { child in
    let name = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(child)/exe")
    return name == worker
  }
}

@Suite("Solves in processes of their own", .serialized)
struct IsolationTests {
  @Test(arguments: Backend.isolated, KnownCase.all)
  func knownModels(backend: Backend, known: KnownCase) throws {
    let outcome = try backend.solver.solve(known.build())
    #expect(outcome.termination == known.termination, "\(outcome.solverWords)")
    #expect(agree(outcome.objective, known.objective))
  }

  @Test(arguments: zip(Backend.all, Backend.isolated))
  func sameAnswerAsInThisProcess(here: Backend, isolated: Backend) throws {
    for seed in 0..<20 {
      let model = AgreementTests.fixedCharge(seed: seed)
      let (left, right) = (try here.solver.solve(model), try isolated.solver.solve(model))
      #expect(left.point == right.point)
      #expect(left.bound == right.bound)
      #expect(left.nodes == right.nodes)
      #expect(left.solverWords == right.solverWords)
    }
  }

  @Test(arguments: Backend.isolated)
  func stopKeepsTheIncumbent(backend: Backend) throws {
    let stop = StopToken()
    let asked = Mutex<ContinuousClock.Instant?>(nil)
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(),
      SolveParameters(timeLimit: .seconds(60), stop: stop) { progress in
        guard progress.incumbent != nil else { return }
        stop.requestStop()
        asked.withLock { $0 = $0 ?? .now }
      })
    #expect(outcome.termination == .interrupted)
    #expect(outcome.point != nil)
    let delay = ContinuousClock.now - (try #require(asked.withLock { $0 }))
    #expect(delay < .seconds(1.5))
  }

  /// In a process of its own, whose only children are those of this test.
  @Test func killedChildIsAFault() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.isolated {
        let killer = Task.detached {
          while children().isEmpty { try await Task.sleep(for: .milliseconds(25)) }
          try await Task.sleep(for: .milliseconds(100))
          for child in children() { kill(child, SIGKILL) }
        }
        do throws(SolverError) {
          let outcome = try backend.solver.solve(
            HardModel.marketSplit(), SolveParameters(timeLimit: .seconds(60)))
          preconditionFailure("\(backend.solver.name): \(outcome)")
        } catch {
          let isNamed =
            error.description.contains("Killed")
            && error.description.contains(backend.solver.name)
          precondition(isNamed, "\(error)")
        }
        try await killer.value
        precondition(children().isEmpty, "a child is left")
        let next = try backend.solver.solve(AgreementTests.fixedCharge(seed: 1))
        precondition(next.point != nil, "\(next)")
      }
    }
  }

  /// The child stands still from its first incumbent on, so it cannot heed the stop.
  @Test func aChildThatHangsLeavesItsIncumbent() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.isolated where backend.solver.name == "cbc" {
        let stop = StopToken()
        let outcome = try backend.solver.solve(
          HardModel.marketSplit(),
          SolveParameters(timeLimit: .seconds(60), stop: stop) { progress in
            guard progress.incumbent != nil, !stop.isStopRequested else { return }
            for child in children() { kill(child, SIGSTOP) }
            stop.requestStop()
          })
        precondition(outcome.termination == .interrupted, "\(outcome)")
        precondition(outcome.objective != nil, "\(outcome)")
        precondition(outcome.solverWords.contains("did not heed"), "\(outcome)")
        precondition(children().isEmpty, "a child is left")
      }
    }
  }

  @Test func abortIsAFaultWithTheLastWords() throws {
    let backend = try #require(Backend.all.first)
    try withScript("echo 'glue.cpp:12: assertion failed' >&2; kill -ABRT $$") { script in
      #expect {
        try backend.isolated(IsolationLimits(), program: script).solve(HardModel.marketSplit())
      } throws: { error in
        guard case SolverError.fault(let words) = error else { return false }
        return words.contains("Aborted") && words.contains("assertion failed")
      }
    }
  }

  @Test func hangEndsAtTheWallTime() throws {
    let backend = try #require(Backend.all.first)
    try withScript("exec sleep 60") { script in
      let solver = backend.isolated(
        IsolationLimits(wallTime: .milliseconds(300)), program: script)
      let outcome = try solver.solve(HardModel.marketSplit())
      #expect(outcome.termination == .timeLimit)
      #expect(outcome.point == nil)
      #expect(outcome.seconds < 10)
      #expect(outcome.solverWords.contains("wall time"))
    }
  }

  @Test func nonsenseIsAFault() throws {
    let backend = try #require(Backend.all.first)
    try withScript("echo 0123456789abcdef >&3; sleep 5") { script in
      #expect(throws: SolverError.self) {
        try backend.isolated(IsolationLimits(), program: script).solve(HardModel.marketSplit())
      }
    }
  }

  @Test func missingProgramIsUnavailable() throws {
    let backend = try #require(Backend.all.first)
    #expect {
      try backend.isolated(IsolationLimits(), program: "/nowhere").solve(HardModel.marketSplit())
    } throws: { error in
      guard case SolverError.unavailable = error else { return false }
      return true
    }
  }

  @Test(arguments: Backend.all)
  func memoryLimitIsAFault(backend: Backend) throws {
    var model = Model()
    for _ in 0..<400_000 { model.objective.add(1, model.addVariable(upper: 1, kind: .integer)) }
    let terms = model.variables.map { LinearExpression.Term(1, $0) }
    for _ in 0..<4 { model.addRow(lower: 1, upper: .infinity, LinearExpression(terms)) }
    #expect {
      try backend.isolated(IsolationLimits(memory: 48 << 20)).solve(model)
    } throws: { error in
      guard case SolverError.fault(let words) = error else { return false }
      return words.contains("48 MB")
    }
  }

  @Test(arguments: Backend.isolated)
  func parametersReachTheChild(backend: Backend) throws {
    let hard = HardModel.marketSplit()
    let limited = try backend.solver.solve(hard, SolveParameters(nodeLimit: 20))
    #expect(limited.termination == .nodeLimit)
    let timed = try backend.solver.solve(hard, SolveParameters(timeLimit: .milliseconds(300)))
    #expect(timed.termination == .timeLimit)
    #expect(timed.point != nil)
    let started = try backend.solver.solve(
      hard,
      SolveParameters(
        timeLimit: .milliseconds(200), start: HardModel.marketSplitStart(hard)))
    #expect(started.point != nil)
    #expect(throws: SolverError.self) {
      var parameters = SolveParameters()
      parameters.options = ["no such option": "1"]
      _ = try backend.solver.solve(hard, parameters)
    }
  }
}

import Foundation
import LinearModels
import SolverConformance
import SolverIsolation
import SolverTestSupport
import Synchronization
import Testing

extension Backend {
  fileprivate func isolated(_ limits: IsolationLimits, program: String = Backend.worker)
    -> IsolatedSolver
  {
    IsolatedSolver(solver, limits: limits, program: program)
  }
}

/// A Python program in the place of a nursery: it makes no processes, but answers on the first
/// solve's descriptors itself, `channel` and `errors`.
private func withScript(_ text: String, _ body: (String) throws -> Void) throws {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("chainwright-\(UUID().uuidString).py").path
  let script = """
    #!/usr/bin/env python3
    import os, signal, socket, struct, time
    orders = socket.socket(fileno=3)
    orders.recv(struct.unpack("q", orders.recv(8))[0])
    _, (channel, errors), _, _ = socket.recv_fds(orders, 8, 2)
    \(text)
    """
  try script.write(toFile: path, atomically: true, encoding: .utf8)
  try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  defer { try? FileManager.default.removeItem(atPath: path) }
  try body(path)
}

/// The workers that a process started and that still live.
private func workers(of process: String = "self") -> [pid_t] {
  let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
  return tasks.flatMap { task in
    let path = "/proc/\(process)/task/\(task)/children"
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
  }.filter { child in
    let name = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(child)/exe")
    return name == Backend.worker
  }
}

/// The processes of solves that this process's nurseries made and that still live.
private func solves() -> [pid_t] { workers().flatMap { workers(of: "\($0)") } }

/// Whether a process is there and not waiting to be buried, when all it held is closed.
private func isAlive(_ process: pid_t) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let state = text.split(separator: ")").last?.split(separator: " ").first
  else { return false }
  return state != "Z" && state != "X"
}

/// Waits for a condition; a process that was told to end needs a moment.
private func waitUntil(_ condition: () -> Bool) async throws {
  for _ in 0..<4000 where !condition() { try await Task.sleep(for: .milliseconds(25)) }
  precondition(condition(), "still not so after a hundred seconds")
}

/// Only against a solve that hangs: no end may depend on it.
private let guardTime = Duration.seconds(600)

@Suite("Solves in processes of their own", .serialized)
struct IsolationTests {
  @Test(arguments: Backend.isolated, KnownModel.all)
  func knownModels(backend: Backend, known: KnownModel) {
    #expect(Conformance.findings(of: backend.solver, on: known) == [])
  }

  @Test(arguments: zip(Backend.all, Backend.isolated))
  func sameAnswerAsInThisProcess(here: Backend, isolated: Backend) throws {
    for seed in 0..<20 {
      let model = FixedCharge.model(seed: seed)
      let (left, right) = (try here.solver.solve(model), try isolated.solver.solve(model))
      #expect(left.point == right.point)
      #expect(left.bound == right.bound)
      #expect(left.nodes == right.nodes)
      #expect(left.solverWords == right.solverWords)
    }
  }

  @Test(arguments: Backend.isolated)
  func isolatedSolvesRunAtTheSameTime(backend: Backend) async throws {
    let models = (0..<32).map { RandomModel(seed: 200 + $0) }
    let wrong = await withTaskGroup(of: [Int].self) { group in
      for part in 0..<4 {
        group.addTask {
          stride(from: part, to: 32, by: 4).filter { index in
            let outcome = try? backend.solver.solve(models[index].model)
            return outcome == nil
              || !agree(outcome?.objective, models[index].bestByEnumeration())
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: Backend.isolated)
  func stopKeepsTheIncumbent(backend: Backend) throws {
    let stop = StopToken()
    let outcome = try backend.solver.solve(
      HardModel.marketSplit(),
      SolveParameters(timeLimit: guardTime, stop: stop) { progress in
        if progress.incumbent != nil { stop.requestStop() }
      })
    #expect(outcome.termination == .interrupted)
    #expect(outcome.point != nil)
  }

  /// In a process of its own, whose only children are those of this test.
  @Test func killedSolveIsAFault() async {
    await #expect(processExitsWith: .success) { try await killMidSolve { solves() } }
  }

  @Test func killedNurseryIsAFaultAndLeavesNoSolve() async {
    await #expect(processExitsWith: .success) { try await killMidSolve { workers() } }
  }

  /// Killed between two solves, so that no solve is hurt by it.
  @Test func aLostNurseryIsReplaced() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.isolated {
        for _ in 0..<3 {
          let outcome = try backend.solver.solve(FixedCharge.model(seed: 1))
          precondition(outcome.point != nil, "\(outcome)")
          let nurseries = workers()
          for nursery in nurseries { kill(nursery, SIGKILL) }
          try await waitUntil { !nurseries.contains(where: isAlive) }
        }
      }
    }
  }

  /// A process with two threads may not fork and go on with Swift; the thread sanitizer brings one
  /// of its own.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["TSAN_OPTIONS"] == nil))
  func nurseriesHaveOneThread() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.isolated {
        _ = try backend.solver.solve(FixedCharge.model(seed: 1))
      }
      for nursery in workers() {
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(nursery)/task")
        precondition(tasks.count == 1, "\(tasks)")
      }
      precondition(workers().count == Backend.isolated.count)
    }
  }

  /// The process stands still from its first incumbent on, so it cannot heed the stop.
  @Test func aSolveThatHangsLeavesItsIncumbent() async {
    await #expect(processExitsWith: .success) {
      for backend in Backend.isolated {
        let stop = StopToken()
        let outcome = try backend.solver.solve(
          HardModel.marketSplit(),
          SolveParameters(timeLimit: guardTime, stop: stop) { progress in
            guard progress.incumbent != nil, !stop.isStopRequested else { return }
            for solve in solves() { kill(solve, SIGSTOP) }
            stop.requestStop()
          })
        precondition(outcome.termination == .interrupted, "\(outcome)")
        precondition(outcome.objective != nil, "\(outcome)")
        precondition(outcome.solverWords.contains("did not heed"), "\(outcome)")
        try await waitUntil { solves().isEmpty }
      }
    }
  }

  @Test(arguments: [
    "os.write(errors, b'glue.cpp:12: assertion failed\\n'); os.abort()",
    "os.write(2, b'glue.cpp:12: assertion failed\\n'); os.abort()",
  ])
  func abortIsAFaultWithTheLastWords(text: String) throws {
    let backend = try #require(Backend.all.first)
    try withScript(text) { script in
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
    try withScript("time.sleep(600)") { script in
      let solver = backend.isolated(
        IsolationLimits(wallTime: .milliseconds(300)), program: script)
      let outcome = try solver.solve(HardModel.marketSplit())
      #expect(outcome.termination == .timeLimit)
      #expect(outcome.point == nil)
      #expect(outcome.solverWords.contains("wall time"))
    }
  }

  @Test func nonsenseIsAFault() throws {
    let backend = try #require(Backend.all.first)
    try withScript("os.write(channel, b'0123456789abcdef'); time.sleep(600)") { script in
      #expect {
        try backend.isolated(IsolationLimits(), program: script).solve(HardModel.marketSplit())
      } throws: { error in
        guard case SolverError.fault(let words) = error else { return false }
        return words.contains("nonsense")
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
    let limited = try backend.solver.solve(hard, SolveParameters(nodeLimit: 1000))
    #expect(limited.termination == .nodeLimit)
    #expect(limited.point != nil)
    let timed = try backend.solver.solve(hard, SolveParameters(timeLimit: .milliseconds(300)))
    #expect(timed.termination == .timeLimit)
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

/// Kills processes in the middle of a solve: a fault that says so, nothing left behind, and the
/// next solve works.
private func killMidSolve(_ victims: @escaping @Sendable () -> [pid_t]) async throws {
  for backend in Backend.isolated {
    let found = Mutex(false)
    let killer = Task.detached {
      try await waitUntil { found.withLock { $0 } }
      for victim in victims() { kill(victim, SIGKILL) }
    }
    do throws(SolverError) {
      let outcome = try backend.solver.solve(
        HardModel.marketSplit(),
        SolveParameters(timeLimit: guardTime) { _ in found.withLock { $0 = true } })
      preconditionFailure("\(backend.solver.name): \(outcome)")
    } catch {
      let isNamed =
        error.description.contains("Killed") && error.description.contains(backend.solver.name)
      precondition(isNamed, "\(error)")
    }
    try await killer.value
    try await waitUntil { solves().isEmpty }
    let next = try backend.solver.solve(FixedCharge.model(seed: 1))
    precondition(next.point != nil, "\(next)")
  }
}

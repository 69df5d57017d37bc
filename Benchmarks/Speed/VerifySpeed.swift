import Composition
import Glibc
import Instances
import ServerChains

/// Reading, validating and verifying an instance with 2000 servers and its plan.
struct VerifySpeed {
  private static let servers = 2000

  let runs: Int

  /// A section of the result file.
  func section() throws -> String {
    let folder = "/tmp/chainwright-benchmarks-\(getpid())"
    guard mkdir(folder, 0o700) == 0 else {
      throw InputError("cannot be made; make room in /tmp", file: folder, kind: .unwritable)
    }
    let (instancePath, planPath) = ("\(folder)/i.instance.json", "\(folder)/p.plan.json")
    defer {
      unlink(instancePath)
      unlink(planPath)
      rmdir(folder)
    }
    let plan = try write(instancePath, planPath)
    let timing = try Timing(runs: runs) { try Self.verify(instancePath, planPath) }
    let peak = try ChildProcess.peakMemory(of: ["verify-once", instancePath, planPath])
    return """
      ## Reading, validating and verifying \(Self.servers) servers

      Family `paper`, J = \(Self.servers), L = 70, seed 1, with a plan of \(plan.chains.count) \
      chains by GBP-CR(10) + GCA: both \
      files read, every field and every rule checked. Goal: below 100 ms and 200 MB.


      """
        + Figure.table([
          ["", "median (ms)", "least", "greatest", "peak memory of the process (MB)"],
          [
            "read, validate, verify", Figure.milliseconds(timing.median),
            Figure.milliseconds(timing.least), Figure.milliseconds(timing.greatest),
            Figure.significant(peak, digits: 3),
          ],
        ])
  }

  /// What is measured.
  static func verify(_ instancePath: String, _ planPath: String) throws {
    let instance = try InstanceFile.read(path: instancePath)
    let verification = Verifier.verify(try PlanFile.read(path: planPath), of: instance)
    precondition(verification.isValid, "The plan of the benchmark keeps every rule.")
  }

  private func write(_ instancePath: String, _ planPath: String) throws -> Plan {
    let instance = try InstanceGenerator(
      family: .paper, servers: Self.servers, blocks: 70, seed: 1
    ).instance()
    let greedy = GreedyComposition(instance: instance, reservation: 10, stop: .all)
    let plan = Plan(
      design: greedy.design, for: instance,
      method: PlanMethod(name: "gbp-cr+gca", reservation: 10),
      outcome: PlanOutcome(
        question: .rate, value: greedy.design.totalRate, bound: nil, termination: .heuristic))
    try OutputFile.write(InstanceFile.text(of: instance), to: instancePath)
    try OutputFile.write(PlanFile.text(of: plan), to: planPath)
    return plan
  }
}

/// This program once more, in a process of its own.
enum ChildProcess {
  /// The greatest resident memory of a run with these arguments, in MB.
  static func peakMemory(of arguments: [String]) throws -> Double {
    let words = ([CommandLine.arguments[0]] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/proc/self/exe", nil, nil, words + [nil], environ) == 0 else {
      throw InputError("the benchmark cannot start itself; try again")
    }
    var (status, usage): (Int32, rusage) = (0, rusage())
    guard wait4(child, &status, 0, &usage) == child, status == 0 else {
      throw InputError("the benchmark's child did not end well; run it by hand")
    }
    return Double(usage.ru_maxrss) * 1024 / 1e6
  }
}

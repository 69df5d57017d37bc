import Experiments
import ServerChains

/// Records as suites make them, drawn by seed: gaps with trajectories, four exact methods,
/// frontiers, speed, dispatch.
struct SyntheticRecords {
  private var generator: SeededGenerator
  private(set) var records: [Record] = []

  /// At least so many records.
  static func make(count: Int, seed: UInt64) -> [Record] {
    var drawn = SyntheticRecords(generator: SeededGenerator(seed: seed))
    var number = 0
    while drawn.records.count < count {
      drawn.addCluster(number)
      drawn.addSmall(number)
      if number % 10 == 0 { drawn.addDispatch(number) }
      number += 1
    }
    return drawn.records
  }

  private mutating func uniform() -> Double { generator.uniform() }

  private mutating func add(
    _ suite: String, _ instance: String, servers: Int, _ method: RunMethod,
    _ question: RunQuestion, slots: Int? = nil, load: Double? = nil, seconds: Double,
    _ outcome: RunOutcome
  ) {
    let number = String(records.count, radix: 16)
    let digits = String(repeating: "0", count: 32 - number.count) + number
    records.append(
      Record(
        run: digits, suite: suite, experiment: question.rawValue,
        instance: InstanceStamp(
          name: instance, digest: "sha256:\(SHA256.hexDigest(of: Array(instance.utf8)))",
          family: "mixed", seed: 1, servers: servers, blocks: 70),
        method: method, question: question, slots: slots, load: load, repetition: 1,
        limits: RunLimits(seconds: 60, memoryMB: 4000), outcome: outcome,
        effort: RunEffort(
          wallSeconds: seconds, cpuSeconds: 1.5 * seconds, peakMemoryMB: 50, nodes: 10,
          columns: 100),
        versions: Versions(chainwright: "0.1.0", swift: "6.3", glpk: "5.0", cbc: "2.10"),
        source: SourceStamp(commit: "0123456789abcdef", dirty: false),
        host: HostStamp(name: "host", cpu: "cpu", cores: 2, memoryMB: 8000, loadAverage: 1),
        time: "2026-11-20T14:03:05Z"))
  }

  private mutating func addCluster(_ number: Int) {
    let servers = 10 * (1 + number % 4)
    let name = "cluster-J\(servers)-s\(number)"
    let exact = RunMethod(name: .exact, parameters: ["gap": .number("0.001")])
    for slots in [5, 8, 12, 20] {
      let best = 0.09 * Double(slots) * (0.9 + 0.2 * uniform())
      let bound = best * (1 + 0.03 * uniform())
      var course: [TrajectoryPoint] = []
      for step in 0..<8 {
        let (seconds, open) = (0.1 * Double(1 << step), 1 / Double(1 + step))
        course.append(
          TrajectoryPoint(
            seconds: seconds, value: best * (1 - 0.2 * open), bound: bound * (1 + 0.3 * open)))
      }
      add(
        "clusters", name, servers: servers, exact, .rate, slots: slots, seconds: 60,
        RunOutcome(
          status: .done, termination: .timeLimit, value: best, bound: bound,
          greedy: best * (1 - 0.05 * uniform()), trajectory: course))
    }
  }

  private mutating func addSmall(_ number: Int) {
    let name = "small-J6-s\(number)"
    for (method, solver) in [
      (MethodName.exact, "glpk"), (.exact, "cbc"), (.plainMILP, "glpk"), (.plainMILP, "cbc"),
    ] {
      let seconds = 80 * uniform() * uniform()
      add(
        "small", name, servers: 6, RunMethod(name: method, parameters: ["solver": .string(solver)]),
        .rate, slots: 6, seconds: min(seconds, 60),
        RunOutcome(
          status: .done, termination: seconds < 60 ? .optimal : .timeLimit, value: 1, bound: 1,
          greedy: 0.98))
    }
    let points = (1...6).map {
      FrontierEntry(
        slots: $0, value: Double($0), bound: 1.01 * Double($0), greedy: 0.97 * Double($0),
        termination: .timeLimit)
    }
    add(
      "small", name, servers: 6, RunMethod(name: .exact), .frontier, slots: 6, seconds: 1,
      RunOutcome(status: .done, points: .frontier(points)))
    let size = [20, 50, 100, 200, 500, 1000, 2000][number % 7]
    add(
      "speed", "paper-J\(size)-s\(number)", servers: size, RunMethod(name: .greedySpeed), .speed,
      seconds: 0.1, RunOutcome(status: .done, value: 1e-6 * Double(size) * (1 + uniform())))
  }

  private mutating func addDispatch(_ number: Int) {
    for policy in ["jffc", "jsq", "sed", "random"] {
      let points = [0.1, 0.3, 0.5, 0.7, 0.8, 0.9].map { load in
        let mean = 3 + load / (1 - load)
        return DispatchEntry(
          load: load, lower: 0.97 * mean, upper: 1.1 * mean, exact: mean,
          mean: mean * (1 + 0.1 * uniform()), halfWidth: 0.1, median: mean, p95: 2 * mean,
          p99: 3 * mean, waiting: 0.2)
      }
      add(
        "dispatch", "served-s\(number)", servers: 5,
        RunMethod(name: .simulate, parameters: ["policy": .string(policy)]), .dispatch,
        seconds: 1, RunOutcome(status: .done, points: .dispatch(points)))
    }
  }
}

import ServerChains

@testable import Experiments

/// A small log with every kind of result, and names that formats must escape.
enum SampleRecords {
  static func record(
    _ instance: String, servers: Int = 4, _ method: RunMethod, _ question: RunQuestion,
    suite: String = "suite_1", slots: Int? = nil, load: Double? = nil, repetition: Int = 1,
    seconds: Double = 1, _ outcome: RunOutcome
  ) -> Record {
    var record = RecordTests.full()
    record.run = String(
      SHA256.hexDigest(
        of: Array(
          "\(suite) \(instance) \(method) \(question) \(slots ?? 0) \(load ?? 0) \(repetition)".utf8
        )
      ).prefix(32))
    record.suite = suite
    record.experiment = question.rawValue
    record.instance = InstanceStamp(
      name: instance, digest: "sha256:\(instance)", family: "mixed", seed: 1, servers: servers,
      blocks: 6)
    record.method = method
    record.question = question
    record.slots = slots
    record.load = load
    record.repetition = repetition
    record.limits.seconds = 60
    record.effort.wallSeconds = seconds
    record.outcome = outcome
    return record
  }

  static let glpk = RunMethod(name: .exact, parameters: ["solver": .string("glpk")])
  static let cbc = RunMethod(name: .exact, parameters: ["solver": .string("cbc")])

  /// Rates of two instances by two methods, the greedy value once in the record and once in a run
  /// of its own.
  static var gaps: [Record] {
    [
      record(
        "a_b & \"c\", 50%", glpk, .rate, slots: 4, seconds: 0.5,
        RunOutcome(
          status: .done, termination: .optimal, value: 2, bound: 2.000_000_002, greedy: 1.5)),
      record(
        "big|J10", servers: 10, glpk, .rate, slots: 4, seconds: 60.25,
        RunOutcome(status: .done, termination: .timeLimit, value: 0.9, bound: 1)),
      record(
        "big|J10", servers: 10, RunMethod(name: .greedy), .rate, slots: 4,
        RunOutcome(status: .done, termination: .heuristic, value: 0.81)),
      record(
        "big|J10", servers: 10, cbc, .rate, slots: 4, seconds: 3,
        RunOutcome(status: .crashed, message: "ended by a signal <Aborted>")),
    ]
  }

  static var response: Record {
    record(
      "big|J10", servers: 10, glpk, .response, load: 0.2, seconds: 2,
      RunOutcome(status: .done, termination: .timeLimit, value: 10, bound: 9.5, greedy: 12.5))
  }

  /// A frontier with a bound that is proven twice, and a greedy run beside it.
  static var frontier: Record {
    record(
      "small", glpk, .frontier, slots: 3, seconds: 4,
      RunOutcome(
        status: .done,
        points: .frontier([
          FrontierEntry(slots: 1, value: 1, bound: 1, greedy: 1, termination: .optimal),
          FrontierEntry(slots: 2, value: 1.9, bound: 2, greedy: 1.7, termination: .timeLimit),
          FrontierEntry(slots: 3, value: 2.5, bound: 2.8, greedy: nil, termination: .timeLimit),
        ])))
  }

  static var dispatch: [Record] {
    let entry = DispatchEntry(
      load: 0.5, mean: 4.25, halfWidth: 0.125, median: 3, p95: 9, p99: 12, waiting: 0.5)
    return [
      record(
        "small", RunMethod(name: .simulate, parameters: ["policy": .string("jffc")]), .dispatch,
        RunOutcome(status: .done, points: .dispatch([entry]))),
      record(
        "small", RunMethod(name: .chain), .dispatch,
        RunOutcome(
          status: .done,
          points: .dispatch([
            DispatchEntry(load: 0.5, lower: 4, upper: 4.5, exact: 4.2),
            DispatchEntry(load: 0.9, lower: 9, upper: 11, exact: 10),
          ]))),
    ]
  }

  static var speed: [Record] {
    [10, 20, 40].map { servers in
      record(
        "paper-J\(servers)", servers: servers, RunMethod(name: .greedySpeed), .speed,
        RunOutcome(status: .done, value: 1e-5 * Double(servers * servers)))
    }
  }

  static var trajectory: Record {
    record(
      "course", glpk, .rate, slots: 2, seconds: 8,
      RunOutcome(
        status: .done, termination: .optimal, value: 1, bound: 1, greedy: 0.9,
        trajectory: [
          TrajectoryPoint(seconds: 0.1, value: nil, bound: 2),
          TrajectoryPoint(seconds: 1, value: 0.9, bound: 1.2),
          TrajectoryPoint(seconds: 4, value: 1, bound: 1.01),
        ]))
  }

  static var all: [Record] {
    gaps + [response, frontier] + dispatch + speed + [trajectory]
  }
}

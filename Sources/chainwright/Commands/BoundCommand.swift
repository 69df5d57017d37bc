import Queueing
import ServerChains

/// `bound`: what theory says of a plan's response time.
enum BoundCommand: Command {
  static let name = "bound"
  static let summary =
    "Bound a plan's mean response time under JFFC, exactly where that can be solved."
  static let discussion = [
    "JFFC sends a job to the fastest chain with a free slot, else to one central queue. With "
      + "Poisson arrivals and exponential sizes, two birth-death chains enclose its mean response "
      + "time, and the chain of all occupancies below saturation gives it exactly, "
      + "with queue and utilization.",
    "An arrival rate that the plan cannot bear is an answer: unstable, "
      + "with the limit it must stay below.",
  ]
  static let positionals = [
    Positional(name: "INSTANCE", help: "The instance file."),
    Positional(name: "PLAN", help: "The plan file."),
  ]
  static let options: [Option] = [
    .value(
      "--load", "LIST",
      "Loads, separated by commas: arrival rates as shares of the plan's total rate."),
    .value("--arrival-rate", "RATE", "Jobs per second instead of the instance's own."),
    .value(
      "--max-states", "N", default: "\(ExactChain.defaultStateLimit)",
      "Solve exactly up to so many states."),
    .json,
  ]
  static let examples = [
    "chainwright bound small.instance.json small.plan.json",
    "chainwright bound small.instance.json small.plan.json --load 0.1,0.5,0.9,0.99",
  ]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let loads = try arguments.reals("--load", in: 1e-6...10)
    let given = try arguments.real("--arrival-rate", in: 1e-9...1e9)
    let limit =
      try arguments.integer("--max-states", in: 1...1_000_000_000) ?? ExactChain.defaultStateLimit
    guard loads.isEmpty || given == nil else {
      throw arguments.error("--load and --arrival-rate exclude each other; leave one out")
    }
    let planned = try PlannedSystem.read(arguments)
    let system = planned.system
    let rates =
      try loads.isEmpty
      ? [planned.arrivalRate(given)] : loads.map { $0 * system.totalRate }
    let report = BoundReport(
      planned: planned, isList: !loads.isEmpty,
      points: rates.map { BoundPoint(system: system, arrivalRate: $0, stateLimit: limit) })
    try StandardStreams.write(arguments.flag("--json") ? report.document.prettyText : report.text)
    return .done
  }
}

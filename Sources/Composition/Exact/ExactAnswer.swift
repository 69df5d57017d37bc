import LinearModels
import Queueing
import ServerChains

/// What an exact method found and proved.
///
/// ```swift
/// let path = "instances/example/worked-example.instance.json"
/// let instance = try InstanceFile.read(path: path)
/// let exact = ExactComposition(instance: instance, options: ExactOptions(solver: CBCSolver()))
/// let answer = try exact.rate(slotLimit: 4)
/// print(answer.termination, answer.value ?? 0)  // optimal 1.1428571428571428
/// let text = PlanFile.text(of: try answer.plan(for: instance))
/// print(text.contains("chainwright-plan/1"))  // true
/// ```
public struct ExactAnswer: Sendable {
  /// What was asked.
  public var question: Question
  /// The most slots allowed; nil without a limit.
  public var slotLimit: Int?
  /// The best design found; nil where there is none.
  public var design: Design?
  /// Its value: jobs per second, slots or chains.
  public var value: Double?
  /// What no design can beat, rounded outward by one part in 10⁹; nil where nothing is proven.
  public var bound: Double?
  /// Why the method ended.
  public var termination: PlanTermination
  /// What a reader should know of the termination.
  public var reason: String?
  /// How the design was made.
  public var method: PlanMethod
  /// What it cost.
  public var effort: ExactEffort
  /// Backend and version; nil where none took part.
  public var solver: String?
  /// Bounds of the design's mean response time under JFFC, where it was asked for.
  public var response: ResponseBounds?

  /// `|bound − value| / max(|bound|, |value|)`; nil without both.
  public var gap: Double? { PlanOutcome.gap(value: value, bound: bound) }

  /// The answer as a plan of the instance, passed by the verifier.
  ///
  /// - Throws: `CompositionFault` where the verifier finds a broken rule; that is a defect of this
  ///   program.
  public func plan(for instance: Instance) throws(CompositionFault) -> Plan {
    let design =
      design ?? Design(placement: Placement(serverCount: instance.servers.count), chains: [])
    let plan = Plan(
      design: design, for: instance, method: method,
      outcome: PlanOutcome(
        question: question, slotLimit: slotLimit, value: value, bound: bound,
        termination: termination, seconds: effort.seconds, solver: solver, reason: reason,
        response: response.map { $0.lower...$0.upper }))
    if let violation = Verifier.verify(plan, of: instance).violations.first {
      throw CompositionFault(
        "the verifier refuses the plan: \(violation); please report this with the instance")
    }
    return plan
  }
}

extension ExactAnswer {
  /// The best so far of a search that could not be stopped; without a design where it had none yet.
  package init(
    leftBehind progress: ExactProgress?, _ termination: PlanTermination, question: Question,
    slotLimit: Int?, seconds: Double, solver: any Solver
  ) {
    var effort = ExactEffort()
    effort.seconds = seconds
    effort.rounds = progress?.rounds ?? 0
    let design = progress?.design
    self.init(
      question: question, slotLimit: slotLimit, design: design,
      value: design == nil ? nil : progress?.incumbent, bound: progress?.bound,
      termination: termination, reason: nil, method: .jointSearch, effort: effort,
      solver: "\(solver.name) \(solver.version)")
  }
}

/// What an exact method spent.
public struct ExactEffort: Sendable {
  /// Columns generated or enumerated: patterns, chains or groups.
  public var columns = 0
  /// Whether ``ExactOptions/branchingSolver`` had a part in it.
  var usedBranchingSolver = false
  /// Linear and mixed-integer programs solved.
  public var rounds = 0
  /// Alignment cuts in the end.
  public var cuts = 0
  /// Branch-and-bound nodes over all rounds, where the backend counts them.
  public var nodes = 0
  /// Wall-clock seconds.
  public var seconds = 0.0

  /// Nothing spent yet.
  public init() {}

  /// Counts what a part of the work spent; columns and cuts are held in common.
  mutating func add(_ other: ExactEffort) {
    columns = max(columns, other.columns)
    usedBranchingSolver = usedBranchingSolver || other.usedBranchingSolver
    rounds += other.rounds
    nodes += other.nodes
  }
}

/// A method that broke one of its own rules: a defect, never a result.
public struct CompositionFault: Error, CustomStringConvertible {
  /// What broke.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Counts for people: exact while they are whole numbers of moderate size, else to three digits.
package func countText(_ count: Double) -> String {
  if count < 1e15 { return "\(Int(count))" }
  let digits = "\(count)"
  guard let exponent = digits.split(separator: "e").last, digits.contains("e") else {
    return digits
  }
  return "\(digits.prefix(4))e\(exponent)"
}

import Composition
import LinearModels
import ServerChains

/// `solve`: one question, exactly.
enum SolveCommand: Command {
  static let name = "solve"
  static let summary =
    "Answer one question exactly, with a plan, a proven bound, and the gap between."
  static let discussion = [
    "Placement and cache are decided together. Column generation over patterns (how many blocks "
      + "each server processes) bounds the rate, a seeded improvement search makes plans, and "
      + "branching on where servers end proves the best one wherever the patterns can be "
      + "enumerated. Beyond that the plan and the bound come back with the gap between them.",
    "Every plan passes the verifier before it is shown. Ctrl-C ends the solve with the "
      + "best plan so far.",
  ]
  static let lists = [
    HelpList(
      title: "Questions",
      items: Question.allCases.map { ($0.rawValue, help(of: $0)) })
  ]
  static let positionals = [Positional(name: "INSTANCE", help: "The instance file.")]
  static let options: [Option] =
    [
      .value(
        "--question", "WHICH", allowed: Question.allCases.map(\.rawValue), required: true,
        "What to answer."),
      .value("--slots", "N", "The most jobs in service at once, for rate and cache."),
      .value(
        "--placement", "PLAN", "Keep the placement of this plan, for rate, slots and cache."),
      .value(
        "--reservation", "C",
        "Jobs to reserve cache for, for disjoint; by default the greedy choice."),
    ] + SolveOptions.all + [PlanOutput.option, .json]
  static let examples = [
    "chainwright solve small.instance.json --question rate --slots 8",
    "chainwright solve small.instance.json --question slots --solver glpk -o small.plan.json",
    "chainwright solve small.instance.json --question cache --placement small.plan.json",
  ]

  private static func help(of question: Question) -> String {
    switch question {
    case .rate: "The greatest total rate; with --slots N of at most N slots."
    case .slots: "The fewest slots whose total rate reaches arrivalRate/maximumLoad."
    case .response:
      "The least mean response time at arrivalRate; the bound holds for every design under JFFC."
    case .cache: "The greatest total rate on the placement of --placement PLAN."
    case .disjoint:
      "The fewest chains without a common server that reach the rate with cache for "
        + "--reservation jobs each."
    }
  }

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let task = try SolveTask(arguments, options: SolveOptions.read(arguments))
    let line = try ProgressLine<ExactProgress>(arguments)
    let began = ContinuousClock.now
    var answer = try Interruption.run(limit: task.options.timeLimit) { token in
      var options = task.options
      options.stop = token
      options.progress = { line.report($0) }
      return try task.answer(options)
    } salvage: { end in
      task.salvage(line.latest, end, seconds: (ContinuousClock.now - began) / .seconds(1))
    }
    line.clear()
    if answer.termination == .infeasible {
      answer.reason = InfeasibilityDiagnosis(instance: task.instance, placement: task.placement)
        .extending(answer.reason)
    }
    let plan = try answer.plan(for: task.instance)
    CrossCheckedSolver.report(on: task.options.solver)
    let isAnswer = answer.design != nil || answer.termination == .infeasible
    try PlanOutput(
      instance: task.instance, plan: plan, effort: answer.effort, isSaved: isAnswer
    ).show(arguments)
    guard isAnswer else {
      throw CommandFailure(
        status: .limitWithoutPlan,
        message:
          "\(answer.termination.words) without a plan; give it more time or a smaller instance")
    }
    return .done
  }
}

/// What `solve` is asked, read and checked.
struct SolveTask: Sendable {
  let instance: Instance
  let question: Question
  let slotLimit: Int?
  let placement: Placement?
  let reservation: Int?
  let options: ExactOptions

  init(_ arguments: ParsedArguments, options: ExactOptions) throws {
    self.options = options
    let question = Question(rawValue: arguments.text("--question") ?? "") ?? .rate
    self.question = question
    slotLimit = try arguments.integer("--slots", in: 1...1_000_000_000)
    reservation = try arguments.integer("--reservation", in: 1...1_000_000_000)
    try Self.checkCombination(question, arguments)
    let path = arguments.positional("INSTANCE")
    let instance = try InstanceFile.read(path: path)
    self.instance = instance
    placement = try arguments.text("--placement").map { planPath in
      try PlanFile.read(path: planPath).design(for: instance, file: planPath).placement
    }
    if let lack = question.lack(of: instance) { throw lack.inFile(path) }
  }

  private static func checkCombination(
    _ question: Question, _ arguments: ParsedArguments
  ) throws(UsageError) {
    let terms = question.terms
    func names(_ belongs: (QuestionTerms) -> Bool) -> String {
      let names = Question.allCases.filter { belongs($0.terms) }.map(\.rawValue)
      return names.dropLast().joined(separator: ", ") + (names.count > 1 ? " and " : "")
        + (names.last ?? "")
    }
    if terms.placement == .required, !arguments.isGiven("--placement") {
      throw arguments.error(
        "--question \(question.rawValue) needs a placement; add --placement PLAN")
    }
    if terms.placement == .none, arguments.isGiven("--placement") {
      throw arguments.error(
        "--question \(question.rawValue) makes its own placement; leave --placement out")
    }
    if !terms.takesSlotLimit, arguments.isGiven("--slots") {
      throw arguments.error(
        "--slots limits the slots of \(names(\.takesSlotLimit)), not of \(question.rawValue); "
          + "leave it out")
    }
    if !terms.takesReservation, arguments.isGiven("--reservation") {
      throw arguments.error(
        "--reservation is for --question \(names(\.takesReservation)), "
          + "not for \(question.rawValue); leave it out")
    }
  }

  func answer(_ options: ExactOptions) throws -> ExactAnswer {
    try ExactComposition(instance: instance, options: options).answer(
      question, slotLimit: slotLimit, placement: placement, reservation: reservation)
  }

  /// The answer at hand when the work heeds neither a stop request nor its time limit.
  func salvage(
    _ progress: ExactProgress?, _ end: PlanTermination, seconds: Double
  ) -> ExactAnswer {
    ExactAnswer(
      leftBehind: progress, end, question: question, slotLimit: slotLimit, seconds: seconds,
      solver: options.solver)
  }
}

import Composition
import ServerChains

/// How commands that make a plan show and save it.
struct PlanOutput {
  static let option = Option.value("-o", "PLAN", "Write the plan to this file as well.")

  let instance: Instance
  let plan: Plan
  /// What the method spent; nil for the greedy one.
  var effort: ExactEffort?
  /// Whether `-o` gets the plan: where a limit left none, what is proven is shown but no file
  /// appears.
  var isSaved = true

  /// Verifies the plan, writes the file of `-o` and prints the plan for people, or as its document
  /// with `--json`.
  func show(_ arguments: ParsedArguments) throws {
    let verification = Verifier.verify(plan, of: instance)
    if let violation = verification.violations.first {
      throw CommandFailure(
        status: .fault,
        message: "the verifier refuses the plan: \(violation); please report this with the instance"
      )
    }
    if isSaved, let path = arguments.text("-o") {
      try OutputFile.write(PlanFile.text(of: plan), to: path)
    }
    if arguments.flag("--json") {
      try StandardStreams.write(PlanFile.text(of: plan))
    } else {
      let report = VerificationReport(instance: instance, plan: plan, verification: verification)
      try StandardStreams.write(text(report))
    }
  }

  private func text(_ report: VerificationReport) -> String {
    let design = report.verification.design
    var lines = [
      ("instance", "\(instance.name): \(instance.blocks) blocks, \(instance.servers.count) servers")
    ]
    lines += outcomeLines
    let slots = "\(design.totalSlots) slot\(design.totalSlots == 1 ? "" : "s")"
    lines.append(("method", methodText))
    if let required = instance.requiredRate, !design.chains.isEmpty {
      let rate = NumberText.significant(design.totalRate, digits: 9)
      let goal = NumberText.significant(required, digits: 9)
      lines.append(
        ("system", "\(slots), \(rate) jobs/s (λ/ρ̄ asks for \(goal))"))
    } else if !design.chains.isEmpty {
      let rate = NumberText.significant(design.totalRate, digits: 9)
      lines.append(("system", "\(slots), \(rate) jobs/s"))
    }
    if let response = plan.outcome?.response {
      let lower = NumberText.significant(response.lowerBound, digits: 9)
      let upper = NumberText.significant(response.upperBound, digits: 9)
      lines.append(("response", "\(lower) to \(upper) s on average at λ = \(rateText)"))
    }
    let width = (lines.map(\.0.count).max() ?? 0) + 2
    return lines.map { TextLayout.padded($0.0, to: width) + $0.1 + "\n" }.joined() + report.tables
  }

  private var rateText: String {
    instance.arrivalRate.map { "\(NumberText.shortest($0))/s" } ?? "–"
  }

  private var outcomeLines: [(String, String)] {
    guard let outcome = plan.outcome else { return [] }
    var lines = [("question", questionText(outcome))]
    if let value = outcome.value {
      lines.append(
        ("value", NumberText.significant(value, digits: 9) + unit(outcome.question, of: value)))
    }
    if let bound = outcome.bound {
      let proven = NumberText.significant(bound, digits: 9) + unit(outcome.question, of: bound)
      let shown = outcome.termination.shownGap(outcome.gap)
      lines.append(
        ("bound", proven + (shown.map { " (gap \(NumberText.percent($0)))" } ?? "")))
    }
    lines.append(("ended", outcome.termination.words + (outcome.reason.map { ": \($0)" } ?? "")))
    return lines
  }

  private func questionText(_ outcome: PlanOutcome) -> String {
    outcome.question.summary + (outcome.slotLimit.map { " with at most \($0) slots" } ?? "")
  }

  private func unit(_ question: Question, of value: Double) -> String {
    " " + question.unit(of: value)
  }

  private var methodText: String {
    var parts = [plan.method.name]
    if let reservation = plan.method.reservation { parts.append("reservation \(reservation)") }
    if let solver = plan.outcome?.solver { parts.append(solver) }
    if let effort, effort.rounds > 0 {
      parts.append("\(effort.columns) columns")
      parts.append("\(effort.rounds) program\(effort.rounds == 1 ? "" : "s")")
      if effort.cuts > 0 { parts.append("\(effort.cuts) alignment cuts") }
    }
    if let seconds = plan.outcome?.seconds {
      parts.append("\(NumberText.fixed(seconds, decimals: 3)) s")
    }
    return parts.joined(separator: ", ")
  }
}

extension PlanTermination {
  /// The termination in words.
  var words: String {
    switch self {
    case .optimal: "proven optimal"
    case .gapReached: "within the gap asked for, proven"
    case .timeLimit: "time limit"
    case .nodeLimit: "node limit"
    case .interrupted: "interrupted; this is the best so far"
    case .infeasible: "no plan exists"
    case .heuristic: "heuristic"
    }
  }
}

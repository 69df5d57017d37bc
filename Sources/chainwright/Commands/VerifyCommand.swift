import ServerChains

/// `verify`: a plan against its instance.
enum VerifyCommand: Command {
  static let name = "verify"
  static let summary = "Check a plan against its instance, trusting nothing the plan states."
  static let discussion = [
    "Everything is recomputed from instance and plan alone, memory in exact decimals: chains, "
      + "their service times and rates, and every server's memory. "
      + "Ends with status 0 and the word valid, or with status 1 and one sentence per broken rule."
  ]
  static let positionals = [
    Positional(name: "INSTANCE", help: "The instance file."),
    Positional(name: "PLAN", help: "The plan file."),
  ]
  static let options: [Option] = [.json]
  static let examples = ["chainwright verify small.instance.json small.plan.json"]

  static func run(_ arguments: ParsedArguments) throws -> ExitStatus {
    let instance = try InstanceFile.read(path: arguments.positional("INSTANCE"))
    let plan = try PlanFile.read(path: arguments.positional("PLAN"))
    let report = VerificationReport(
      instance: instance, plan: plan, verification: Verifier.verify(plan, of: instance))
    try StandardStreams.write(
      arguments.flag("--json") ? report.document.prettyText : report.text)
    return report.verification.isValid ? .done : .ruleBroken
  }
}

import Queueing
import ServerChains

/// The options that say what jobs come, as data, and their reading.
enum WorkloadOptions {
  static let all: [Option] = [
    .value("--load", "RHO", "The arrival rate as a share of the plan's total rate."),
    .value(
      "--arrival-rate", "RATE", "Jobs per second; the trace's or the instance's if not given."),
    .value(
      "--arrivals", "KIND",
      "poisson, deterministic, gamma:CV, mmpp:INTENSITYxSECONDS,… or trace; trace with "
        + "--trace, else poisson."
    ),
    .value(
      "--sizes", "KIND",
      "exponential, deterministic, gamma:CV or tokens; tokens with --trace, else exponential."),
    .value(
      "--trace", "FILE",
      "Requests: arrival_s,input_tokens,output_tokens or Azure's "
        + "TIMESTAMP,ContextTokens,GeneratedTokens."
    ),
    .value(
      "--token-times", "FIXED,INPUT,OUTPUT",
      "Seconds per block: whatever the length, per prompt token, per token made; "
        + "of an A100 in fp16 if not given."
    ),
    .value(
      "--reference-tokens", "IN,OUT",
      "The lengths the instance's times are for; the trace's means if not given."),
  ]

  /// The workload asked for.
  ///
  /// - Parameter jobs: Take only so many requests of the trace.
  static func read(_ arguments: ParsedArguments, for planned: PlannedSystem, jobs: Int?) throws
    -> Workload
  {
    let trace = try arguments.text("--trace").map { path throws(InputError) in
      try Trace.read(path: path, limit: jobs)
    }
    let arrivals = try arrivals(arguments, hasTrace: trace != nil)
    let sizes = try sizes(arguments, trace: trace, service: planned.instance.service)
    let load = try arguments.real("--load", in: 1e-6...10)
    let given = try arguments.real("--arrival-rate", in: 1e-9...1e9)
    guard load == nil || given == nil else {
      throw arguments.error("--load and --arrival-rate exclude each other; leave one out")
    }
    let own = arrivals == .trace ? trace?.rate : nil
    let rate = load.map { $0 * planned.system.totalRate } ?? given ?? own
    return Workload(
      arrivalRate: try rate ?? planned.arrivalRate(nil), arrivals: arrivals, sizes: sizes,
      trace: trace)
  }

  private static func arrivals(
    _ arguments: ParsedArguments, hasTrace: Bool
  ) throws(UsageError) -> ArrivalProcess {
    let text = arguments.text("--arrivals") ?? (hasTrace ? "trace" : "poisson")
    let (kind, detail) = split(text)
    switch (kind, detail) {
    case ("poisson", nil): return .poisson
    case ("deterministic", nil): return .deterministic
    case ("gamma", let detail?):
      return .gamma(variation: try variation(detail, "--arrivals", arguments))
    case ("mmpp", let detail?): return .markovModulated(try phases(detail, arguments))
    case ("trace", nil):
      guard hasTrace else {
        throw arguments.error("--arrivals trace needs the trace; add --trace FILE")
      }
      return .trace
    default:
      throw arguments.error(
        "--arrivals cannot be \(text); write poisson, deterministic, gamma:2, mmpp:4x3,0x5 or trace"
      )
    }
  }

  private static func sizes(
    _ arguments: ParsedArguments, trace: Trace?, service: Service
  ) throws -> SizeDistribution {
    let text = arguments.text("--sizes") ?? (trace == nil ? "exponential" : "tokens")
    let (kind, detail) = split(text)
    switch (kind, detail) {
    case ("exponential", nil): return .exponential
    case ("deterministic", nil): return .deterministic
    case ("gamma", let detail?):
      return .gamma(variation: try variation(detail, "--sizes", arguments))
    case ("tokens", nil):
      guard let trace else {
        throw arguments.error("--sizes tokens needs the lengths; add --trace FILE")
      }
      return .tokens(try tokenTimes(arguments, trace: trace, service: service))
    default:
      throw arguments.error(
        "--sizes cannot be \(text); write exponential, deterministic, gamma:2 or tokens")
    }
  }

  private static func tokenTimes(
    _ arguments: ParsedArguments, trace: Trace, service: Service
  ) throws -> TokenTimes {
    let reference = try arguments.reals("--reference-tokens", in: 0...1e9)
    guard reference.isEmpty || reference.count == 2 else {
      throw arguments.error(
        "--reference-tokens takes two numbers; write --reference-tokens 2000,20")
    }
    let input = reference.first ?? trace.meanInput
    let output = reference.last ?? trace.meanOutput
    let given = try arguments.reals("--token-times", in: 0...1e6)
    guard given.isEmpty || given.count == 3 else {
      throw arguments.error(
        "--token-times takes three numbers; write --token-times 0.001,0.000005,0.0008")
    }
    do {
      guard given.count == 3 else {
        return try TokenTimes(of: service, referenceInput: input, referenceOutput: output)
      }
      return try TokenTimes(
        fixed: given[0], perInputToken: given[1], perOutputToken: given[2], referenceInput: input,
        referenceOutput: output)
    } catch {
      throw arguments.error("\(error.field) \(error.value ?? ""): \(error.message)")
    }
  }

  private static func split(_ text: String) -> (kind: String, detail: String?) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func variation(
    _ text: String, _ option: String, _ arguments: ParsedArguments
  ) throws(UsageError) -> Double {
    guard let value = Double(text), value >= 0.01, value <= 100 else {
      throw arguments.error(
        "\(option) has the coefficient of variation \(text), which must lie in 0.01 to 100; "
          + "write gamma:2, or deterministic for 0")
    }
    return value
  }

  private static func phases(
    _ text: String, _ arguments: ParsedArguments
  ) throws(UsageError) -> [ArrivalPhase] {
    var phases: [ArrivalPhase] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: "x").map { Double($0) }
      guard numbers.count == 2, let intensity = numbers[0], let seconds = numbers[1],
        (0...1e9).contains(intensity), (1e-9...1e9).contains(seconds)
      else {
        throw arguments.error(
          "--arrivals has the phase \(part); write its intensity and its mean seconds like 4x3")
      }
      phases.append(ArrivalPhase(intensity: intensity, seconds: seconds))
    }
    guard phases.contains(where: { $0.intensity > 0 }) else {
      throw arguments.error("--arrivals has no phase with arrivals; give one an intensity above 0")
    }
    return phases
  }
}

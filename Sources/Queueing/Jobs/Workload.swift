/// How jobs arrive.
public enum ArrivalProcess: Hashable, Sendable {
  /// Exponential gaps.
  case poisson
  /// Equal gaps.
  case deterministic
  /// Independent gamma gaps with this coefficient of variation, greater than 0.
  case gamma(variation: Double)
  /// Poisson arrivals whose rate changes with a phase; the phases come in turn and again from the
  /// first.
  case markovModulated([ArrivalPhase])
  /// The arrival times of the workload's trace.
  case trace
}

/// A phase of a Markov-modulated process.
public struct ArrivalPhase: Hashable, Sendable {
  /// Its rate relative to the other phases'; 0 for silence.
  public let intensity: Double
  /// Its mean length, exponentially distributed, in seconds.
  public let seconds: Double

  /// A phase.
  public init(intensity: Double, seconds: Double) {
    self.intensity = intensity
    self.seconds = seconds
  }
}

/// How much work a job brings, relative to a mean job.
public enum SizeDistribution: Hashable, Sendable {
  /// Exponential, mean 1.
  case exponential
  /// Always 1.
  case deterministic
  /// Gamma, mean 1, with this coefficient of variation, greater than 0.
  case gamma(variation: Double)
  /// From the tokens of the workload's trace, through these times.
  case tokens(TokenTimes)
}

/// What a run is fed with.
public struct Workload: Hashable, Sendable {
  /// The mean rate of arrivals, in jobs per second; for a trace, times are stretched to have it.
  public var arrivalRate: Double
  /// How jobs arrive.
  public var arrivals: ArrivalProcess
  /// How large they are.
  public var sizes: SizeDistribution
  /// The trace, where arrivals or sizes come from one.
  public var trace: Trace?

  /// A workload.
  ///
  /// - Precondition: The rate is positive and finite, variations and phases are as their
  ///   documentation says, and a trace is given where one is used.
  public init(
    arrivalRate: Double, arrivals: ArrivalProcess = .poisson,
    sizes: SizeDistribution = .exponential, trace: Trace? = nil
  ) {
    precondition(
      arrivalRate > 0 && arrivalRate.isFinite,
      "The arrival rate is a positive finite number of jobs per second, not \(arrivalRate).")
    self.arrivalRate = arrivalRate
    self.arrivals = arrivals
    self.sizes = sizes
    self.trace = trace
    checkForms()
  }

  /// Whether rows of the trace are read.
  package var usesTrace: Bool {
    if case .tokens = sizes { return true }
    return arrivals == .trace
  }

  private func checkForms() {
    precondition(!usesTrace || trace != nil, "Arrivals or sizes of a trace need the trace.")
    switch arrivals {
    case .gamma(let variation): Self.check(variation: variation)
    case .markovModulated(let phases):
      precondition(
        phases.allSatisfy { $0.intensity >= 0 && $0.seconds > 0 && $0.seconds.isFinite }
          && phases.contains { $0.intensity > 0 },
        "Phases have positive lengths and intensities of at least 0, not all 0.")
    case .poisson, .deterministic, .trace: break
    }
    if case .gamma(let variation) = sizes { Self.check(variation: variation) }
  }

  private static func check(variation: Double) {
    precondition(
      variation > 1e-3 && variation < 1e3,
      "A coefficient of variation lies between 0.001 and 1000, not \(variation); "
        + "use the deterministic form for 0.")
  }
}

import ServerChains

/// How a run ended, whatever it found.
package enum RunStatus: String, CaseIterable, Sendable {
  /// The method ended by itself.
  case done
  /// The method refused: bad input, a missing solver, a fault that it noticed.
  case failed
  /// The process ended by a signal or without an answer.
  case crashed
  /// The process did not end in time and was killed.
  case timedOut
  /// The process asked for more memory than it may take.
  case outOfMemory
}

/// What came of a run.
package struct RunOutcome: Hashable, Sendable {
  /// How the run ended; values, bounds and plans come only with `done`.
  package var status: RunStatus
  /// One sentence where something should be known: why it failed, why it is heuristic.
  package var message: String?
  /// Why the method ended.
  package var termination: PlanTermination?
  /// The best value found: jobs/s, slots, seconds or chains, as the question has it.
  package var value: Double?
  /// What no plan can beat.
  package var bound: Double?
  /// `|bound − value| / max(|bound|, |value|)`.
  package var gap: Double?
  /// The greedy plan's value for the same question.
  package var greedy: Double?
  /// The single results of a run that has more than one.
  package var points: RunPoints
  /// Value and bound over time.
  package var trajectory: [TrajectoryPoint]
  /// The plan's document, where the suite asks to keep it.
  package var plan: JSON?

  /// An outcome; the gap follows from value and bound.
  package init(
    status: RunStatus, message: String? = nil, termination: PlanTermination? = nil,
    value: Double? = nil, bound: Double? = nil, greedy: Double? = nil, points: RunPoints = .none,
    trajectory: [TrajectoryPoint] = [], plan: JSON? = nil
  ) {
    self.status = status
    self.message = message
    self.termination = termination
    self.value = value
    self.bound = bound
    self.gap = PlanOutcome.gap(value: value, bound: bound)
    self.greedy = greedy
    self.points = points
    self.trajectory = trajectory
    self.plan = plan
  }
}

/// Results of a run that has more than one.
package enum RunPoints: Hashable, Sendable {
  /// One value says it all.
  case none
  /// The points of the question `frontier`, by slots.
  case frontier([FrontierEntry])
  /// The points of the question `dispatch`, by load.
  case dispatch([DispatchEntry])
}

/// `V_n` for one n.
package struct FrontierEntry: Hashable, Sendable {
  /// `n`.
  package var slots: Int
  /// The greatest total rate found, in jobs/s; nil without a plan.
  package var value: Double?
  /// `V_n` is not above it, in jobs/s; nil where nothing is proven.
  package var bound: Double?
  /// The greedy plan's total rate with n slots, in jobs/s; nil where it was not computed.
  package var greedy: Double?
  /// Why the work on this n ended.
  package var termination: PlanTermination

  /// A point of a frontier; the gap is left to those who read it.
  package init(
    slots: Int, value: Double?, bound: Double?, greedy: Double?, termination: PlanTermination
  ) {
    self.slots = slots
    self.value = value
    self.bound = bound
    self.greedy = greedy
    self.termination = termination
  }
}

/// Response times at one load, in seconds; what a method does not give is nil.
package struct DispatchEntry: Hashable, Sendable {
  /// The arrival rate as a share of the plan's total rate.
  package var load: Double
  /// No dispatch of JFFC's kind is below.
  package var lower: Double?
  /// JFFC is not above.
  package var upper: Double?
  /// JFFC's mean response time, solved exactly.
  package var exact: Double?
  /// The simulated mean response time.
  package var mean: Double?
  /// Half the width of its 95 % confidence interval.
  package var halfWidth: Double?
  /// The simulated response time that half of the jobs do not exceed.
  package var median: Double?
  /// The simulated response time that 95 % of the jobs do not exceed.
  package var p95: Double?
  /// The simulated response time that 99 % of the jobs do not exceed.
  package var p99: Double?
  /// The mean time before service, simulated or exact.
  package var waiting: Double?

  /// A point of the question `dispatch`, with nil for what a method does not give.
  package init(
    load: Double, lower: Double? = nil, upper: Double? = nil, exact: Double? = nil,
    mean: Double? = nil, halfWidth: Double? = nil, median: Double? = nil, p95: Double? = nil,
    p99: Double? = nil, waiting: Double? = nil
  ) {
    self.load = load
    self.lower = lower
    self.upper = upper
    self.exact = exact
    self.mean = mean
    self.halfWidth = halfWidth
    self.median = median
    self.p95 = p95
    self.p99 = p99
    self.waiting = waiting
  }
}

/// Where a method stood after some time.
package struct TrajectoryPoint: Hashable, Sendable {
  /// Wall-clock seconds since the method began.
  package var seconds: Double
  /// The best value by then, in the question's unit; nil before the first plan.
  package var value: Double?
  /// The best bound by then, in the question's unit; nil before the first proof.
  package var bound: Double?

  /// A point of a trajectory, whose points come in order of their seconds.
  package init(seconds: Double, value: Double?, bound: Double?) {
    self.seconds = seconds
    self.value = value
    self.bound = bound
  }
}

import ServerChains

/// One run of a suite: what a child process is asked to do.
package struct Run: Sendable {
  /// Follows from all that determines the run; a log holds each once.
  package let id: String
  /// The name of the suite.
  package let suite: String
  /// The name of the suite's entry.
  package let experiment: String
  /// Identity and origin of the instance, as records keep them.
  package let stamp: InstanceStamp
  /// The instance as it is solved: with the method's arrival rate, where it has one.
  package let instance: Instance
  /// The method with its parameters.
  package let method: RunMethod
  /// What the method is asked.
  package let question: RunQuestion
  /// `n`, the most jobs in service at once; nil without a limit.
  package let slots: Int?
  /// The arrival rate as a share of the plan's total rate; nil for every question but `dispatch`.
  package let load: Double?
  /// Counted from 1.
  package let repetition: Int
  /// Hard limits of the method and of its process.
  package let limits: RunLimits
  /// Whether the record keeps the plan.
  package let keepsPlan: Bool
  /// What it takes as a rule, in seconds.
  package let typicalSeconds: Double

  init(
    suite: Suite, experiment: Experiment, selected: SelectedInstance, method: RunMethod,
    question: RunQuestion, slots: Int?, load: Double?, repetition: Int
  ) {
    self.suite = suite.name
    self.experiment = experiment.name
    stamp = selected.stamp
    instance = selected.instance
    self.method = method
    self.question = question
    self.slots = slots
    self.load = load
    self.repetition = repetition
    limits = experiment.limits
    keepsPlan = experiment.keepsPlans
    typicalSeconds = min(
      experiment.typicalSeconds ?? experiment.limits.seconds, experiment.limits.seconds)
    let identity = JSON.object([
      "suite": .string(suite.name), "experiment": .string(experiment.name),
      "instance": .string(selected.stamp.digest), "method": method.document,
      "question": .string(question.rawValue), "slots": slots.map(JSON.integer) ?? .null,
      "load": .real(load), "limits": experiment.limits.document,
      "repetition": .integer(repetition),
    ])
    id = String(SHA256.hexDigest(of: identity.compactText.utf8).prefix(32))
  }
}

/// Limits given on the command line instead of the suite's own.
package struct LimitOverride: Hashable, Sendable {
  /// Wall-clock seconds for a run; nil for the suite's own.
  package var seconds: Double?
  /// Memory of a run in MB (10⁶ bytes); nil for the suite's own.
  package var memoryMB: Int?

  /// An override that leaves alone what is nil.
  package init(seconds: Double? = nil, memoryMB: Int? = nil) {
    self.seconds = seconds
    self.memoryMB = memoryMB
  }

  func applied(to limits: RunLimits) -> RunLimits {
    RunLimits(
      seconds: seconds ?? limits.seconds, memoryMB: memoryMB ?? limits.memoryMB)
  }
}

extension Suite {
  /// The suite with other limits; its runs are other runs.
  package func with(_ limits: LimitOverride) -> Suite {
    var suite = self
    for index in experiments.indices {
      suite.experiments[index].limits = limits.applied(to: experiments[index].limits)
    }
    return suite
  }

  /// Every run of the suite, in its order, each once.
  ///
  /// - Throws: `InputError` where an instance cannot be read or made.
  /// - Complexity: O(runs), instances are read once.
  package func runs() throws(InputError) -> [Run] {
    var runs: [Run] = []
    var known: Set<String> = []
    for experiment in experiments {
      for run in try experiment.runs(of: self) where known.insert(run.id).inserted {
        runs.append(run)
      }
    }
    return runs
  }
}

extension Experiment {
  fileprivate func runs(of suite: Suite) throws(InputError) -> [Run] {
    var runs: [Run] = []
    for selector in instances {
      for selected in try selector.instances() {
        for method in methods {
          let solved = try method.real("arrivalRate").map { rate throws(InputError) in
            try selected.with(arrivalRate: rate)
          }
          runs += combinations(suite, solved ?? selected, method)
        }
      }
    }
    return runs
  }

  private func combinations(
    _ suite: Suite, _ selected: SelectedInstance, _ method: RunMethod
  ) -> [Run] {
    var runs: [Run] = []
    for question in questions {
      for slots in slots.isEmpty ? [nil] : slots.map(Optional.some) {
        for load in loads.isEmpty ? [nil] : loads.map(Optional.some) {
          for repetition in 1...repetitions {
            runs.append(
              Run(
                suite: suite, experiment: self, selected: selected, method: method,
                question: question, slots: slots, load: load, repetition: repetition))
          }
        }
      }
    }
    return runs
  }
}

extension RunMethod {
  /// A parameter that is a number; nil where it is absent or something else.
  package func real(_ parameter: String) -> Double? {
    if case .number(let text)? = parameters[parameter] { return Double(text) }
    return nil
  }

  /// A parameter that is a whole number; nil where it is absent or something else.
  package func integer(_ parameter: String) -> Int? {
    if case .number(let text)? = parameters[parameter] { return Int(text) }
    return nil
  }

  /// Whether a parameter is true.
  package func flag(_ parameter: String) -> Bool { parameters[parameter] == .bool(true) }
}

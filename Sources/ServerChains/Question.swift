/// What a plan shall be best at.
public enum Question: String, CaseIterable, Sendable {
  /// The greatest total rate, with or without a limit on the slots.
  case rate
  /// The fewest slots that reach the required rate.
  case slots
  /// The least mean response time.
  case response
  /// The greatest total rate on a given placement.
  case cache
  /// The fewest disjoint chains that reach the required rate.
  case disjoint

  /// Whether a greater value is better.
  public var isMaximized: Bool {
    switch self {
    case .rate, .cache: true
    case .slots, .response, .disjoint: false
    }
  }

  /// What belongs to a question beside the instance.
  public var terms: QuestionTerms {
    switch self {
    case .rate: QuestionTerms(takesSlotLimit: true, placement: .optional)
    case .slots: QuestionTerms(need: .requiredRate, placement: .optional)
    case .response: QuestionTerms(need: .arrivalRate, isOneModel: false)
    case .cache: QuestionTerms(takesSlotLimit: true, placement: .required)
    case .disjoint: QuestionTerms(need: .requiredRate, takesReservation: true)
    }
  }

  /// What a plan is asked for, in a few words.
  public var summary: String {
    switch self {
    case .rate: "greatest total rate"
    case .slots: "fewest slots that reach λ/ρ̄"
    case .response: "least mean response time"
    case .cache: "greatest total rate on the given placement"
    case .disjoint: "fewest disjoint chains that reach λ/ρ̄"
    }
  }

  /// The unit of a value, for instance `jobs/s` or, of one slot, `slot`.
  public func unit(of value: Double) -> String {
    switch self {
    case .rate, .cache: "jobs/s"
    case .slots: value == 1 ? "slot" : "slots"
    case .response: "s"
    case .disjoint: value == 1 ? "chain" : "chains"
    }
  }

  /// The value of a design, where the design alone has it; nil where it hangs on the load.
  public func value(of design: Design) -> Double? {
    switch self {
    case .rate, .cache: design.totalRate
    case .slots: Double(design.totalSlots)
    case .response: nil
    case .disjoint: Double(design.chains.count)
    }
  }
}

/// What belongs to a question beside the instance, and what it needs of that.
public struct QuestionTerms: Sendable {
  /// What an instance has to state.
  public enum Need: Sendable {
    /// Neither arrival rate nor maximum load.
    case nothing
    /// The arrival rate λ, in jobs per second.
    case arrivalRate
    /// λ and the maximum load ρ̄: the required rate is λ/ρ̄.
    case requiredRate
  }

  /// Whether a placement is given or made.
  public enum GivenPlacement: Sendable {
    /// The question makes its own.
    case none
    /// It is made unless one is given.
    case optional
    /// The question is about a given one.
    case required
  }

  /// What the instance has to state.
  public let need: Need
  /// Whether a limit on the slots belongs to the question.
  public let takesSlotLimit: Bool
  /// Whether a placement does.
  public let placement: GivenPlacement
  /// Whether a reservation does: how many jobs every chain has cache for.
  public let takesReservation: Bool
  /// Whether one MILP states the question, so that it can be exported.
  public let isOneModel: Bool

  init(
    need: Need = .nothing, takesSlotLimit: Bool = false, placement: GivenPlacement = .none,
    takesReservation: Bool = false, isOneModel: Bool = true
  ) {
    self.need = need
    self.takesSlotLimit = takesSlotLimit
    self.placement = placement
    self.takesReservation = takesReservation
    self.isOneModel = isOneModel
  }

  /// The field that an instance lacks for the question; nil where it has all.
  public func missingField(of instance: Instance) -> String? {
    switch need {
    case .nothing: nil
    case .arrivalRate: instance.arrivalRate == nil ? "arrivalRate" : nil
    case .requiredRate:
      instance.requiredRate != nil
        ? nil : instance.arrivalRate == nil ? "arrivalRate" : "maximumLoad"
    }
  }
}

extension Question {
  /// The error of an instance that does not state what the question needs; nil where it does.
  package func lack(of instance: Instance) -> InputError? {
    terms.missingField(of: instance).map(missing)
  }

  /// The error of an instance that does not state a field which the question needs.
  package func missing(_ field: String) -> InputError {
    let needed = terms.need == .arrivalRate ? "it" : "arrivalRate and maximumLoad"
    return InputError("missing; the question \(rawValue) needs \(needed), add it", field: field)
  }
}

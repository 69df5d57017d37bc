import Bounds
import LinearModels
import ServerChains

extension ExactComposition {
  /// The MILP that answers a question, as it is first given to the backend: no alignment cut yet.
  ///
  /// For a free placement that is the pattern master, whose optimum bounds the answer from outside
  /// and is the answer where its patterns align; on a given placement the model is the answer's
  /// own.
  ///
  /// - Throws: `InputError` where the instance does not state what the question needs or has too
  ///   many columns, and where it is infeasible before any model.
  public func model(
    for question: Question, slotLimit: Int? = nil, placement: Placement? = nil,
    reservation: Int? = nil
  ) throws(InputError) -> Model {
    if let placement, question.terms.placement != .none {
      return try allocationModel(on: placement, question: question, slotLimit: slotLimit)
    }
    return switch question {
    case .rate, .slots, .cache: try patternMaster(question, slotLimit: slotLimit).model
    case .disjoint: try disjointModel(reservation: reservation)
    case .response:
      throw InputError("has no single MILP; take another question", field: "question")
    }
  }

  func patternMaster(
    _ question: Question, slotLimit: Int?
  ) throws(InputError) -> PatternMaster {
    guard let limits = JointLimits(instance) else {
      throw InputError(
        "there is nothing to model: the servers can hold \(instance.coverableBlocks) of "
          + "\(instance.blocks) blocks with one job's cache; add servers or memory",
        field: "servers")
    }
    let space = PatternSpace(instance: instance)
    try requireEnumerable(space.count, "patterns")
    let slots = min(slotLimit ?? .max, limits.maximumSlots)
    let goal: MasterGoal =
      question == .slots
      ? .fewestSlots(
        rate: try requiredRate(for: .slots), known: limits.maximumSlots, atLeast: 1)
      : .mostRate(slotLimit: slots)
    return PatternMaster(
      instance: instance, patterns: space.all(), limits: space.limits, goal: goal, cuts: [])
  }

  func requireEnumerable(_ count: Double, _ columns: String) throws(InputError) {
    guard count <= Double(options.columnLimit) else {
      throw InputError(
        "\(countText(count)) \(columns) are more than the \(options.columnLimit) that are "
          + "enumerated; raise the column limit or take a smaller instance", field: "servers")
    }
  }
}

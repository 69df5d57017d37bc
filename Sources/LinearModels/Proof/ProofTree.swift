/// Branch and bound of our own, which believes nothing that a backend says.
///
/// A backend keeps a linear program alive and gives duals; what a part of the search space can hold
/// is computed from these anew (``LagrangianBound``), and a part is empty only where the rows
/// themselves (``BoundPropagation``) or the duals of a program of violations prove it. Without
/// cuts, so it is for models of moderate size, and for confirming an optimum that a backend has
/// found.
struct ProofTree {
  let problem: ProofProblem
  let limits: ProofLimits
  private(set) var incumbent: Incumbent?
  private(set) var nodes = 0
  /// Whether some part is left that could be neither split nor closed.
  var hasLoose = false
  /// Whether a linear program's duals prove nothing without the cutoff, for want of bounds.
  private var needsCutoff = false
  private var propagation: BoundPropagation
  var lagrangian: LagrangianBound
  private let exact: RationalBound
  private let given: Box
  private var root: Box
  var open = BoundHeap<Node>()
  var history: BranchingHistory
  /// The least bound of all parts that are closed.
  private var closed = Double.infinity

  /// A feasible point and its minimised objective.
  struct Incumbent {
    let values: [Double]
    let objective: Double
    /// The size of the objective's terms, by which rounding is measured.
    let size: Double

    init(_ values: [Double], of problem: ProofProblem) {
      self.values = values
      objective = problem.objective(at: values)
      size = problem.size(at: values)
    }
  }

  /// A part of the search space: the root's box with some intervals cut.
  struct Node: BoundedNode {
    /// The least objective in it, negated: the heap gives the greatest first.
    let bound: Double
    let cuts: [Cut]
    /// How it came to be; nil for the root.
    var move: Move?
  }

  /// The move of one integer that made a part, and its parent's objective.
  struct Move {
    let column: Int
    let side: BranchingHistory.Side
    let distance: Double
    let objective: Double
  }

  struct Cut {
    let column: Int
    let lower: Double
    let upper: Double
  }

  /// What became of a linear program.
  private enum Step { case done, needsViolations }

  init(_ problem: ProofProblem, limits: ProofLimits) {
    self.problem = problem
    self.limits = limits
    propagation = BoundPropagation(problem)
    lagrangian = LagrangianBound(problem)
    exact = RationalBound(problem: problem)
    history = BranchingHistory(columnCount: problem.columnCount)
    given = problem.box
    root = given
  }

  /// What is proven so far of the minimised objective; infinity where no point is left.
  var bound: Double { min(closed, open.greatestBound.map { -$0 } ?? .infinity) }

  /// Whether nothing is left to decide.
  var isComplete: Bool { open.greatestBound == nil && !hasLoose }

  /// Takes a point that keeps every row as the incumbent where it is better.
  mutating func offer(_ values: [Double]) {
    let point = Incumbent(values, of: problem)
    guard point.objective < incumbent?.objective ?? .infinity else { return }
    incumbent = point
    propagation.cutoff = cutoff
  }

  /// Parts whose bound reaches this are closed.
  var level: Double {
    guard let incumbent else { return .infinity }
    let best = incumbent.objective
    return best - max(1e-10 * incumbent.size, gapShare * abs(best))
  }

  /// A little less than the gap allowed, so that rounding does not make it more.
  private var gapShare: Double { max(0, limits.relativeGap - 1e-12) }

  /// Points above this are of no interest: none of them is better than the incumbent.
  var cutoff: Double {
    guard let incumbent else { return .infinity }
    // A linear program's duals say it all; cutting points off first would only blur its bound.
    guard problem.hasIntegers || needsCutoff else { return .infinity }
    let best = incumbent.objective
    let step = problem.step ?? 0
    // A whole step less, or a last digit; parts that end a little above stay open for a closer
    // look.
    let least = step > 1e-8 * incumbent.size ? step / 2 : 1e-14 * incumbent.size
    return best - max(least, gapShare * abs(best))
  }

  /// Tightens a box; what lies above the cutoff is closed with it.
  private mutating func tighten(_ box: inout Box, changed: [Int]?) -> Bool {
    propagation.cutoff = cutoff
    let isLeft = propagation.tighten(&box, changed: changed)
    if propagation.usedCutoff { close(at: raised(cutoff.nextDown)) }
    return isLeft
  }

  /// The least objective that a point can have at a bound: objectives may go in steps.
  func raised(_ bound: Double) -> Double {
    guard let step = problem.step, bound.isFinite else { return bound }
    let steps = (bound - problem.constant) / step
    guard abs(steps) < 1e9 else { return bound }
    let objective = problem.constant + (steps - 1e-6).rounded(.up) * step
    return max(bound, objective)
  }

  /// Searches until nothing is left or a limit is hit.
  ///
  /// - Throws: ``SolverError`` where the backend breaks down.
  ///
  /// - Parameter points: points to begin with, as they are; what of them keeps the rows becomes the
  ///   incumbent.
  mutating func run(_ solver: any Solver, points: [[Double]]) throws {
    var box = root
    guard tighten(&box, changed: nil) else { return }
    root = box
    // What the box alone allows is known without any backend.
    let none = [Double](repeating: 0, count: problem.rowCount)
    let boxBound = lagrangian.objective(none, root)
    open.insert(Node(bound: -raised(boxBound), cuts: [], move: nil))
    var step = Step.done
    box = bounds(for: root)
    let relaxation = problem.relaxation(within: box)
    try solver.withProgram(of: relaxation) { [box] program in
      var boxed = BoxedProgram(program, box: box)
      for point in points { try polish(point, &boxed) }
      var none: BoxedProgram?
      step = try search(&boxed, &none)
    }
    guard step == .needsViolations else { return }
    let violation = problem.violation(within: box)
    try solver.withProgram(of: violation) { [box] violations in
      try solver.withProgram(of: relaxation) { program in
        var boxed = BoxedProgram(program, box: box)
        var judging: BoxedProgram? = BoxedProgram(violations, box: box)
        _ = try search(&boxed, &judging)
      }
    }
  }

  private mutating func search(
    _ program: inout BoxedProgram, _ violations: inout BoxedProgram?
  ) throws -> Step {
    while let best = open.greatestBound {
      if -best >= level {
        // The first is the least of all that are open.
        closed = min(closed, -best)
        open = BoundHeap()
        return .done
      }
      guard !limits.areReached(nodes: nodes), let node = open.popGreatest() else { return .done }
      nodes += 1
      do {
        guard try visit(node, &program, &violations) == .needsViolations else { continue }
      } catch {
        // The part is still open, and counts for the bound.
        open.insert(node)
        throw error
      }
      nodes -= 1
      open.insert(node)
      return .needsViolations
    }
    return .done
  }

  private mutating func visit(
    _ node: Node, _ program: inout BoxedProgram, _ violations: inout BoxedProgram?
  ) throws -> Step {
    var box = root
    for cut in node.cuts {
      box.lowers[cut.column] = max(box.lowers[cut.column], cut.lower)
      box.uppers[cut.column] = min(box.uppers[cut.column], cut.upper)
    }
    guard tighten(&box, changed: node.cuts.map(\.column)) else { return .done }
    if isSinglePoint(box) {
      decide(box.lowers)
      return .done
    }
    let bounds = bounds(for: box)
    let answer = try program.solve(
      within: bounds, columns: problem.columnCount, timeLimit: limits.remaining(nodes: nodes))
    note(answer, of: node)
    let (proven, cuts) = judge(answer, box)
    let bound = max(-node.bound, proven)
    guard bound < level else {
      close(at: bound)
      return .done
    }
    if bound == -.infinity, !problem.hasIntegers, incumbent != nil, !needsCutoff {
      needsCutoff = true
      open.insert(node)
      return .done
    }
    switch answer.termination {
    case .optimal: break
    case .unbounded where bound > -.infinity: break
    case .unbounded, .timeLimit, .nodeLimit, .interrupted:
      // Nothing is to be learnt of this part, or not now.
      hasLoose = true
      close(at: bound)
      return .done
    case .infeasible, .infeasibleOrUnbounded, .gapReached, .unproven:
      guard violations != nil else { return .needsViolations }
      let proof = try violations?.solve(
        within: bounds, columns: problem.columnCount, timeLimit: limits.remaining(nodes: nodes))
      if let proof, isEmpty(box, proof) {
        close(at: .infinity)
        return .done
      }
    }
    let values = answer.termination == .optimal ? usable(answer.values, within: bounds) : nil
    if let values, isWhole(values) {
      try complete(values, within: bounds, &program)
      guard bound < level else {
        close(at: bound)
        return .done
      }
    }
    try branch(
      Part(node: node, box: box, bound: bound, objective: answer.objective, cuts: cuts), values,
      &program)
    return .done
  }

  /// The bound that a linear program's duals prove, and what their reduced costs say of the
  /// integers.
  private mutating func judge(
    _ answer: LiveAnswer, _ box: Box
  ) -> (bound: Double, cuts: [Cut]) {
    let bound = lagrangian.objective(answer.rowDuals, box)
    let cuts = bound < level ? reducedCostCuts(box, bound: bound) : []
    // Rounding alone may stand between a bound and what it should be.
    let size = incumbent?.size ?? 0
    let isNear = bound == -.infinity || answer.objective >= level - 1e-6 * size
    guard bound < level, isNear, answer.termination == .optimal, isSmall,
      let fraction = exact.objective(answer.rowDuals, box)
    else { return (raised(bound), cuts) }
    return (raised(max(bound, fraction.roundedDown)), cuts)
  }

  /// Whether rational arithmetic takes a moment only.
  private var isSmall: Bool { problem.model.nonzeroCount + problem.columnCount <= 2000 }

  /// The bounds that a program gets: a continuous variable's own, because what rows leave it is
  /// widened by their slack, and a backend would take that for true.
  func bounds(for box: Box) -> Box {
    var bounds = given
    for column in problem.isIntegral.indices where problem.isIntegral[column] {
      bounds.lowers[column] = box.lowers[column]
      bounds.uppers[column] = box.uppers[column]
    }
    return bounds
  }

  private mutating func isEmpty(_ box: Box, _ proof: LiveAnswer) -> Bool {
    if lagrangian.provesEmptiness(proof.rowDuals, box) { return true }
    return isSmall && proof.objective > 0 && exact.provesEmptiness(proof.rowDuals, box)
  }

  mutating func close(at bound: Double) { closed = min(closed, bound) }

  /// Decides a box that holds one point.
  private mutating func decide(_ values: [Double]) {
    guard let point = try? PointCheck(problem.model).cleaned(values) else { return }
    offer(point)
    close(at: problem.objective(at: point).nextDown)
  }
}

// MARK: - Points

extension ProofTree {
  /// Makes a point of a backend's own: integers held, the rest solved anew.
  private mutating func polish(_ point: [Double], _ program: inout BoxedProgram) throws {
    guard let values = usable(point, within: given) else { return }
    try complete(values, within: given, &program)
  }

  /// Rounds the integers of a point, solves the rest again with these held, and takes what keeps
  /// the rows.
  private mutating func complete(
    _ values: [Double], within box: Box, _ program: inout BoxedProgram
  ) throws {
    let check = PointCheck(problem.model)
    var held = box
    for column in problem.isIntegral.indices where problem.isIntegral[column] {
      let value = values[column].rounded()
      guard value >= held.lowers[column], value <= held.uppers[column] else { return }
      held.lowers[column] = value
      held.uppers[column] = value
    }
    if isSinglePoint(held) {
      if let point = try? check.cleaned(held.lowers) { offer(point) }
      return
    }
    guard held != box else {
      if let point = try? check.cleaned(values) { offer(point) }
      return
    }
    let answer = try program.solve(
      within: held, columns: problem.columnCount, timeLimit: limits.remaining(nodes: nodes))
    guard answer.termination == .optimal, let solved = usable(answer.values, within: held) else {
      return
    }
    // A backend's last digits are noise where a variable stands at its bound.
    let settled = solved.indices.map { settle(solved[$0], held.lowers[$0], held.uppers[$0]) }
    if let point = (try? check.cleaned(settled)) ?? (try? check.cleaned(solved)) { offer(point) }
  }

  /// The bound that a value is next to, or the value.
  private func settle(_ value: Double, _ lower: Double, _ upper: Double) -> Double {
    for bound in [lower, upper] where abs(value - bound) <= 1e-10 * max(1, abs(bound)) {
      return bound
    }
    return value
  }

  /// A point's values moved into a box; nil where it is none.
  func usable(_ values: [Double], within box: Box) -> [Double]? {
    guard values.count >= problem.columnCount else { return nil }
    let own = values.prefix(problem.columnCount)
    guard own.allSatisfy(\.isFinite) else { return nil }
    return own.indices.map { min(max(own[$0], box.lowers[$0]), box.uppers[$0]) }
  }

  private func isWhole(_ values: [Double]) -> Bool {
    problem.isIntegral.indices.allSatisfy {
      !problem.isIntegral[$0] || abs(values[$0] - values[$0].rounded()) <= 1e-6
    }
  }

  private func isSinglePoint(_ box: Box) -> Bool {
    box.lowers.indices.allSatisfy { box.lowers[$0] == box.uppers[$0] }
  }
}

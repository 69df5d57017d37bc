import LinearModels

extension HiGHSSolver: LiveProgramSolver {
  /// Opens a program in HiGHS, lends it to the body, and closes it.
  public func withLiveProgram<Result>(
    of model: Model, _ body: (inout any LiveProgram) throws -> Result
  ) throws -> Result {
    try model.validateAsLinear()
    let run = try HiGHSRun(library)
    try run.set("output_flag", to: .flag(false))
    try run.set("threads", to: .integer(1))
    try run.set("parallel", to: .text("off"))
    // Presolve would throw the last basis away.
    try run.set("presolve", to: .text("off"))
    try run.set("primal_feasibility_tolerance", to: .real(1e-9))
    try run.set("dual_feasibility_tolerance", to: .real(1e-9))
    let problem = HiGHSProblem(model, isScaled: false)
    try run.load(problem)
    defer { withExtendedLifetime(run) {} }
    var program: any LiveProgram = HiGHSProgram(
      library: library, handle: run.handle, rowCount: model.rowCount,
      columnCount: model.variableCount, sign: problem.costScale)
    return try body(&program)
  }
}

/// A linear program alive in HiGHS for the length of one closure; HiGHS minimises.
private struct HiGHSProgram: LiveProgram {
  let library: HiGHSLibrary
  /// Owned by the ``HiGHSRun``: a ``LiveProgram`` can be copied.
  let handle: UnsafeMutableRawPointer
  let rowCount: Int
  private(set) var columnCount: Int
  /// Minus one for a maximised program.
  let sign: Double
  private var spentSeconds = 0.0

  init(
    library: HiGHSLibrary, handle: UnsafeMutableRawPointer, rowCount: Int, columnCount: Int,
    sign: Double
  ) {
    self.library = library
    self.handle = handle
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.sign = sign
  }

  mutating func add(_ columns: [LiveColumn]) throws(SolverError) {
    var starts: [Int32] = []
    var rows: [Int32] = []
    var coefficients: [Double] = []
    for column in columns {
      starts.append(Int32(rows.count))
      rows += column.entries.map { Int32($0.row) }
      coefficients += column.entries.map(\.coefficient)
    }
    let lowers = [Double](repeating: 0, count: columns.count)
    let status = library.addColumns(
      handle, Int32(columns.count), columns.map { sign * $0.cost }, lowers, columns.map(\.upper),
      Int32(rows.count), starts, rows, coefficients)
    guard status >= 0 else {
      throw .fault("highs refuses columns; scale them (coefficients below 1e15).")
    }
    columnCount += columns.count
  }

  mutating func setBounds(
    ofColumn column: Int, lower: Double, upper: Double
  ) throws(SolverError) {
    guard library.changeBounds(handle, Int32(column), lower, upper) >= 0 else {
      throw .fault("highs refuses the bounds \(lower) and \(upper); give lower <= upper.")
    }
  }

  mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
    let clock = ContinuousClock()
    let began = clock.now
    // HiGHS counts the time of all runs together.
    let limit = timeLimit.map { spentSeconds + $0 / .seconds(1) } ?? .infinity
    _ = library.setReal(handle, "time_limit", limit)
    _ = library.run(handle)
    spentSeconds += (clock.now - began) / .seconds(1)
    var values = [Double](repeating: 0, count: columnCount)
    var columnDuals = values
    var activities = [Double](repeating: 0, count: rowCount)
    var rowDuals = activities
    _ = library.solution(handle, &values, &columnDuals, &activities, &rowDuals)
    var objective = 0.0
    _ = library.realInfo(handle, "objective_function_value", &objective)
    return LiveAnswer(
      termination: termination, objective: sign * objective, values: values,
      rowDuals: rowDuals.map { sign * $0 })
  }

  private var termination: Termination {
    switch HiGHSStatus(rawValue: library.modelStatus(handle)) {
    case .optimal, .modelEmpty: .optimal
    case .infeasible: .infeasible
    case .unbounded: .unbounded
    case .timeLimit: .timeLimit
    default: .infeasibleOrUnbounded
    }
  }
}

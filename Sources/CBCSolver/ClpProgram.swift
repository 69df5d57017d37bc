#if CBC
  import CCBC
  import CCBCWatch
  import CAbortNet
  import LinearModels

  extension CBCSolver: LiveProgramSolver {
    /// Opens a program in Clp, CBC's own linear programming code, lends it to the body, and closes
    /// it.
    public func withLiveProgram<Result>(
      of model: Model, _ body: (inout any LiveProgram) throws -> Result
    ) throws -> Result {
      try model.validateAsLinear()
      let handle = try ClpHandle()
      try withCBC { handle.load(model) }
      defer { withExtendedLifetime(handle) {} }
      var program: any LiveProgram = ClpProgram(
        clp: handle.pointer, rowCount: model.rowCount)
      return try body(&program)
    }
  }

  /// A model in Clp, from its making to its end.
  private struct ClpHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer

    init() throws(SolverError) {
      guard let pointer = try withCBC({ Clp_newModel() }) else {
        throw .fault("clp has no memory for the program; give it a smaller model.")
      }
      self.pointer = pointer
    }

    // What an assertion left half done is leaked.
    deinit { try? withCBC { Clp_deleteModel(pointer) } }

    func load(_ model: Model) {
      let problem = CBCProblem(model)
      // Without the last column, which carries the objective's constant for CBC only.
      let columns = problem.columnCount - 1
      Clp_setLogLevel(pointer, 0)
      Clp_loadProblem(
        pointer, Int32(columns), Int32(problem.rowCount), problem.starts, problem.rows,
        problem.coefficients, problem.lowers, problem.uppers, model.objectiveCoefficients(),
        problem.rowLowers, problem.rowUppers)
      Clp_setOptimizationDirection(pointer, model.sense == .maximize ? -1 : 1)
      Clp_setPrimalTolerance(pointer, 1e-9)
      Clp_setDualTolerance(pointer, 1e-9)
      Clp_setLogLevel(pointer, 0)
    }
  }

  /// A linear program alive in Clp for the length of one closure.
  private struct ClpProgram: LiveProgram {
    /// Owned by whoever made the model: a ``LiveProgram`` can be copied.
    let clp: UnsafeMutableRawPointer
    let rowCount: Int

    mutating func add(_ columns: [LiveColumn]) throws(SolverError) {
      var starts: [Int32] = [0]
      var rows: [Int32] = []
      var coefficients: [Double] = []
      for column in columns {
        rows += column.entries.map { Int32($0.row) }
        coefficients += column.entries.map(\.coefficient)
        starts.append(Int32(rows.count))
      }
      let lowers = [Double](repeating: 0, count: columns.count)
      try withCBC {
        Clp_addColumns(
          clp, Int32(columns.count), lowers, columns.map(\.upper), columns.map(\.cost),
          starts, rows, coefficients)
      }
    }

    mutating func setBounds(
      ofColumn column: Int, lower: Double, upper: Double
    ) throws(SolverError) {
      try withCBC {
        Clp_columnLower(clp)[column] = lower
        Clp_columnUpper(clp)[column] = upper
      }
    }

    mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
      try withCBC { () throws(SolverError) in
        try solved(seconds: timeLimit.map { $0 / .seconds(1) })
      }
    }

    private func solved(seconds: Double?) throws(SolverError) -> LiveAnswer {
      // Clp counts the time from the model's making on, unless it is set before each solve.
      Clp_setMaximumSeconds(clp, seconds ?? -1)
      if let failure = cab_words_of_abort(ccw_primal, clp) {
        throw CBCTurn.library.breakDown(String(cString: failure))
      }
      let termination: Termination =
        switch Clp_status(clp) {
        case 0: .optimal
        case 1: .infeasible
        case 2: .unbounded
        case 3: .timeLimit
        default: .infeasibleOrUnbounded
        }
      let columns = Int(Clp_numberColumns(clp))
      return LiveAnswer(
        termination: termination, objective: Clp_objectiveValue(clp),
        values: Array(UnsafeBufferPointer(start: Clp_primalColumnSolution(clp), count: columns)),
        rowDuals: Array(UnsafeBufferPointer(start: Clp_dualRowSolution(clp), count: rowCount)))
    }
  }
#endif

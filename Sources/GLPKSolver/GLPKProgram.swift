#if GLPK
  import CSolverGuard
  import LinearModels

  extension GLPKSolver: LiveProgramSolver {
    /// Opens a program in GLPK, lends it to the body, and closes it; it stays on the calling
    /// thread.
    public func withLiveProgram<Result>(
      of model: Model, _ body: (inout any LiveProgram) throws -> Result
    ) throws -> Result {
      try model.validateAsLinear()
      let handle = try GLPKHandle(model)
      defer { withExtendedLifetime(handle) {} }
      var program: any LiveProgram = GLPKProgram(
        handle: handle.pointer, columnCount: model.variableCount, rowCount: model.rowCount)
      return try body(&program)
    }
  }

  /// A linear program alive in GLPK for the length of one closure.
  private struct GLPKProgram: LiveProgram {
    /// Owned by whoever opened the program: a ``LiveProgram`` can be copied.
    let handle: OpaquePointer
    var columnCount: Int
    let rowCount: Int

    mutating func add(_ columns: [LiveColumn]) throws(SolverError) {
      for column in columns {
        let rows = column.entries.map { Int32($0.row) }
        let coefficients = column.entries.map(\.coefficient)
        csg_glpk_program_add_column(
          handle, column.cost, column.upper, Int32(rows.count), rows, coefficients)
      }
      columnCount += columns.count
    }

    mutating func setBounds(
      ofColumn column: Int, lower: Double, upper: Double
    ) throws(SolverError) {
      csg_glpk_program_set_bounds(handle, Int32(column), lower, upper)
    }

    mutating func solve(timeLimit: Duration?) throws(SolverError) -> LiveAnswer {
      var values = [Double](repeating: 0, count: columnCount)
      var duals = [Double](repeating: 0, count: rowCount)
      var result = csg_glpk_result()
      let seconds = timeLimit.map { $0 / .seconds(1) } ?? .infinity
      values.withUnsafeMutableBufferPointer { values in
        duals.withUnsafeMutableBufferPointer { duals in
          result.values = values.baseAddress
          result.row_duals = duals.baseAddress
          csg_glpk_program_solve(handle, seconds, &result)
        }
      }
      let run = GLPKRunResult(result, values: values, duals: duals)
      guard run.stop != .fault else {
        throw .fault("glpk gave up (\(run.message)); try another solver.")
      }
      let termination: Termination =
        switch run.status {
        case .optimal: .optimal
        case .unbounded: .unbounded
        case .noneFeasible: .infeasible
        default: run.code == .timeLimit ? .timeLimit : .infeasibleOrUnbounded
        }
      return LiveAnswer(
        termination: termination, objective: result.bound, values: values, rowDuals: duals)
    }
  }
#endif

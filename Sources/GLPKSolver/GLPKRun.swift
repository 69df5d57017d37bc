#if GLPK
  import CSolverGuard
  import LinearModels

  /// How one attempt at a model is made.
  struct GLPKAttempt {
    var cuts: Bool
    /// Wall-clock seconds left; infinity without a limit.
    var seconds: Double
    var tuning: csg_glpk_tuning
  }

  /// What came out of one attempt, before it is understood.
  struct GLPKRunResult {
    enum Stop { case none, time, nodes, request, fault }

    var stop: Stop
    var code: GLPKReturnCode
    var status: GLPKPointStatus
    var isFromTree: Bool
    var values: [Double]?
    var rowDuals: [Double]?
    var bound: Double?
    var nodes: Int
    var message: String

    /// The codes as GLPK names them.
    var words: String {
      let call = isFromTree ? "glp_intopt" : "glp_simplex"
      let status = isFromTree ? "glp_mip_status" : "glp_get_status"
      return "\(call) \(code.words), \(status) \(self.status.words)"
    }
  }

  /// What the guard's functions need to reach Swift.
  private final class GLPKWatcher {
    let stop: StopToken?
    let progress: (@Sendable (SolveProgress) -> Void)?
    let columnCount: Int

    init(_ parameters: SolveParameters, columnCount: Int) {
      self.columnCount = columnCount
      stop = parameters.stop
      progress = parameters.progress
    }

    /// Passes news on; NaN stands for none.
    func report(incumbent: Double, bound: Double, nodes: Int, point: UnsafePointer<Double>?) {
      var now = SolveProgress(
        incumbent: incumbent.isNaN ? nil : incumbent, bound: bound.isNaN ? nil : bound,
        nodes: nodes)
      now.point = point.map { Array(UnsafeBufferPointer(start: $0, count: columnCount)) }
      progress?(now)
    }

    static func from(_ context: UnsafeMutableRawPointer) -> GLPKWatcher {
      Unmanaged<GLPKWatcher>.fromOpaque(context).takeUnretainedValue()
    }
  }

  /// The arrays of a model in the form that the guard reads.
  private struct GLPKArrays {
    let objective: [Double]
    let lowers: [Double]
    let uppers: [Double]
    let integerFlags: [UInt8]

    init(_ model: Model) {
      let bounds = (0..<model.variableCount).map { model.tightBounds(ofColumn: $0) }
      objective = model.objectiveCoefficients()
      lowers = bounds.map(\.lower)
      uppers = bounds.map(\.upper)
      integerFlags = model.kinds.map { $0.isIntegral ? 1 : 0 }
    }
  }

  /// Runs GLPK once, from creating the problem to deleting it, on the calling thread.
  func runGLPK(
    _ model: Model, _ parameters: SolveParameters, _ attempt: GLPKAttempt
  ) -> GLPKRunResult {
    let arrays = GLPKArrays(model)
    let watcher = GLPKWatcher(parameters, columnCount: model.variableCount)
    var values = [Double](repeating: 0, count: model.variableCount)
    var duals = [Double](repeating: 0, count: model.rowCount)
    var result = csg_glpk_result()
    withProblem(model, arrays) { problem in
      withControl(model, parameters, attempt, watcher) { control in
        values.withUnsafeMutableBufferPointer { values in
          duals.withUnsafeMutableBufferPointer { duals in
            result.values = values.baseAddress
            result.row_duals = duals.baseAddress
            csg_glpk_solve(&problem, &control, &result)
          }
        }
      }
    }
    return GLPKRunResult(result, values: values, duals: duals)
  }

  /// A live program of a linear model in GLPK, from its opening to its end.
  struct GLPKHandle: ~Copyable {
    let pointer: OpaquePointer

    init(_ model: Model) throws(SolverError) {
      var pointer: OpaquePointer?
      withProblem(model, GLPKArrays(model)) { problem in
        pointer = csg_glpk_program_open(&problem)
      }
      guard let pointer else {
        throw .fault("glpk has no memory for the program; give it a smaller model.")
      }
      self.pointer = pointer
    }

    deinit { csg_glpk_program_close(pointer) }
  }

  private func withProblem(
    _ model: Model, _ arrays: GLPKArrays, _ body: (inout csg_glpk_problem) -> Void
  ) {
    var problem = csg_glpk_problem()
    problem.column_count = Int32(model.variableCount)
    problem.row_count = Int32(model.rowCount)
    problem.maximizes = model.sense == .maximize ? 1 : 0
    problem.objective_constant = model.objective.constant
    arrays.objective.withUnsafeBufferPointer { objective in
      arrays.lowers.withUnsafeBufferPointer { lowers in
        arrays.uppers.withUnsafeBufferPointer { uppers in
          arrays.integerFlags.withUnsafeBufferPointer { flags in
            problem.objective = objective.baseAddress
            problem.column_lowers = lowers.baseAddress
            problem.column_uppers = uppers.baseAddress
            problem.integer_flags = flags.baseAddress
            withRows(of: model, &problem, body)
          }
        }
      }
    }
  }

  private func withRows(
    of model: Model, _ problem: inout csg_glpk_problem, _ body: (inout csg_glpk_problem) -> Void
  ) {
    model.rowLowers.withUnsafeBufferPointer { lowers in
      model.rowUppers.withUnsafeBufferPointer { uppers in
        model.rowStarts.withUnsafeBufferPointer { starts in
          model.columns.withUnsafeBufferPointer { columns in
            model.coefficients.withUnsafeBufferPointer { coefficients in
              problem.row_lowers = lowers.baseAddress
              problem.row_uppers = uppers.baseAddress
              problem.row_starts = starts.baseAddress
              problem.columns = columns.baseAddress
              problem.coefficients = coefficients.baseAddress
              body(&problem)
            }
          }
        }
      }
    }
  }

  private func withControl(
    _ model: Model, _ parameters: SolveParameters, _ attempt: GLPKAttempt,
    _ watcher: GLPKWatcher, _ body: (inout csg_glpk_control) -> Void
  ) {
    var control = csg_glpk_control()
    control.seconds = attempt.seconds
    control.relative_gap = parameters.relativeGap
    control.node_limit = parameters.nodeLimit ?? -1
    control.cuts = attempt.cuts ? 1 : 0
    control.tuning = attempt.tuning
    control.prints_log = parameters.printsLog ? 1 : 0
    control.context = Unmanaged.passUnretained(watcher).toOpaque()
    if watcher.stop != nil {
      control.should_stop = { context in
        guard let context else { return 0 }
        return GLPKWatcher.from(context).stop?.isStopRequested == true ? 1 : 0
      }
    }
    if watcher.progress != nil {
      control.report = { context, incumbent, bound, nodes, point in
        guard let context else { return }
        GLPKWatcher.from(context)
          .report(incumbent: incumbent, bound: bound, nodes: nodes, point: point)
      }
    }
    let start = parameters.start.map { start in
      (0..<model.variableCount).map { start[Variable(index: $0)] ?? 0 }
    }
    withExtendedLifetime(watcher) {
      guard let start else { return body(&control) }
      start.withUnsafeBufferPointer {
        control.start = $0.baseAddress
        body(&control)
      }
    }
  }

  extension GLPKRunResult {
    init(_ result: csg_glpk_result, values: [Double], duals: [Double]) {
      stop =
        switch Int(result.stop) {
        case CSG_NOT_STOPPED: .none
        case CSG_STOPPED_BY_TIME: .time
        case CSG_STOPPED_BY_NODES: .nodes
        case CSG_STOPPED_BY_REQUEST: .request
        default: .fault
        }
      code = GLPKReturnCode(rawValue: result.code)
      status = GLPKPointStatus(rawValue: result.status)
      isFromTree = result.from_tree != 0
      self.values = result.has_point != 0 ? values : nil
      rowDuals = result.has_duals != 0 ? duals : nil
      bound = result.bound.isNaN ? nil : result.bound
      nodes = result.nodes
      message = withUnsafeBytes(of: result.message) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  }

  /// GLPK's message after it was made to abort inside the guard; for tests of the guard.
  package func messageOfProvokedGLPKAbort() -> String {
    var result = csg_glpk_result()
    csg_glpk_provoke_abort(&result)
    return GLPKRunResult(result, values: [], duals: []).message
  }
#endif

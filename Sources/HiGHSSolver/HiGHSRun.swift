import CAbortNet
import LinearModels

/// What the callback needs to reach Swift.
private final class HiGHSWatcher {
  let item: HiGHSFunction.CallbackItem
  let stop: StopToken?
  let progress: (@Sendable (SolveProgress) -> Void)?
  let costScale: Double
  let columnCount: Int
  private var reported = SolveProgress(incumbent: nil, bound: nil, nodes: -1)

  init(_ library: HiGHSLibrary, _ parameters: SolveParameters, _ problem: HiGHSProblem) {
    item = library.callbackItem
    stop = parameters.stop
    progress = parameters.progress
    costScale = problem.costScale
    columnCount = problem.columnCount
  }

  /// - Parameter isNewPoint: whether the data holds a point that was just found.
  func report(_ data: UnsafeRawPointer, isNewPoint: Bool) {
    guard let progress else { return }
    var now = SolveProgress(
      incumbent: real("mip_primal_bound", data), bound: real("mip_dual_bound", data),
      nodes: item(data, "mip_node_count").map { Int($0.loadUnaligned(as: Int64.self)) } ?? 0)
    now.incumbent = now.incumbent.map { $0 / costScale }
    now.bound = now.bound.map { $0 / costScale }
    guard now.incumbent != reported.incumbent || now.bound != reported.bound else { return }
    guard now.incumbent != nil || now.bound != nil else { return }
    if isNewPoint, let values = item(data, "mip_solution") {
      let point = values.assumingMemoryBound(to: Double.self)
      now.point = Array(UnsafeBufferPointer(start: point, count: columnCount))
    }
    reported = now
    progress(now)
  }

  /// An infinite value stands for none.
  private func real(_ name: String, _ data: UnsafeRawPointer) -> Double? {
    let value = item(data, name)?.loadUnaligned(as: Double.self) ?? .infinity
    return value.isFinite && abs(value) < 1e100 ? value : nil
  }
}

/// What came out of one run, before it is understood.
struct HiGHSRunResult {
  let status: HiGHSStatus
  let values: [Double]?
  let rowDuals: [Double]?
  /// The dual bound of the tree in the model's sense; nil when there is none.
  let bound: Double?
  let nodes: Int?
}

/// One instance of HiGHS, from its creation to its end.
struct HiGHSRun: ~Copyable {
  let library: HiGHSLibrary
  let handle: UnsafeMutableRawPointer
  /// Whether a run was left in the middle; nothing of it may be touched then.
  private var isBroken = false

  init(_ library: HiGHSLibrary) throws(SolverError) {
    guard let handle = library.create() else {
      throw .unavailable("highs has no memory for a model; free some and try again.")
    }
    self.library = library
    self.handle = handle
  }

  deinit { if !isBroken { library.destroy(handle) } }

  /// Sets an option of the documented list or one of the backend's own.
  func set(_ name: String, to value: SolverOptionValue) throws(SolverError) {
    let status =
      switch value {
      case .flag(let flag): library.setFlag(handle, name, flag ? 1 : 0)
      case .integer(let number):
        library.setInteger(handle, name, Int32(clamping: number))
      case .real(let number): library.setReal(handle, name, number)
      case .text(let text): library.setText(handle, name, text)
      }
    guard status >= 0 else {
      throw .invalidParameter(
        "highs refuses the value \(value.text) for its option \(name); see what its options take.")
    }
  }

  /// Gives HiGHS the whole problem.
  func load(_ problem: HiGHSProblem) throws(SolverError) {
    let rowwise: Int32 = 2
    let minimise: Int32 = 1
    let status = library.passMip(
      handle, Int32(problem.columnCount), Int32(problem.rowCount),
      Int32(problem.coefficients.count), rowwise, minimise, problem.offset, problem.costs,
      problem.lowers, problem.uppers, problem.rowLowers, problem.rowUppers, problem.starts,
      problem.columns, problem.coefficients, problem.integrality)
    guard status >= 0 else {
      throw .fault("highs refuses the model; scale it (coefficients below 1e15) or try another.")
    }
  }

  /// Solves a problem once.
  mutating func solve(
    _ problem: HiGHSProblem, _ parameters: SolveParameters
  ) throws(SolverError) -> HiGHSRunResult {
    try load(problem)
    if let start = parameters.start, problem.hasIntegers {
      let ordered = start.sorted { $0.key.index < $1.key.index }
      _ = library.setStart(
        handle, Int32(ordered.count), ordered.map { Int32($0.key.index) }, ordered.map(\.value))
    }
    let watcher = HiGHSWatcher(library, parameters, problem)
    let failure = withExtendedLifetime(watcher) {
      if watcher.stop != nil || watcher.progress != nil { watch(watcher) }
      return cab_words_of_abort(library.run, handle).map { String(cString: $0) }
    }
    if let failure {
      isBroken = true
      throw .fault("highs broke down (\(failure)); scale the model or try another solver.")
    }
    return result(problem)
  }

  private func watch(_ watcher: HiGHSWatcher) {
    let context = Unmanaged.passUnretained(watcher).toOpaque()
    _ = library.setCallback(
      handle,
      { kind, _, out, toSolver, context in
        guard let context else { return }
        let watcher = Unmanaged<HiGHSWatcher>.fromOpaque(context).takeUnretainedValue()
        switch kind {
        case HiGHSCallbackKind.improvingSolution, HiGHSCallbackKind.treeLogging:
          let isNewPoint = kind == HiGHSCallbackKind.improvingSolution
          if let out { watcher.report(out, isNewPoint: isNewPoint) }
        default:
          if kind == HiGHSCallbackKind.treeInterrupt, let out {
            watcher.report(out, isNewPoint: false)
          }
          if watcher.stop?.isStopRequested == true {
            toSolver?.storeBytes(of: 1, as: Int32.self)
          }
        }
      }, context)
    for kind in [
      HiGHSCallbackKind.simplexInterrupt, HiGHSCallbackKind.interiorPointInterrupt,
      HiGHSCallbackKind.improvingSolution, HiGHSCallbackKind.treeLogging,
      HiGHSCallbackKind.treeInterrupt,
    ] {
      _ = library.startCallback(handle, kind)
    }
  }

  private func result(_ problem: HiGHSProblem) -> HiGHSRunResult {
    let status = HiGHSStatus(rawValue: library.modelStatus(handle))
    var columns = [Double](repeating: 0, count: problem.columnCount)
    var columnDuals = columns
    var rows = [Double](repeating: 0, count: problem.rowCount)
    var rowDuals = rows
    _ = library.solution(handle, &columns, &columnDuals, &rows, &rowDuals)
    var pointStatus: Int32 = 0
    _ = library.integerInfo(handle, "primal_solution_status", &pointStatus)
    // A linear program's iterates are no answers; 2 stands for a feasible point.
    let hasPoint = pointStatus == 2 && (problem.hasIntegers || status == .optimal)
    var bound = Double.infinity
    var nodes: Int64 = -1
    if problem.hasIntegers {
      _ = library.realInfo(handle, "mip_dual_bound", &bound)
      _ = library.longInfo(handle, "mip_node_count", &nodes)
    }
    return HiGHSRunResult(
      status: status, values: hasPoint ? columns : nil,
      rowDuals: !problem.hasIntegers && status == .optimal
        ? rowDuals.map { $0 / problem.costScale } : nil,
      bound: bound.isFinite && abs(bound) < 1e100 ? bound / problem.costScale : nil,
      nodes: nodes >= 0 ? Int(nodes) : nil)
  }
}

#if CBC
  import LinearModels

  /// What CBC's event handler needs to reach Swift.
  final class CBCWatcher {
    private let stop: StopToken?
    private let progress: (@Sendable (SolveProgress) -> Void)?
    private let costScale: Double
    private let columnCount: Int
    private var best: (values: [Double], objective: Double)?
    private var reported = SolveProgress(incumbent: nil, bound: nil, nodes: -1)

    init(_ parameters: SolveParameters, _ problem: CBCProblem) {
      stop = parameters.stop
      progress = parameters.progress
      costScale = problem.costScale
      columnCount = problem.columnCount
    }

    /// Keeps a point that is better than those before; CBC minimises.
    func keep(_ point: UnsafePointer<Double>?, count: Int, objective: Double) {
      guard let point, count == columnCount else { return }
      guard objective < best?.objective ?? .infinity else { return }
      best = (Array(UnsafeBufferPointer(start: point, count: count)), objective)
    }

    static func from(_ context: UnsafeMutableRawPointer) -> CBCWatcher {
      Unmanaged<CBCWatcher>.fromOpaque(context).takeUnretainedValue()
    }

    var isStopRequested: Bool { stop?.isStopRequested == true }

    /// Passes news on, in the model's own sense; NaN stands for none.
    func report(incumbent: Double, bound: Double, nodes: Int) {
      guard let progress else { return }
      var now = SolveProgress(
        incumbent: incumbent.isNaN ? nil : incumbent / costScale,
        bound: bound.isNaN ? nil : bound / costScale, nodes: nodes)
      if let best = now.incumbent, let bound = now.bound {
        // No point is better than both, whatever the tree held a moment ago.
        now.bound = costScale > 0 ? min(bound, best) : max(bound, best)
      }
      guard now.incumbent != reported.incumbent || now.bound != reported.bound else { return }
      guard now.incumbent != nil || now.bound != nil else { return }
      if now.incumbent != reported.incumbent, best?.objective == incumbent {
        // The last column is the one that is fixed at one.
        now.point = best?.values.dropLast()
      }
      reported = now
      progress(now)
    }
  }
#endif

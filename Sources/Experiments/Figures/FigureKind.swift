/// The figures that can be made of a log.
package enum FigureKind: String, CaseIterable, Sendable {
  /// Dolan–Moré performance profiles.
  case profile
  /// The certified gap over time.
  case trajectory
  /// V_n with its bound and the greedy points.
  case frontier
  /// Response against load.
  case response
  /// Time against size, with the fitted power law.
  case scaling
  /// How gaps are distributed.
  case gaps

  /// Every figure that can be drawn.
  package static func all(of results: Results) -> [(kind: FigureKind, figure: Figure)] {
    Parallel.map(allCases) { (kind: $0, figure: $0.figure(of: results)) }
      .compactMap { kind, figure in figure.map { (kind, $0) } }
  }

  /// The figure; nil where the log has nothing to draw in it.
  package func figure(of results: Results) -> Figure? {
    switch self {
    case .profile: ProfileFigure.figure(of: results.comparisons)
    case .trajectory: TrajectoryFigure.figure(of: results)
    case .frontier: FrontierFigure.figure(of: results.gapRows)
    case .response: ResponseFigure.figure(of: results.dispatchRows)
    case .scaling: ScalingFigure.figure(of: results.scaling)
    case .gaps: GapsFigure.figure(of: results.problems)
    }
  }

  /// What a log must hold for this figure, for the message where it does not.
  package var need: String {
    switch self {
    case .profile: "runs of exact methods"
    case .trajectory: "runs with a trajectory"
    case .frontier: "rates of one instance for several numbers of slots"
    case .response: "runs of the question dispatch"
    case .scaling: "runs of the question speed"
    case .gaps: "values with bounds or greedy values"
    }
  }

  /// At most so many charts in one figure; more could not be read.
  static let chartLimit = 12

  /// Some of many, evenly over their order, and the remark that they are some.
  static func chosen<Item>(
    _ items: [Item], named name: String, by option: String
  ) -> ([Item], notes: [String]) {
    guard items.count > chartLimit else { return (items, []) }
    let kept = (0..<chartLimit).map { items[$0 * (items.count - 1) / (chartLimit - 1)] }
    return (
      kept,
      ["\(chartLimit) of \(items.count) \(name), evenly over their order; choose with \(option)."]
    )
  }
}

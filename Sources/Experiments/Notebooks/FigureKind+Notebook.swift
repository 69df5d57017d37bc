extension FigureKind {
  /// The notebook's file.
  var notebookName: String { "\(rawValue).ipynb" }

  /// What the notebook draws.
  var notebookTitle: String {
    switch self {
    case .profile: "Performance profiles"
    case .trajectory: "Gap over time"
    case .frontier: "Frontier V_n"
    case .response: "Mean response time against load"
    case .scaling: "Time against size"
    case .gaps: "Distribution of gaps"
    }
  }

  /// What a reader should know.
  var notebookWords: String {
    switch self {
    case .profile:
      "Share of problems that a method solves with proof within a multiple of the fastest method's "
        + "time (Dolan and Moré 2002), on the problems that every method of a suite was given."
    case .trajectory:
      "Certified gap between the best plan and the bound at hand, median and quartiles over the "
        + "runs of each number of servers; 0.01 % stands for less too."
    case .frontier:
      "Greatest total rate of n slots: best plans, proven bound, greedy plans."
    case .response:
      "Bounds and exact values are JFFC's; bars are 95 % confidence intervals of simulated means."
    case .scaling:
      "Median time by the number of servers, with power laws fitted by least squares on logarithms."
    case .gaps:
      "Greedy gap: what the greedy plan is known to leave. Certified gap: "
        + "what could be left beyond the best plan."
    }
  }

  /// The cells that compute and draw.
  var notebookCode: [String] {
    switch self {
    case .profile: NotebookCode.profile
    case .trajectory: NotebookCode.trajectory
    case .frontier: NotebookCode.frontier
    case .response: NotebookCode.response
    case .scaling: NotebookCode.scaling
    case .gaps: NotebookCode.gaps
    }
  }
}

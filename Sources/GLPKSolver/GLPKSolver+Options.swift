#if GLPK
  import CGLPK
  import CSolverGuard
  import LinearModels

  extension GLPKSolver {
    /// The members of `glp_iocp` that a user may set.
    static let documentedOptions: [SolverOption] = [
      SolverOption(
        "br_tech", .choice(branchings.map(\.name)),
        "The variable to branch on: first, last or most fractional, Driebeck-Tomlin, pseudocost."),
      SolverOption(
        "bt_tech", .choice(backtrackings.map(\.name)),
        "The node to go on with: depth first, breadth first, best bound, best projection."),
      SolverOption("gmi_cuts", .flag, "Gomory's mixed-integer cuts."),
      SolverOption("mir_cuts", .flag, "Mixed-integer rounding cuts."),
      SolverOption("cov_cuts", .flag, "Mixed cover cuts."),
      SolverOption("clq_cuts", .flag, "Clique cuts."),
      SolverOption("fp_heur", .flag, "The feasibility pump."),
      SolverOption("ps_heur", .flag, "The proximity search."),
      SolverOption("sr_heur", .flag, "The simple rounding heuristic."),
    ]

    fileprivate static let branchings: [(name: String, code: Int32)] = [
      ("ffv", GLP_BR_FFV), ("lfv", GLP_BR_LFV), ("mfv", GLP_BR_MFV), ("dth", GLP_BR_DTH),
      ("pch", GLP_BR_PCH),
    ]
    fileprivate static let backtrackings: [(name: String, code: Int32)] = [
      ("dfs", GLP_BT_DFS), ("bfs", GLP_BT_BFS), ("blb", GLP_BT_BLB), ("bph", GLP_BT_BPH),
    ]
  }

  extension csg_glpk_tuning {
    /// GLPK's defaults, but for the options given.
    init(_ options: [(name: String, value: SolverOptionValue)]) throws(SolverError) {
      self.init(
        branching: -1, backtracking: -1, gomory_cuts: -1, rounding_cuts: -1, cover_cuts: -1,
        clique_cuts: -1, feasibility_pump: -1, proximity_search: -1, simple_rounding: -1)
      for option in options { set(option.name, option.value) }
    }

    private mutating func set(_ name: String, _ value: SolverOptionValue) {
      let flag: Int32 = value == .flag(true) ? 1 : 0
      switch name {
      case "br_tech":
        branching = GLPKSolver.branchings.first { $0.name == value.text }?.code ?? -1
      case "bt_tech":
        backtracking = GLPKSolver.backtrackings.first { $0.name == value.text }?.code ?? -1
      case "gmi_cuts": gomory_cuts = flag
      case "mir_cuts": rounding_cuts = flag
      case "cov_cuts": cover_cuts = flag
      case "clq_cuts": clique_cuts = flag
      case "fp_heur": feasibility_pump = flag
      case "ps_heur": proximity_search = flag
      case "sr_heur": simple_rounding = flag
      default: preconditionFailure("The option \(name) is listed but not understood.")
      }
    }
  }
#endif

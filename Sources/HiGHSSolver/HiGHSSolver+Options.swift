import LinearModels

extension HiGHSSolver {
  /// The options of HiGHS that a user may set.
  static let documentedOptions: [SolverOption] = [
    SolverOption(
      "presolve", .choice(["off", "choose", "on"]), "Whether the model is made smaller first."),
    SolverOption(
      "solver", .choice(["choose", "simplex", "ipm", "pdlp"]), "How linear programs are solved."),
    SolverOption(
      "simplex_strategy", .integer(0...4),
      "The simplex: 0 chosen, 1 dual, 2 and 3 parallel dual, 4 primal."),
    SolverOption("simplex_scale_strategy", .integer(0...4), "How the simplex scales the matrix."),
    SolverOption("run_crossover", .choice(["off", "choose", "on"]), "Crossover after ipm."),
    SolverOption("random_seed", .integer(0...Int(Int32.max)), "The seed of random choices."),
    SolverOption(
      "mip_heuristic_effort", .real(0...1), "The share of the work that goes to heuristics."),
    SolverOption("mip_detect_symmetry", .flag, "Whether symmetries are looked for."),
    SolverOption(
      "mip_allow_restart", .flag, "Whether the search may start again with a smaller model."),
    SolverOption(
      "mip_pscost_minreliable", .integer(0...1_000_000), "Strong branching until so often."),
    SolverOption("mip_lp_age_limit", .integer(0...32767), "Rounds that an idle cut stays."),
    SolverOption("mip_pool_soft_limit", .integer(1...1_000_000_000), "Cuts kept in the pool."),
    SolverOption("mip_max_leaves", .integer(0...1_000_000_000), "Leaves explored at most."),
    SolverOption(
      "mip_max_stall_nodes", .integer(0...1_000_000_000), "Nodes without progress at most."),
    SolverOption(
      "mip_min_cliquetable_entries_for_parallelism", .integer(0...1_000_000_000),
      "Clique entries from which threads are used."),
    SolverOption("mip_heuristic_run_feasibility_jump", .flag, "The heuristic feasibility jump."),
    SolverOption("mip_heuristic_run_rins", .flag, "The heuristic RINS."),
    SolverOption("mip_heuristic_run_rens", .flag, "The heuristic RENS."),
    SolverOption("mip_heuristic_run_root_reduced_cost", .flag, "The root reduced cost heuristic."),
    SolverOption("mip_heuristic_run_zi_round", .flag, "The heuristic ZI rounding."),
    SolverOption("mip_heuristic_run_shifting", .flag, "The heuristic shifting."),
    SolverOption(
      "allow_unbounded_or_infeasible", .flag, "Whether presolve may leave the two open."),
  ]
}

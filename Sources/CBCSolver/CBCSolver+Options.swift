#if CBC
  import LinearModels

  extension CBCSolver {
    private static let onOff = SolverOption.Kind.choice(["on", "off"])

    /// The command-line parameters of CBC that a user may set; CBC ignores others silently.
    static let documentedOptions: [SolverOption] =
      [
        SolverOption("cuts", onOff, "All kinds of cuts at once."),
        SolverOption("heuristics", onOff, "All heuristics at once."),
        SolverOption(
          "costStrategy", .choice(["off", "priorities"]),
          "How costs set the order of branching."),
        SolverOption(
          "nodeStrategy",
          .choice(["hybrid", "fewest", "depth", "upfewest", "downfewest", "updepth", "downdepth"]),
          "The node to go on with."),
        SolverOption("strongBranching", .integer(0...999_999), "Candidates of strong branching."),
        SolverOption(
          "trustPseudoCosts", .integer(-3...2_000_000_000), "Strong branching until so often."),
        SolverOption("passCuts", .integer(-999_999...999_999), "Rounds of cuts at the root."),
        SolverOption("passTreeCuts", .integer(-999_999...999_999), "Rounds of cuts in the tree."),
        SolverOption("cutDepth", .integer(-1...999_999), "Depths at which cuts are made."),
        SolverOption("randomCbcSeed", .integer(-1...2_147_483_647), "The seed of the search."),
      ] + cutsAndHeuristics

    private static let cutsAndHeuristics: [SolverOption] = [
      SolverOption("gomoryCuts", onOff, "Gomory cuts."),
      SolverOption("probingCuts", onOff, "Probing cuts."),
      SolverOption("knapsackCuts", onOff, "Knapsack cover cuts."),
      SolverOption("cliqueCuts", onOff, "Clique cuts."),
      SolverOption("mixedIntegerRoundingCuts", onOff, "Mixed-integer rounding cuts."),
      SolverOption("flowCoverCuts", onOff, "Flow cover cuts."),
      SolverOption("twoMirCuts", onOff, "Two-phase rounding cuts."),
      SolverOption("reduceAndSplitCuts", onOff, "Reduce-and-split cuts."),
      SolverOption("residualCapacityCuts", onOff, "Residual capacity cuts."),
      SolverOption("zeroHalfCuts", onOff, "Zero-half cuts."),
      SolverOption("feasibilityPump", onOff, "The feasibility pump."),
      SolverOption("rins", onOff, "The heuristic RINS."),
      SolverOption("rens", onOff, "The heuristic RENS."),
      SolverOption("localTreeSearch", onOff, "The local tree search."),
      SolverOption("greedyHeuristic", onOff, "The greedy heuristic."),
      SolverOption("roundingHeuristic", onOff, "The rounding heuristic."),
      SolverOption("combineSolutions", onOff, "The combination of found points."),
      SolverOption("proximitySearch", onOff, "The proximity search."),
    ]
  }
#endif

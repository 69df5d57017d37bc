extension KnownModel {
  /// A random model of a few variables, and its best point by trying every point.
  public static func random(seed: Int) -> KnownModel {
    let random = RandomModel(seed: seed)
    let truth = random.bestByEnumeration().map { Truth.optimal($0) } ?? .infeasible
    return KnownModel("random model \(seed)", group: "random", truth) { random.model }
  }

  /// A random knapsack whose best sets differ by about 10⁻⁸ of the objective.
  public static func nearTies(seed: Int) -> KnownModel {
    let ties = NearTies(seed: seed)
    return KnownModel(
      "near ties \(seed)", group: "near ties", .optimal(ties.bestByEnumeration())
    ) { ties.model }
  }

  /// A random program of the kinds on which solvers are known to lie, with coefficients from 1 to
  /// 10⁷, and the truth by enumeration without any rounding.
  public static func hard(seed: Int) -> KnownModel {
    let program = ExactProgram(seed: seed)
    return KnownModel(
      "hard model \(seed)", group: HardKind(seed: seed).rawValue, program.truth(), isHard: true
    ) { program.model }
  }
}

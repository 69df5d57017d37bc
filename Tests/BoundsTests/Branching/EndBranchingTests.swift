import CompositionTestSupport
import LinearModels
import ServerChains
import Testing

@testable import Bounds

/// Branching over enumerated patterns: none may be left out that a better design needs.
@Suite struct EndBranchingTests {
  /// A target is a value that no design need have: what is proven beside it must hold for all
  /// designs.
  @Test(arguments: Backend.allCases)
  func noBoundAtATargetIsBelowTheOptimum(_ backend: Backend) throws {
    let solver = try backend.live()
    var proven = 0
    for reference in Reference.all {
      let instance = try reference.load()
      for (index, optimum) in reference.frontier.enumerated() {
        // With exactly so many slots the optimum is one of theirs only where fewer are worse.
        let isExact = index == 0 || reference.frontier[index - 1] < optimum - 1e-6
        for demand in [SlotDemand.atMost(index + 1)] + (isExact ? [.exactly(index + 1)] : []) {
          for share in [0.95, 1 + 1e-8, 1.02] {
            let target = share * optimum
            guard let bound = try bound(of: instance, demand, target: target, solver) else {
              continue
            }
            // The reference values are rounded to nine decimals.
            #expect(bound >= optimum - 2e-9, "\(reference.instance), \(demand), \(share)")
            #expect(bound >= target)
            if share > 1, bound < target * (1 + 1e-6) { proven += 1 }
          }
        }
      }
    }
    #expect(proven > 20)
  }

  /// What branching proves over the patterns that better designs need; nil where the relaxation is
  /// not above the target.
  private func bound(
    of instance: Instance, _ demand: SlotDemand, target: Double, _ solver: any LiveProgramSolver
  ) throws -> Double? {
    var bounds = try #require(FrontierBound(instance: instance))
    let certificate = try bounds.certify(demand, solver: solver, deadline: Deadline(limit: nil))
    let worth = certificate.slotPrice - (certificate.bound - target)
    guard certificate.bound > target,
      let patterns = PatternSpace(instance: instance).patterns(
        worth: worth * (1 - 1e-9), at: certificate.prices, most: 10_000)
    else { return nil }
    var branching = EndBranching(
      instance: instance, patterns: patterns, limits: bounds.limits, demand: demand,
      relaxed: certificate.capacities, solver: solver)
    // In stretches: each goes on where the last one ended, and bounds never rise.
    var bound = Double.infinity
    var (isDone, stretch) = (false, 0)
    while !isDone {
      stretch += 1
      let standing = try branching.run(
        incumbent: target, looks: 1_000 * stretch, deadline: Deadline(limit: nil), stop: nil,
        leaf: { _ in (target, .infinity) }, progress: { _, _ in })
      #expect(standing.bound <= bound)
      (bound, isDone) = (standing.bound, standing.isDone)
    }
    return bound
  }
}

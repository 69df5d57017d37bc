import CompositionTestSupport
import LinearModels
import Queueing
import ServerChains
import Testing

@testable import Bounds

@Suite struct SharedPlacementTests {
  @Test(arguments: Backend.allCases)
  func noDesignRespondsFasterThanWithOnePlacementForAll(_ backend: Backend) throws {
    var raised = 0
    for reference in Reference.all {
      let base = try reference.load()
      for load in [0.2, 0.6] {
        let instance = try Instance(
          name: base.name, service: base.service, servers: base.servers,
          arrivalRate: load * (reference.frontier.last ?? 1), maximumLoad: base.maximumLoad)
        let arrivalRate = try #require(instance.arrivalRate)
        let solver = try backend.live()
        let stop = StopToken()
        let bounds = try #require(FrontierBound(instance: instance))
        var bounding = ResponseBounding(
          bounds: bounds, arrivalRate: arrivalRate, maximumSlots: instance.maximumSlots,
          solver: solver, stop: stop)
        try bounding.certify(deadline: Deadline(limit: nil)) { _, _, _ in }
        let plain = bounding.certificate.bound
        // A few steps for each: what counts is that no design is below.
        var steps = 0
        try bounding.share(deadline: Deadline(limit: nil), target: { .infinity }) { _, _, _ in
          steps += 1
          if steps == 12 { stop.requestStop() }
        }
        let bound = bounding.certificate.bound
        if bound > plain * (1 + 1e-6) { raised += 1 }
        for design in SampleDesigns.make(of: instance, seed: 7) where design.totalRate > arrivalRate
        {
          guard let system = ChainSystem(of: design, instance: instance),
            case .solved(let exact) = ExactChain.solve(system, arrivalRate: arrivalRate)
          else { continue }
          #expect(exact.meanResponse >= bound * (1 - 1e-9), "\(reference) at \(load)")
        }
      }
    }
    #expect(raised > 3)
  }
}

import Composition
import Instances
import ServerChains

/// GBP-CR(c) with all chains, then GCA, at the paper's L = 70 for a growing number of servers.
struct GreedySpeed {
  /// Seconds that the paper's authors' Python program takes for J = 320.
  private static let authors = 4.5
  private static let reservations = [1, 10, 40]
  private static let sizes = [20, 40, 80, 160, 320, 640, 1280, 2000]

  let runs: Int

  /// A section of the result file.
  func section() throws -> String {
    var rows = [["J", "c", "chains", "median (ms)", "least", "greatest", "time for twice J"]]
    var atGoal: [Double] = []
    for reservation in Self.reservations {
      var earlier: (size: Int, median: Double)?
      for size in Self.sizes {
        let instance = try InstanceGenerator(
          family: .paper, servers: size, blocks: 70, seed: 1
        ).instance()
        var chains = 0
        let timing = Timing(runs: runs) {
          chains =
            GreedyComposition(instance: instance, reservation: reservation, stop: .all)
            .design.chains.count
        }
        rows.append([
          "\(size)", "\(reservation)", "\(chains)", Figure.milliseconds(timing.median),
          Figure.milliseconds(timing.least), Figure.milliseconds(timing.greatest),
          growth(from: earlier, to: (size, timing.median)),
        ])
        if size == 320 { atGoal.append(timing.median) }
        earlier = (size, timing.median)
      }
    }
    let slowest = atGoal.max() ?? .nan
    return """
      ## GBP-CR + GCA with all chains, L = 70

      Family `paper`, seed 1; c is the reservation. Goal: at most 20 ms at J = 320 on one core. \
      The slowest of the three \
      reservations takes \(Figure.milliseconds(slowest)) ms there, \
      \(Figure.significant(Self.authors / slowest, digits: 2)) times faster than the \
      \(Self.authors) s of the authors' \
      Python program.


      """ + Figure.table(rows)
  }

  /// The factor for twice the servers, from sizes that may be less than twice apart.
  private func growth(
    from earlier: (size: Int, median: Double)?, to now: (size: Int, median: Double)
  ) -> String {
    guard let earlier, now.size == 2 * earlier.size else { return "" }
    return "× " + Figure.significant(now.median / earlier.median, digits: 2)
  }
}

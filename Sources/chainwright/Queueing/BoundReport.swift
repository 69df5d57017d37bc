import Queueing
import ServerChains

/// What theory says at one arrival rate.
struct BoundPoint {
  let arrivalRate: Double
  let load: Double
  let bounds: ResponseAnswer
  let exact: ExactChain.Answer

  init(system: ChainSystem, arrivalRate: Double, stateLimit: Int) {
    self.arrivalRate = arrivalRate
    load = system.load(at: arrivalRate)
    bounds = ResponseAnswer(system, arrivalRate: arrivalRate)
    exact = ExactChain.solve(system, arrivalRate: arrivalRate, stateLimit: stateLimit)
  }

  /// The bounds; nil where unstable.
  var stable: ResponseBounds? {
    if case .stable(let bounds) = bounds { return bounds }
    return nil
  }

  /// The exact behaviour; nil where it is not known.
  var solved: ExactResponse? {
    if case .solved(let response) = exact { return response }
    return nil
  }

  /// Why the exact behaviour is not known; nil where it is.
  var reason: String? {
    switch exact {
    case .solved: nil
    case .unstable(let limit):
      "unstable: queues grow without end for arrival rates from "
        + "\(NumberText.significant(limit, digits: 9)) jobs/s on; lower the rate or add slots"
    case .tooLarge(let states):
      "\(NumberText.significant(states)) states are too many to solve exactly; "
        + "raise --max-states or simulate"
    case .notConverged(let residual):
      "the iteration stopped at a residual of \(NumberText.significant(residual)); simulate instead"
    }
  }
}

/// What `bound` prints.
struct BoundReport {
  let planned: PlannedSystem
  /// Whether a list of loads was asked for.
  let isList: Bool
  let points: [BoundPoint]

  var text: String {
    var table = TextTable([
      .number("load"), .number("arrivals", unit: "jobs/s"), .number("lower", unit: "s"),
      .number("exact", unit: "s"), .number("upper", unit: "s"), .number("waiting", unit: "s"),
      .number("jobs that wait"),
    ])
    for point in points {
      let seconds = { (value: Double?) in value.map { NumberText.fixed($0, decimals: 6) } ?? "–" }
      table.add([
        NumberText.significant(point.load), NumberText.significant(point.arrivalRate),
        seconds(point.stable?.lower), seconds(point.solved?.meanResponse),
        seconds(point.stable?.upper), seconds(point.solved?.meanWaiting),
        point.solved.map { NumberText.percent($0.waitingProbability) } ?? "–",
      ])
    }
    var text = planned.heading + "\n\n" + table.text()
    if points.count == 1, let solved = points[0].solved { text += "\n" + utilizationTable(solved) }
    var seen: [String] = []
    for reason in points.compactMap(\.reason) where !seen.contains(reason) { seen.append(reason) }
    return text + seen.map { "\n\(TextLayout.wrapped("note: \($0)", width: 100))\n" }.joined()
  }

  private func utilizationTable(_ solved: ExactResponse) -> String {
    var table = TextTable([
      .number("chain"), .number("capacity"), .number("service time", unit: "s"),
      .number("slots in use"),
    ])
    for (index, chain) in planned.system.chains.enumerated() {
      table.add([
        "\(index + 1)", "\(chain.capacity)", NumberText.fixed(chain.serviceTime, decimals: 6),
        NumberText.percent(solved.utilization[index]),
      ])
    }
    return table.text()
  }

  var document: JSON {
    var members: [String: JSON] = [
      "instance": .string(planned.instance.name), "slots": .integer(planned.system.slotCount),
      "stableLimit": .real(planned.system.totalRate),
    ]
    if isList {
      members["points"] = .array(points.map { .object(self.members(of: $0)) })
    } else if let point = points.first {
      members.merge(self.members(of: point)) { first, _ in first }
    }
    return .object(members)
  }

  private func members(of point: BoundPoint) -> [String: JSON] {
    var members: [String: JSON] = [
      "arrivalRate": .real(point.arrivalRate), "load": .real(point.load),
      "stable": .bool(point.stable != nil), "lower": .real(point.stable?.lower),
      "upper": .real(point.stable?.upper), "exact": .real(point.solved?.meanResponse),
    ]
    members["reason"] = point.reason.map(JSON.string)
    if let solved = point.solved {
      members["exactWaiting"] = .real(solved.meanWaiting)
      members["waitingProbability"] = .real(solved.waitingProbability)
      members["utilization"] = planned.document(ofUtilization: solved.utilization)
      members["queueLengths"] = .array((0..<20).map { .real(solved.queueProbability($0)) })
      members["states"] = .integer(solved.stateCount)
      members["residual"] = .real(solved.residual)
    }
    return members
  }
}

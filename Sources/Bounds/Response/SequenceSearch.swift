/// Sequences of slots that have few jobs and pay little: what the dynamic program finds the least
/// of, by a local search.
///
/// It proves nothing. It says what to add to the master program, and whether some prices are worth
/// a dynamic program.
struct SequenceSearch {
  let arrivalRate: Double
  /// How many slots a sequence may have.
  let counts: ClosedRange<Int>
  /// Whether designs may have more slots, no faster than the last one, of which nothing is known.
  let isOpenEnded: Bool

  private static let mostSteps = 60
  private static let leastGain = 1e-7

  /// The jobs of JFFC in closed form (``FastestFirstBound``, k = 0).
  func jobs(_ times: [Double]) -> Double {
    var (rate, passed, served) = (0.0, 1.0, 0.0)
    var passes: [(passed: Double, served: Double)] = [(1, 0)]
    for time in times {
      rate += 1 / time
      let next = passed * arrivalRate / (passed * arrivalRate + rate)
      served += (passed - next) * arrivalRate * time
      passed = next
      passes.append((passed, served))
    }
    var least = Double.infinity
    if isOpenEnded, times.count == counts.upperBound, let last = times.last {
      least = served + passed * arrivalRate * last
    }
    let load = arrivalRate / rate
    guard load < 1 else { return least }
    let waits = load / (1 - load)
    let queue = waits * (Double(times.count) + 1 / (1 - load))
    for pass in passes {
      least = min(least, (pass.served + pass.passed * queue) / (1 + pass.passed * waits))
    }
    return least
  }

  func cost(_ times: [Double], _ payment: PaymentCurve) -> Double {
    jobs(times) + times.reduce(0) { $0 + payment.value(at: $1) }
  }

  func cost(_ sequence: SlotSequence, _ payment: PaymentCurve) -> Double {
    sequence.times.reduce(sequence.jobs) { $0 + payment.value(at: $1) }
  }

  /// Goes down from a sequence.
  func least(from start: [Double], _ payment: PaymentCurve) -> (times: [Double], cost: Double) {
    var times = start
    var cost = cost(times, payment)
    var damping = 1.0
    for _ in 0..<Self.mostSteps where cost < .infinity {
      let before = cost
      (times, cost, damping) = step(times, cost, damping, payment)
      (times, cost) = recounted(times, cost, payment)
      if cost > before * (1 - Self.leastGain) { break }
    }
    return (times, cost)
  }

  /// A proximal step: jobs by their slopes and bends, payments as they are.
  private func step(
    _ times: [Double], _ cost: Double, _ damping: Double, _ payment: PaymentCurve
  ) -> ([Double], Double, Double) {
    let now = jobs(times)
    let moves = times.indices.map { index -> (slope: Double, bend: Double) in
      let width = 1e-3 * times[index]
      var changed = times
      changed[index] += width
      let above = jobs(changed)
      changed[index] -= 2 * width
      let below = jobs(changed)
      let slope = (above - below) / (2 * width)
      let bend = (above + below - 2 * now) / (width * width)
      return (slope, max(bend, 0.02 * abs(slope) / times[index], 1e-12))
    }
    var damping = damping
    while damping < 1e6 {
      let next = zip(times, moves).map {
        payment.nearest($0, slope: $1.slope, bend: damping * $1.bend)
      }.sorted()
      let found = self.cost(next, payment)
      if found < cost { return (next, found, max(0.25, damping / 2)) }
      damping *= 3
    }
    return (times, cost, damping)
  }

  /// With a slot more or fewer, as long as that costs less.
  private func recounted(
    _ times: [Double], _ cost: Double, _ payment: PaymentCurve
  ) -> ([Double], Double) {
    var (times, cost) = (times, cost)
    while times.count > counts.lowerBound {
      let fewer = Array(times.dropLast())
      let found = self.cost(fewer, payment)
      guard found < cost else { break }
      (times, cost) = (fewer, found)
    }
    while times.count < counts.upperBound, let last = times.last,
      let slowest = payment.times.last
    {
      let more = [last, slowest].map { times + [$0] }.map { ($0, self.cost($0, payment)) }
      guard let found = more.min(by: { $0.1 < $1.1 }), found.1 < cost else { break }
      (times, cost) = found
    }
    return (times, cost)
  }
}

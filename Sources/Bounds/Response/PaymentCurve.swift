/// Service times of slots, the fastest first, and the jobs that JFFC has with them.
struct SlotSequence: Sendable, Equatable {
  var times: [Double]
  var jobs: Double
}

/// What a slot pays by its service time: straight between some times.
struct PaymentCurve: Sendable {
  /// Growing.
  let times: [Double]
  /// Convex and falling, by time.
  let values: [Double]

  init(times: [Double], values: [Double]) { (self.times, self.values) = (times, values) }

  /// A hull's, in jobs.
  init(_ payment: FastestFirstProgram.Payment, from least: Double, to most: Double) {
    times = ([least] + payment.hull.times.filter { $0 > least && $0 < most } + [most])
    values = times.map { time in
      let line = payment.hull.line(at: time)
      return payment.scale * (line.value - line.slope * time)
    }
  }

  func value(at time: Double) -> Double {
    guard let next = times.firstIndex(where: { $0 > time }) else { return values[values.count - 1] }
    guard next > 0 else { return values[0] }
    let part = (time - times[next - 1]) / (times[next] - times[next - 1])
    return values[next - 1] + part * (values[next] - values[next - 1])
  }

  /// Where `slope · t + bend/2 · (t − at)² + value(t)` is least.
  func nearest(_ at: Double, slope: Double, bend: Double) -> Double {
    // The derivative grows: the first piece at whose end it is not below 0.
    for index in 1..<times.count {
      let piece = (values[index] - values[index - 1]) / (times[index] - times[index - 1])
      guard slope + bend * (times[index] - at) + piece >= 0 else { continue }
      return min(max(at - (slope + piece) / bend, times[index - 1]), times[index])
    }
    return times[times.count - 1]
  }
}

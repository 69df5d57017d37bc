/// A sum that carries its rounding error along (Neumaier), so that cancellation loses nothing.
struct CompensatedSum {
  private var sum = 0.0
  private var correction = 0.0

  mutating func add(_ summand: Double) {
    let next = sum + summand
    // An infinite or undefined sum has no meaningful rounding error.
    guard next.isFinite else {
      sum = next
      correction = 0
      return
    }
    if abs(sum) >= abs(summand) {
      correction += (sum - next) + summand
    } else {
      correction += (summand - next) + sum
    }
    sum = next
  }

  var value: Double { sum + correction }
}

/// Mean and variance of numbers taken one by one (Welford, Technometrics 4(3), 1962).
package struct RunningMoments: Hashable, Sendable {
  /// How many.
  package private(set) var count = 0
  /// Their mean; 0 without any.
  package private(set) var mean = 0.0
  private var squares = 0.0

  /// Moments of no numbers.
  package init() {}

  /// Takes one more.
  package mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }

  /// `Σ (x − mean)² / (n − 1)`; 0 with fewer than two.
  package var variance: Double { count < 2 ? 0 : squares / Double(count - 1) }

  /// The root of the variance.
  package var deviation: Double { variance.squareRoot() }
}

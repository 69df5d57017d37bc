import ServerChains

/// Draws from distributions, the same for a seed on every machine.
extension SeededGenerator {
  /// A number in (0, 1], uniform over the multiples of 2⁻⁵³.
  @inline(__always)
  mutating func positiveUniform() -> Double {
    Double((next() >> 11) &+ 1) * 0x1p-53
  }

  /// An exponential variate of mean 1, by inversion.
  @inline(__always)
  package mutating func exponential() -> Double {
    -PortableMath.log(positiveUniform())
  }

  /// A standard normal variate, by Marsaglia's polar method; the second of the pair is not kept.
  package mutating func normal() -> Double {
    while true {
      let first = 2 * uniform() - 1
      let second = 2 * uniform() - 1
      let square = first * first + second * second
      if square < 1, square >= Double.leastNormalMagnitude {
        return first * (-2 * PortableMath.log(square) / square).squareRoot()
      }
    }
  }

  /// A gamma variate of mean 1 and the given shape (Marsaglia and Tsang, ACM TOMS 26(3), 2000).
  ///
  /// - Parameter shape: `1/CV²`; below 1, a variate of shape + 1 is shrunk by a power of a uniform
  ///   one.
  /// - Complexity: O(1) expected, at most 1.05 tries on average.
  package mutating func gamma(shape: Double) -> Double {
    precondition(
      shape > 0 && shape.isFinite, "A gamma variate needs a positive finite shape, not \(shape).")
    guard shape < 1 else { return largeGamma(shape: shape) / shape }
    let power = PortableMath.log(positiveUniform()) / shape
    return largeGamma(shape: shape + 1) * PortableMath.exp(power) / shape
  }

  private mutating func largeGamma(shape: Double) -> Double {
    let offset = shape - 1.0 / 3
    let scale = 1 / (9 * offset).squareRoot()
    while true {
      let deviate = normal()
      let root = 1 + scale * deviate
      guard root > 0 else { continue }
      let cube = root * root * root
      let chance = positiveUniform()
      let square = deviate * deviate
      if chance < 1 - 0.0331 * square * square { return offset * cube }
      if PortableMath.log(chance) < 0.5 * square + offset * (1 - cube + PortableMath.log(cube)) {
        return offset * cube
      }
    }
  }
}

/// The SplitMix64 generator of Steele, Lea and Flood, used to spread a seed over a larger state.
public struct SplitMix64: Sendable {
  private var state: UInt64

  /// A generator started at a seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  ///
  /// - Complexity: O(1).
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The xoshiro256** generator of Blackman and Vigna: a seed gives the same numbers on every
/// toolchain.
///
/// It deliberately does not conform to `RandomNumberGenerator`: the standard library's sampling and
/// shuffling may change between toolchains, and the sampling here does not.
public struct SeededGenerator: Sendable {
  @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)

  /// A generator whose state is the first four outputs of SplitMix64 for the seed, as its authors
  /// advise.
  public init(seed: UInt64) {
    var spreader = SplitMix64(seed: seed)
    state = (spreader.next(), spreader.next(), spreader.next(), spreader.next())
  }

  /// A generator in a given state, for checks against published outputs.
  ///
  /// - Precondition: The state is not zero throughout, which the generator could never leave.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(
      state.0 | state.1 | state.2 | state.3 != 0,
      "A state of four zeros never changes; give at least one bit.")
    self.state = state
  }

  /// The next 64 bits.
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func next() -> UInt64 {
    let result = Self.rotate(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, by: 45)
    return result
  }

  /// A number in [0, 1), uniform over the multiples of 2⁻⁵³.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number in `0 ..< bound`, every one equally likely.
  ///
  /// The high half of a 128-bit product, redrawn where the low half would favour some results
  /// (Lemire, ACM TOMACS 29(1), 2019).
  ///
  /// - Precondition: The bound is at least 1.
  /// - Complexity: O(1) expected.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    precondition(
      bound > 0, "A whole number below \(bound) does not exist; give a bound of at least 1.")
    let range = UInt64(bound)
    let rejected = (0 &- range) % range
    var product = next().multipliedFullWidth(by: range)
    while product.low < rejected {
      product = next().multipliedFullWidth(by: range)
    }
    return Int(product.high)
  }

  /// A whole number in a closed range, every one equally likely.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.upperBound - range.lowerBound + 1)
  }

  /// Puts elements in an order drawn uniformly from all (Fisher and Yates, from the last place
  /// down).
  ///
  /// - Complexity: O(n).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }

  @inlinable
  static func rotate(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }
}

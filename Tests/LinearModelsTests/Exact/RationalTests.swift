import Testing

@testable import LinearModels

@Suite("Exact arithmetic")
struct RationalTests {
  private static func random(_ state: inout UInt64) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: Int64(bitPattern: state) >> Int64(state % 50))
  }

  @Test func wholeNumbersAgreeWithTheProcessor() {
    var state: UInt64 = 7
    for _ in 0..<3000 {
      let (left, right) = (Self.random(&state) >> 2, Self.random(&state) >> 2)
      let (a, b) = (BigInteger(left), BigInteger(right))
      #expect(a + b == BigInteger(left + right))
      #expect(a - b == BigInteger(left - right))
      #expect((a < b) == (left < right))
      let product = left.multipliedFullWidth(by: right)
      let whole = (a * b).magnitude.highest
      let wide = product.high == 0 || product.high == -1
      if wide, product.high == (Int(bitPattern: product.low) < 0 ? -1 : 0) {
        #expect(a * b == BigInteger(left * right))
        #expect(whole.bits == (left * right).magnitude)
      }
      guard right != 0 else { continue }
      let (quotient, remainder) = a.magnitude.quotient(by: b.magnitude)
      #expect(quotient == BigInteger(Int(left.magnitude / right.magnitude)))
      #expect(remainder == BigInteger(Int(left.magnitude % right.magnitude)))
    }
  }

  @Test func largeProductsDivideBack() {
    var state: UInt64 = 11
    for _ in 0..<300 {
      let factors = (0..<5).map { _ in BigInteger(Self.random(&state) | 1).magnitude }
      let product = factors.reduce(BigInteger.one, *)
      let part = factors[0] * factors[1]
      let (quotient, remainder) = (product + BigInteger(1)).quotient(by: part)
      #expect(quotient * part + remainder == product + BigInteger(1))
      #expect(remainder < part)
      #expect(BigInteger.greatestCommonDivisor(product, part) == part)
    }
  }

  private static let doubles: [Double] = [
    0, 1, -1, 0.1, -0.3, 1e22, 1e-22, 1e300, 1e-280, .pi, 3, 0.5, 123_456_789.125,
    Double.greatestFiniteMagnitude,
  ]

  @Test(arguments: doubles)
  func doublesAreKeptExactly(number: Double) {
    #expect(Rational(number).roundedDown == number)
    #expect(Rational(number).roundedUp == number)
    #expect(Rational(number) - Rational(number) == .zero)
  }

  @Test func tenTenthsAreNotOne() {
    let tenth = Rational(0.1)
    let sum = (0..<10).reduce(Rational.zero) { sum, _ in sum + tenth }
    #expect(sum != Rational(1))
    #expect(Rational(1) < sum)
    let near = Rational(near: 0.1, tolerance: 1e-9)
    #expect((0..<10).reduce(Rational.zero) { sum, _ in sum + near } == Rational(1))
    #expect(near.roundedDown < near.roundedUp)
    #expect(near.roundedDown.nextUp == near.roundedUp)
  }

  private static let fractions: [(Int, Int)] = [(1, 3), (2, 7), (-5, 11), (3_000_001, 3)]

  @Test(arguments: fractions)
  func fractionsAreFound(numerator: Int, denominator: Int) {
    let number = Double(numerator) / Double(denominator)
    let fraction = Rational(near: number, tolerance: 1e-9)
    #expect((fraction * Rational(denominator)).isWhole)
    #expect(!fraction.isWhole)
  }
}

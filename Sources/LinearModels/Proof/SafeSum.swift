/// A sum of products with a proven bound of its rounding error.
///
/// Products are split without error by a fused multiply-add and added to a sum of two doubles
/// (Ogita, Rump and Oishi 2005), so the error is about one unit in the last place of the result and
/// `n² u²` of the size of the summands. A sum that was exact all along has no error but the last
/// one's.
struct SafeSum {
  private var high = 0.0
  private var low = 0.0
  /// The sum of the summands' sizes.
  private(set) var size = 0.0
  private var count = 0.0
  private var isExact = true

  private static let unit = 0x1p-53
  /// Below it the error of a product may be no double.
  private static let smallest = 0x1p-960

  mutating func add(_ summand: Double) {
    let (sum, error) = Self.sum(high, summand)
    high = sum
    addLow(error)
    size += abs(summand)
    count += 1
  }

  mutating func add(_ left: Double, times right: Double) {
    let product = left * right
    if abs(product) < Self.smallest, left != 0, right != 0 { isExact = false }
    addLow((-product).addingProduct(left, right))
    add(product)
  }

  private mutating func addLow(_ part: Double) {
    guard part != 0 else { return }
    let (sum, error) = Self.sum(low, part)
    low = sum
    if error != 0 { isExact = false }
  }

  /// A sum of two doubles and its rounding error (Knuth).
  private static func sum(_ first: Double, _ second: Double) -> (Double, error: Double) {
    let sum = first + second
    let part = sum - first
    return (sum, (first - (sum - part)) + (second - part))
  }

  /// The nearest double of the sum.
  var value: Double { high + low }

  /// No less than the distance of ``value`` from the true sum; NaN or infinite where it overflowed.
  private var error: Double {
    let last = abs(Self.sum(high, low).error)
    guard !isExact else { return last }
    let steps = (count + 2) * Self.unit
    return 2 * Self.unit * abs(value) + 8 * steps * steps * size + count * Self.smallest
  }

  /// A number that the true sum is not below; minus infinity where the sum overflowed.
  var lower: Double {
    let error = error
    let bound = error == 0 ? value : (value - error).nextDown
    return bound.isNaN || bound == .infinity ? -.infinity : bound
  }

  /// A number that the true sum is not above; infinity where the sum overflowed.
  var upper: Double {
    let error = error
    let bound = error == 0 ? value : (value + error).nextUp
    return bound.isNaN || bound == -.infinity ? .infinity : bound
  }
}

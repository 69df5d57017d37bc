/// A column of an MPS file, with the format's customs about bounds.
struct MPSColumn {
  enum BoundKind: String {
    case upper = "UP"
    case lower = "LO"
    case fixed = "FX"
    case free = "FR"
    case minusInfinity = "MI"
    case plusInfinity = "PL"
    case binary = "BV"
    case integerLower = "LI"
    case integerUpper = "UI"

    init?(_ word: String) { self.init(rawValue: word) }

    var needsValue: Bool {
      switch self {
      case .upper, .lower, .fixed, .integerLower, .integerUpper: true
      case .free, .minusInfinity, .plusInfinity, .binary: false
      }
    }
  }

  private(set) var isInteger: Bool
  private var lower: Double?
  private var upper: Double?

  init(isInteger: Bool) {
    self.isInteger = isInteger
  }

  mutating func take(_ kind: BoundKind, _ value: Double) {
    switch kind {
    case .upper: upper = value
    case .lower: lower = value
    case .fixed: (lower, upper) = (value, value)
    case .free: (lower, upper) = (-.infinity, .infinity)
    case .minusInfinity: lower = -.infinity
    case .plusInfinity: upper = .infinity
    case .binary: (isInteger, lower, upper) = (true, 0, 1)
    case .integerLower: (isInteger, lower) = (true, value)
    case .integerUpper: (isInteger, upper) = (true, value)
    }
  }

  /// The bounds, with what the format means where the file says nothing.
  var bounds: (lower: Double, upper: Double) {
    if lower == nil, upper == nil { return (0, isInteger ? 1 : .infinity) }
    let opensLower = lower == nil && (upper ?? 0) < 0
    return (lower ?? (opensLower ? -.infinity : 0), upper ?? .infinity)
  }
}

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

    var bit: UInt16 {
      switch self {
      case .upper: 1
      case .lower: 2
      case .fixed: 4
      case .free: 8
      case .minusInfinity: 16
      case .plusInfinity: 32
      case .binary: 64
      case .integerLower: 128
      case .integerUpper: 256
      }
    }

    /// Whether the value bounds from below, and whether from above.
    var sides: (lower: Bool, upper: Bool) {
      switch self {
      case .lower, .integerLower: (true, false)
      case .upper, .integerUpper: (false, true)
      case .fixed: (true, true)
      case .free, .minusInfinity, .plusInfinity, .binary: (false, false)
      }
    }
  }

  private(set) var kind: VariableKind
  private var lower: Double?
  private var upper: Double?
  /// The kinds of bound met so far, one bit each.
  private var met: UInt16 = 0

  init(isInteger: Bool) {
    kind = isInteger ? .integer : .continuous
  }

  /// Takes a bound; of several of one kind the first counts.
  ///
  /// - Returns: whether the bound agrees with an earlier one of its kind, if there was one.
  mutating func take(_ bound: BoundKind, _ value: Double) -> Bool {
    guard met & bound.bit == 0 else {
      let (isLower, isUpper) = bound.sides
      return !(isLower && lower != value) && !(isUpper && upper != value)
    }
    met |= bound.bit
    // Other bounds beside a binary's make it an integer with these.
    if kind == .binary { kind = .integer }
    switch bound {
    case .upper: upper = value
    case .lower: lower = value
    case .fixed: (lower, upper) = (value, value)
    case .free: (lower, upper) = (-.infinity, .infinity)
    case .minusInfinity: lower = -.infinity
    case .plusInfinity: upper = .infinity
    case .binary: (kind, lower, upper) = (.binary, 0, 1)
    case .integerLower: (kind, lower) = (.integer, value)
    case .integerUpper: (kind, upper) = (.integer, value)
    }
    return true
  }

  /// Whether a negative upper bound opens the lower side, about which the file says nothing.
  var opensLower: Bool { lower == nil && (upper ?? 0) < 0 }

  /// The bounds, with what the format means where the file says nothing.
  var bounds: (lower: Double, upper: Double) {
    if lower == nil, upper == nil { return (0, kind.isIntegral ? 1 : .infinity) }
    return (lower ?? (opensLower ? -.infinity : 0), upper ?? .infinity)
  }
}

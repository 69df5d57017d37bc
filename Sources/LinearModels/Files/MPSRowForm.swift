/// How an MPS file says the bounds of a row.
enum MPSRowForm: Equatable {
  case free
  case equal
  /// The upper bound, and the width down to the lower one, if there is one.
  case atMost(width: Double?)
  /// The lower bound, and the width up to the upper one, if there is one.
  case atLeast(width: Double?)
  /// Two rows, because no width leads from one bound to the other, or the bounds cross.
  case halves

  init(_ lower: Double, _ upper: Double) {
    // Zero and minus zero are two numbers here.
    if lower.bitPattern == upper.bitPattern {
      self = .equal
    } else if lower == -.infinity {
      self = upper == .infinity ? .free : .atMost(width: nil)
    } else {
      self = upper == .infinity ? .atLeast(width: nil) : Self.range(lower, upper)
    }
  }

  /// The width that gives the other bound as readers compute it, from below or from above.
  private static func range(_ lower: Double, _ upper: Double) -> MPSRowForm {
    let width = upper - lower
    for width in [width, width.nextDown, width.nextUp] where width > 0 && width < .infinity {
      if (lower + width).bitPattern == upper.bitPattern { return .atLeast(width: width) }
      if (upper - width).bitPattern == lower.bitPattern { return .atMost(width: width) }
    }
    return .halves
  }

  /// The letter in the section of rows.
  var kind: String {
    switch self {
    case .free: "N"
    case .equal: "E"
    case .atMost: "L"
    case .atLeast, .halves: "G"
    }
  }

  var width: Double? {
    switch self {
    case .atMost(let width), .atLeast(let width): width
    case .free, .equal, .halves: nil
    }
  }
}

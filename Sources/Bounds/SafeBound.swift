import ServerChains

/// Proven bounds, safe against rounding.
package enum SafeBound {
  /// An upper bound moved up by the relative tolerance.
  package static func upper(_ bound: Double) -> Double {
    bound + abs(bound) * Verifier.relativeTolerance
  }

  /// A lower bound on a whole number, moved down by the tolerance and then up to the next whole
  /// number.
  package static func wholeLower(_ bound: Double) -> Double {
    (bound - max(1, abs(bound)) * 1e-6).rounded(.up)
  }
}

/// The formulas by which importers turn measurements into a server's two times
/// (Documentation/Problem.md, "Times from measurements").
package enum ServiceTimes {
  /// `τᶜ = l_out · (RTT + overhead)`, in seconds: every output token makes one round trip to the
  /// server.
  package static func communication(
    outputTokens: Int, roundTripMilliseconds: Double, overheadMilliseconds: Double
  ) -> Double {
    Double(outputTokens) * (roundTripMilliseconds + overheadMilliseconds) / 1000
  }

  /// `τᵖ = t_o + t^I · l_in + t^O · (l_out − 1)`, in seconds per block (arXiv 2604.14993, section
  /// II).
  ///
  /// - Parameters:
  ///   - fixed: `t_o`, in seconds.
  ///   - perInputToken: `t^I = FLOP per block and token / FLOPS`, in seconds.
  ///   - perOutputToken: `t^O = s_m / memory bandwidth`, in seconds.
  package static func computation(
    fixed: Double, perInputToken: Double, perOutputToken: Double, inputTokens: Int,
    outputTokens: Int
  ) -> Double {
    fixed + perInputToken * Double(inputTokens) + perOutputToken * Double(outputTokens - 1)
  }

  /// The nearest whole number of microseconds, so that files are short and the same on every
  /// machine.
  package static func toMicroseconds(_ seconds: Double) -> Double {
    (seconds * 1_000_000).rounded() / 1_000_000
  }
}

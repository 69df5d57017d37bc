/// A job on its way: when it came and how much of each kind of work it brings.
package struct Job: BitwiseCopyable, Sendable {
  /// When it arrived, in seconds from the run's beginning.
  package var arrival: Double
  /// Its communication as a multiple of a mean job's.
  package var communication: Double
  /// Its computation as a multiple of a mean job's.
  package var computation: Double
  /// Its place in the order of arrival, from 0.
  package var number: Int
  /// Tokens of its prompt, 0 where sizes are not from tokens.
  package var inputTokens: Int32
  /// Tokens it makes, 0 where sizes are not from tokens.
  package var outputTokens: Int32

  /// A job before it is known.
  package static let none = Job(
    arrival: .infinity, communication: 0, computation: 0, number: -1, inputTokens: 0,
    outputTokens: 0)

  /// Its service time on a chain: `Σ τᶜ_j` and `Σ τᵖ_j m_ij` stretched by its two factors, in
  /// seconds.
  @inline(__always)
  package func serviceTime(communication chainCommunication: Double, computation: Double) -> Double
  {
    chainCommunication * communication + computation * self.computation
  }
}

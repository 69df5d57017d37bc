/// One request of a trace.
public struct TraceRow: Hashable, Sendable {
  /// When it arrived, in seconds from the first request.
  public var arrival: Double
  /// Tokens of its prompt.
  public var inputTokens: Int
  /// Tokens it made.
  public var outputTokens: Int

  /// A request.
  public init(arrival: Double, inputTokens: Int, outputTokens: Int) {
    self.arrival = arrival
    self.inputTokens = inputTokens
    self.outputTokens = outputTokens
  }
}

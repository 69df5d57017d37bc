/// What of an answer could be confirmed without believing the backend that gave it.
package struct ConfirmedAnswer: Sendable {
  /// Why the solve ended; `optimal`, `gapReached`, `infeasible` and `unbounded` are proven.
  package var termination: Termination
  /// The best point that keeps every row.
  package var values: [Double]?
  /// What is proven of the objective, in the model's sense.
  package var bound: Double?
  /// The duals of the rows, where the answer had some.
  package var rowDuals: [Double]?
  /// What a reader should know beside the solver's words; nil for nothing.
  package var remark: String?

  /// An answer of what was confirmed; that it is proven is up to the caller.
  package init(
    termination: Termination, values: [Double]?, bound: Double?, rowDuals: [Double]?,
    remark: String?
  ) {
    self.termination = termination
    self.values = values
    self.bound = bound
    self.rowDuals = rowDuals
    self.remark = remark
  }
}

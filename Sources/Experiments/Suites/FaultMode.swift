/// How the method `fault` goes wrong.
enum FaultMode: String, CaseIterable, Sendable {
  /// It does not: it answers at once.
  case none
  /// Ends itself as a failed assertion does, with last words.
  case abort
  /// Sleeps past every limit.
  case sleep
  /// Takes memory without end.
  case memory
  /// Refuses with a sentence.
  case refuse
  /// Answers what no child answers.
  case nonsense
  /// Ends without an answer.
  case quit

  /// Suites may name the method only where this environment variable is set.
  static let variable = "CHAINWRIGHT_FAULTS"
}

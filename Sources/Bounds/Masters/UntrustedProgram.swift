import LinearModels

/// A backend's live linear program of which nothing is believed.
///
/// Duals say where to evaluate a bound, which holds whatever they are; values say where to branch.
/// So a figure that cannot be one, missing or beyond all measure, counts as 0; that a program is
/// infeasible is no more than no answer; and a backend that breaks down gives no answers any more.
struct UntrustedProgram {
  /// What the backend calls the optimum.
  struct Answer: Equatable {
    var objective: Double
    /// One for each column, from 0 on.
    var values: [Double]
    /// One for each row.
    var rowDuals: [Double]
  }

  private var program: any LiveProgram
  private let rowCount: Int
  private var columnCount: Int
  /// What the backend said when it broke down.
  private(set) var fault: String?

  /// Objectives are in units of the fastest slot's rate, so honest duals are some thousands at
  /// most; beyond this rounding would no longer be covered.
  private static let greatestDual = 1e8
  private static let greatestValue = 1e12

  init(_ program: any LiveProgram, of model: Model) {
    self.program = program
    rowCount = model.rowCount
    columnCount = model.variableCount
  }

  /// Adds columns behind those there are.
  mutating func add(_ columns: [LiveColumn]) throws {
    columnCount += columns.count
    guard fault == nil else { return }
    do { try program.add(columns) } catch { try note(error) }
  }

  /// Changes the bounds of a column.
  mutating func setBounds(ofColumn column: Int, lower: Double, upper: Double) throws {
    guard fault == nil else { return }
    do {
      try program.setBounds(ofColumn: column, lower: lower, upper: upper)
    } catch {
      try note(error)
    }
  }

  /// Solves from the last basis; nil where the backend has no optimum to show.
  mutating func solve(timeLimit: Duration?) throws -> Answer? {
    guard fault == nil else { return nil }
    let answer: LiveAnswer
    do {
      answer = try program.solve(timeLimit: timeLimit)
    } catch {
      try note(error)
      return nil
    }
    guard answer.termination == .optimal else { return nil }
    return Answer(
      objective: answer.objective.isFinite ? answer.objective : 0,
      values: Self.figures(answer.values, columnCount, in: 0...Self.greatestValue),
      rowDuals: Self.figures(answer.rowDuals, rowCount, in: -Self.greatestDual...Self.greatestDual))
  }

  /// So many figures within a range, 0 for those that are none.
  private static func figures(
    _ given: [Double], _ count: Int, in range: ClosedRange<Double>
  ) -> [Double] {
    if given.count == count, given.allSatisfy(range.contains) { return given }
    let missing = Array(repeating: 0.0, count: max(0, count - given.count))
    return given.prefix(count).map { range.contains($0) ? $0 : 0 } + missing
  }

  private mutating func note(_ error: SolverError) throws {
    guard case .fault(let words) = error else { throw error }
    fault = words
  }
}

extension LiveProgramSolver {
  /// Opens a program, lends it to the body, and closes it; it stays on the calling thread.
  ///
  /// - Returns: What the body returns, nil where the backend could not open the program; and what
  ///   the backend said where it broke down.
  /// - Throws: `SolverError` where the model is not valid or the backend is not there, and whatever
  ///   the body throws.
  func withUntrustedProgram<Result>(
    of model: Model, _ body: (inout UntrustedProgram) throws -> Result
  ) throws -> (result: Result?, fault: String?) {
    do {
      return try withLiveProgram(of: model) { program in
        var untrusted = UntrustedProgram(program, of: model)
        let result = try body(&untrusted)
        return (result, untrusted.fault)
      }
    } catch {
      guard case SolverError.fault(let words) = error else { throw error }
      return (nil, words)
    }
  }
}

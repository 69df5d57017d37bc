import Foundation

/// Model files for the tests, and what is known of them.
enum SampleModels {
  /// Three things of which two fit: 20, by b and c.
  static let knapsack = """
    \\ knapsack
    Maximize
     value: 10 a + 13 b + 7 c + 0.5 rest
    Subject To
     weight: 3 a + 4 b + 2 c + rest <= 6
    Binaries
     a b c
    End

    """

  /// A linear program: 2.75, at x = 2.5 and y = 0.25.
  static let linear = """
    NAME          linear
    ROWS
     N  cost
     G  least
     L  most
    COLUMNS
        x  cost  1  least  2
        x  most  1
        y  cost  1  least  4
    RHS
        rhs  least  6  most  2.5
    BOUNDS
     LO bnd  x  1
     LO bnd  y  0.25
     UP bnd  y  0.25
    ENDATA

    """

  static let infeasible = """
    Minimize
     cost: x
    Subject To
     least: x >= 3
     most: x <= 2
    End

    """

  static let unbounded = """
    Maximize
     gain: x
    Subject To
     least: x >= 3
    End

    """

  /// A market split: with slack any choice is feasible, and the optimum takes far longer to prove
  /// than a test may; without, the first point takes as long to find.
  static func marketSplit(hasSlack: Bool = true) -> String {
    var state: UInt64 = 1
    func weight() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % 100
    }
    let (rows, columns) = (0..<5, 0..<40)
    let gap = hasSlack ? rows.map { "o\($0) + u\($0)" }.joined(separator: " + ") : "c0"
    var text = "Minimize\n gap: \(gap)\nSubject To\n"
    for row in rows {
      let weights = columns.map { _ in weight() }
      let sum = zip(weights, columns).map { "\($0) c\($1)" }.joined(separator: " + ")
      let slack = hasSlack ? " + u\(row) - o\(row)" : ""
      text += " r\(row): \(sum)\(slack) = \(weights.reduce(0, +) / 2)\n"
    }
    return text + "Binaries\n " + columns.map { "c\($0)" }.joined(separator: " ") + "\nEnd\n"
  }

  /// A dense linear program whose coefficients alone are more than a few megabytes.
  static func dense(rows: Int, columns: Int) -> String {
    let names = (0..<columns).map { "x\($0)" }
    var text = "Minimize\n cost: " + names.joined(separator: " + ") + "\nSubject To\n"
    for row in 0..<rows {
      let sum = names.enumerated().map { "\($0 * row % 7 + 1) \($1)" }.joined(separator: " + ")
      text += " r\(row): \(sum) >= \(row + 1)\n"
    }
    return text + "End\n"
  }

  /// Writes a model into a directory of its own and gives its place.
  static func inFile(
    _ text: String, named name: String = "model.lp", _ body: (_ file: String) throws -> Void
  ) throws {
    try CommandRunner.inDirectory { directory in
      let file = "\(directory)/\(name)"
      try text.write(toFile: file, atomically: true, encoding: .utf8)
      try body(file)
    }
  }
}

extension Model {
  /// Beyond it doubles skip whole numbers.
  private static let largestWhole = 0x1p53
  /// From it on doubles have no fractions, so nothing tells a fraction from a whole number.
  private static let firstWithoutFractions = 0x1p52

  /// Checks that no number of the model is too large for doubles to tell it from its neighbours.
  ///
  /// Refused are coefficients beyond 2^53, finite bounds beyond it of integers, also where a row of
  /// one variable is the bound, equations of integers with such a side, and integers that the rows
  /// leave only values from 2^52 on. Sides of other rows and bounds of other variables may be of
  /// any size: they are often a way to say none.
  ///
  /// - Precondition: the model is valid.
  /// - Throws: the first number found that is too large.
  /// - Complexity: O(variables + terms).
  package func checkMagnitudes() throws(ModelError) {
    for (column, cost) in objectiveCoefficients().enumerated() where isTooLarge(cost) {
      throw .tooLarge(
        what: "The coefficient of \(place(ofColumn: column)) in the objective", value: cost)
    }
    for row in 0..<rowCount { try checkMagnitudes(row: row) }
    guard hasIntegers else { return }
    for column in 0..<variableCount where kinds[column].isIntegral {
      for bound in [lowers[column], uppers[column]] where isTooLarge(bound) {
        throw .tooLarge(what: "A bound of integer \(place(ofColumn: column))", value: bound)
      }
    }
    try checkRanges()
  }

  private func isTooLarge(_ number: Double) -> Bool {
    number.isFinite && abs(number) > Self.largestWhole
  }

  private func checkMagnitudes(row: Int) throws(ModelError) {
    let entries = entries(of: row)
    for entry in entries where isTooLarge(coefficients[entry]) {
      throw .tooLarge(
        what: "The coefficient of \(place(ofColumn: Int(columns[entry]))) in \(place(ofRow: row))",
        value: coefficients[entry])
    }
    let sides = [rowLowers[row], rowUppers[row]]
    guard !entries.isEmpty, entries.allSatisfy({ kinds[Int(columns[$0])].isIntegral }) else {
      return
    }
    if sides[0] == sides[1], isTooLarge(sides[0]) {
      throw .tooLarge(what: "The side of \(place(ofRow: row))", value: sides[0])
    }
    guard entries.count == 1, let entry = entries.first else { return }
    for bound in sides.map({ $0 / coefficients[entry] }) where isTooLarge(bound) {
      throw .tooLarge(
        what:
          "The bound of integer \(place(ofColumn: Int(columns[entry]))) by \(place(ofRow: row))",
        value: bound)
    }
  }

  private func checkRanges() throws(ModelError) {
    var ranges = ImpliedRanges(self)
    ranges.tighten(above: 0x1p32)
    for column in 0..<variableCount where kinds[column].isIntegral {
      let (lower, upper) = (ranges.lowers[column], ranges.uppers[column])
      guard lower <= upper else { continue }
      let nearest = lower > 0 ? lower : upper < 0 ? upper : 0
      guard abs(nearest) >= Self.firstWithoutFractions else { continue }
      throw .onlyLargeValues(variable: place(ofColumn: column), nearest: nearest)
    }
  }
}

/// The bounds of columns that follow from their own and from single rows.
private struct ImpliedRanges {
  private let model: Model
  private(set) var lowers: [Double]
  private(set) var uppers: [Double]

  init(_ model: Model) {
    self.model = model
    lowers = model.lowers
    uppers = model.uppers
  }

  /// Goes over the rows, again where a bound beyond a size was found, and at most four times.
  mutating func tighten(above size: Double) {
    for _ in 0..<4 {
      var isDone = true
      for row in 0..<model.rowCount {
        if tighten(row: row, above: size) { isDone = false }
      }
      if isDone { return }
    }
  }

  private mutating func tighten(row: Int, above size: Double) -> Bool {
    let entries = model.entries(of: row)
    var sums = (least: OpenSum(), greatest: OpenSum())
    for entry in entries {
      let ends = ends(of: entry)
      sums.least.add(ends.least)
      sums.greatest.add(ends.greatest)
    }
    var found = false
    for entry in entries {
      let own = ends(of: entry)
      let coefficient = model.coefficients[entry]
      let most = sums.least.room(below: model.rowUppers[row], without: own.least)
      let least = sums.greatest.room(below: model.rowLowers[row], without: own.greatest)
      let bounds = [least.map { $0 / coefficient }, most.map { $0 / coefficient }]
      let column = Int(model.columns[entry])
      if let lower = coefficient > 0 ? bounds[0] : bounds[1], lower > lowers[column] {
        lowers[column] = lower
        found = found || abs(lower) > size
      }
      if let upper = coefficient > 0 ? bounds[1] : bounds[0], upper < uppers[column] {
        uppers[column] = upper
        found = found || abs(upper) > size
      }
    }
    return found
  }

  /// The least and the greatest value of a term.
  private func ends(of entry: Int) -> (least: Double, greatest: Double) {
    let column = Int(model.columns[entry])
    let coefficient = model.coefficients[entry]
    let (one, other) = (coefficient * lowers[column], coefficient * uppers[column])
    return coefficient > 0 ? (one, other) : (other, one)
  }
}

/// A sum that knows how many of its summands are infinite.
private struct OpenSum {
  private var sum = 0.0
  private var size = 0.0
  private var infinite = 0

  mutating func add(_ summand: Double) {
    guard summand.isFinite else {
      infinite += 1
      return
    }
    sum += summand
    size += abs(summand)
  }

  /// What a side leaves to one of the summands; nil where that is infinite, or lost in rounding.
  func room(below side: Double, without summand: Double) -> Double? {
    guard side.isFinite, infinite == (summand.isFinite ? 0 : 1) else { return nil }
    let own = summand.isFinite ? summand : 0
    let room = side - (sum - own)
    return abs(room) >= 1e-6 * max(size - abs(own), abs(side)) ? room : nil
  }
}

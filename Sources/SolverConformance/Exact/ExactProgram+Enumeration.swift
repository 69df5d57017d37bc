import LinearModels

extension ExactProgram {
  /// What is true of the program, by trying all whole numbers and, for each, all corners of the
  /// rest.
  ///
  /// - Precondition: integer columns have both bounds, others at least the lower one.
  func truth() -> Truth {
    var enumeration = Enumeration(self)
    enumeration.visit(0)
    return enumeration.truth
  }
}

private struct Enumeration {
  let program: ExactProgram
  private let integers: [Int]
  private let continuous: [Int]
  /// The objective's coefficients, minimised.
  private let costs: [Int]
  /// By row and number of integers set: the least and greatest of what is still open.
  private var least: [[Double]] = []
  private var greatest: [[Double]] = []
  private var leastCost: [Double] = []
  private let rowsOfInteger: [[(row: Int, coefficient: Int)]]
  private var coefficients: [[Int]] = []
  private let unit: Int

  /// Each row's sum, and the objective's, over the integers that are set.
  private var sums: [Int]
  private var costSum = 0
  private var best: ExactFraction?
  private var isUnbounded = false

  init(_ program: ExactProgram) {
    self.program = program
    unit = Self.unit(of: program)
    let isInteger = program.columns.map(\.isInteger)
    integers = isInteger.indices.filter { isInteger[$0] }
    continuous = isInteger.indices.filter { !isInteger[$0] }
    costs = program.columns.map { program.sense == .minimize ? $0.cost : -$0.cost }
    sums = program.rows.map { _ in 0 }
    coefficients = program.rows.map { row in
      var dense = [Int](repeating: 0, count: isInteger.count)
      for term in row.terms { dense[term.column] += term.coefficient }
      return dense
    }
    rowsOfInteger = integers.map { [coefficients] column in
      coefficients.indices.filter { coefficients[$0][column] != 0 }
        .map { ($0, coefficients[$0][column]) }
    }
    for row in coefficients {
      least.append(remainders(of: row, by: min))
      greatest.append(remainders(of: row, by: max))
    }
    leastCost = remainders(of: costs, by: min)
  }

  var truth: Truth {
    if isUnbounded { return .unbounded }
    guard let best else { return .infeasible }
    let value = best.approximation / Double(program.costDenominator)
    return .optimal(program.sense == .minimize ? value : -value)
  }

  mutating func visit(_ depth: Int) {
    guard canStillBeBest(depth) else { return }
    guard depth < integers.count else { return complete() }
    let column = program.columns[integers[depth]]
    guard let upper = column.upper, column.lower <= upper else { return }
    for value in column.lower...upper {
      set(depth, by: value)
      visit(depth + 1)
      set(depth, by: -value)
    }
  }

  private mutating func set(_ depth: Int, by value: Int) {
    for entry in rowsOfInteger[depth] { sums[entry.row] += entry.coefficient * value }
    costSum += costs[integers[depth]] * value
  }

  /// False only where rows or the best point so far exclude whatever the open columns are.
  private func canStillBeBest(_ depth: Int) -> Bool {
    for (index, row) in program.rows.enumerated() {
      let sum = Double(sums[index])
      if let upper = row.upper, isAbove(sum + least[index][depth], Double(upper)) { return false }
      if let lower = row.lower, isAbove(Double(lower), sum + greatest[index][depth]) {
        return false
      }
    }
    guard let best, !isUnbounded else { return !isUnbounded }
    return !isAbove(Double(costSum) + leastCost[depth], best.approximation)
  }

  private func isAbove(_ left: Double, _ right: Double) -> Bool {
    left > right + 1e-9 * max(1, abs(right))
  }

  /// By number of integers set: the extreme sum of the integers that follow and all others.
  private func remainders(of row: [Int], by choose: (Double, Double) -> Double) -> [Double] {
    func extreme(_ index: Int) -> Double {
      let column = program.columns[index]
      let size = Double(column.denominator)
      guard row[index] != 0 else { return 0 }
      let upper = column.upper.map { Double($0) / size } ?? .infinity
      return choose(
        Double(row[index]) * Double(column.lower) / size, Double(row[index]) * upper)
    }
    var sums = [continuous.reduce(0) { $0 + extreme($1) }]
    for index in integers.reversed() { sums.append((sums.last ?? 0) + extreme(index)) }
    return sums.reversed()
  }

  /// The best of the other columns where all integers are set.
  ///
  /// They are measured in parts of one over `unit`, which keeps coefficients and with them
  /// determinants small where a denominator is that of the side alone.
  private mutating func complete() {
    var rest = Polyhedron(dimension: continuous.count)
    for (index, row) in program.rows.enumerated() {
      let normal = continuous.map { coefficients[index][$0] }
      let common = normal.reduce(row.denominator, greatestCommonDivisor)
      let scale = unit / common
      let sum = sums[index]
      let isPossible = rest.add(
        normal.map { Int128($0 / common) }, row.lower.map { ($0 - sum) * scale },
        row.upper.map { ($0 - sum) * scale })
      guard isPossible else { return }
    }
    for (place, index) in continuous.enumerated() {
      let column = program.columns[index]
      var normal = [Int128](repeating: 0, count: continuous.count)
      normal[place] = 1
      let scale = unit / column.denominator
      guard rest.add(normal, column.lower * scale, column.upper.map { $0 * scale }) else { return }
    }
    let mayFall = continuous.contains { costs[$0] < 0 && program.columns[$0].upper == nil }
    switch rest.minimum(continuous.map { Int128(costs[$0]) }, mayFall: mayFall) {
    case .infeasible: break
    case .unbounded: isUnbounded = true
    case .value(let value):
      let scale = value.denominator * Int128(unit)
      let total = ExactFraction(value.numerator + Int128(costSum) * scale, scale)
      best = best.map { min($0, total) } ?? total
    }
  }

  /// A multiple of all denominators.
  private static func unit(of program: ExactProgram) -> Int {
    let all = program.rows.map(\.denominator) + program.columns.map(\.denominator)
    return all.reduce(1) { $0 / greatestCommonDivisor($0, $1) * $1 }
  }
}

private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  var (high, low) = (abs(left), abs(right))
  while low != 0 { (high, low) = (low, high % low) }
  return high
}

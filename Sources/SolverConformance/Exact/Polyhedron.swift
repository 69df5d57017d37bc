/// A system of a few equations and inequalities in whole numbers, whose corners are all visited.
///
/// No corner is chosen over another by any rule, so nothing here can go the wrong way: a linear
/// function has its minimum over a pointed polyhedron at a corner, or falls along an extreme ray.
struct Polyhedron {
  /// `normal · x <= side`, or `=`.
  struct Plane {
    var normal: [Int128]
    var side: Int128
  }

  enum Minimum {
    case infeasible
    case unbounded
    case value(ExactFraction)
  }

  let dimension: Int
  var equations: [Plane] = []
  var inequalities: [Plane] = []

  init(dimension: Int) {
    self.dimension = dimension
  }

  /// Adds `lower <= normal · x <= upper`; false where no point at all can satisfy it.
  mutating func add(_ normal: [Int128], _ lower: Int?, _ upper: Int?) -> Bool {
    guard normal.contains(where: { $0 != 0 }) else {
      return (lower ?? 0) <= 0 && 0 <= (upper ?? 0)
    }
    if let lower, lower == upper {
      equations.append(Plane(normal: normal, side: Int128(lower)))
      return true
    }
    if let upper { inequalities.append(Plane(normal: normal, side: Int128(upper))) }
    if let lower {
      inequalities.append(Plane(normal: normal.map { -$0 }, side: -Int128(lower)))
    }
    return true
  }

  /// The minimum of `cost · x`.
  ///
  /// - Parameter mayFall: whether to look for a ray along which it falls without end.
  /// - Precondition: the polyhedron is pointed: every coordinate is bounded on one side.
  /// - Complexity: exponential in the dimension.
  func minimum(_ cost: [Int128], mayFall: Bool) -> Minimum {
    var system = Elimination(dimension: dimension)
    for plane in equations where system.add(plane) == .contradictory { return .infeasible }
    var best: ExactFraction?
    visit(system, from: 0, rank: dimension) { system in
      let (point, scale) = system.corner()
      guard contains(point, scale) else { return }
      let value = ExactFraction(product(cost, point), scale)
      best = best.map { min($0, value) } ?? value
    }
    guard let best else { return .infeasible }
    guard mayFall else { return .value(best) }
    var falls = false
    visit(system, from: 0, rank: dimension - 1) { system in
      let ray = system.direction()
      for sign: Int128 in [1, -1] where product(cost, ray) * sign < 0 {
        falls = falls || inequalities.allSatisfy { product($0.normal, ray) * sign <= 0 }
      }
    }
    return falls ? .unbounded : .value(best)
  }

  /// Calls the body with every choice of inequalities that, made equations, brings the rank.
  private func visit(
    _ system: Elimination, from first: Int, rank: Int, _ body: (Elimination) -> Void
  ) {
    guard system.rank < rank else {
      if system.rank == rank { body(system) }
      return
    }
    guard inequalities.count - first >= rank - system.rank else { return }
    for index in first..<inequalities.count {
      var next = system
      guard next.add(inequalities[index]) == .independent else { continue }
      visit(next, from: index + 1, rank: rank, body)
    }
  }

  /// Whether the point, divided by the scale, satisfies everything.
  private func contains(_ point: [Int128], _ scale: Int128) -> Bool {
    let sign: Int128 = scale < 0 ? -1 : 1
    return inequalities.allSatisfy { product($0.normal, point) * sign <= $0.side * scale * sign }
  }
}

private func product(_ left: [Int128], _ right: [Int128]) -> Int128 {
  var sum: Int128 = 0
  for index in left.indices { sum += left[index] * right[index] }
  return sum
}

/// Equations brought to echelon form one by one, without fractions (Bareiss 1968).
private struct Elimination {
  enum Effect {
    case independent
    case redundant
    case contradictory
  }

  let dimension: Int
  /// Normal and side, zero in the pivot columns of earlier rows.
  private var rows: [[Int128]] = []
  private var pivots: [Int] = []

  init(dimension: Int) {
    self.dimension = dimension
  }

  var rank: Int { rows.count }

  mutating func add(_ plane: Polyhedron.Plane) -> Effect {
    var row = plane.normal + [plane.side]
    var last: Int128 = 1
    for (other, pivot) in zip(rows, pivots) {
      let (own, its) = (row[pivot], other[pivot])
      for index in row.indices { row[index] = (row[index] * its - own * other[index]) / last }
      last = its
    }
    guard let pivot = row.indices.dropLast().first(where: { row[$0] != 0 }) else {
      return row[dimension] == 0 ? .redundant : .contradictory
    }
    rows.append(row)
    pivots.append(pivot)
    return .independent
  }

  /// The only solution, times the second number; of full rank.
  func corner() -> (point: [Int128], scale: Int128) {
    guard let last = rows.last, let pivot = pivots.last else { return ([], 1) }
    return (solved([Int128](repeating: 0, count: dimension), scale: last[pivot]), last[pivot])
  }

  /// A vector that the normals are all orthogonal to; of a rank one below the full one.
  func direction() -> [Int128] {
    var vector = [Int128](repeating: 0, count: dimension)
    let scale = rows.last.flatMap { row in pivots.last.map { row[$0] } } ?? 1
    for column in 0..<dimension where !pivots.contains(column) { vector[column] = scale }
    return solved(vector, scale: 0)
  }

  private func solved(_ start: [Int128], scale: Int128) -> [Int128] {
    var point = start
    for (row, pivot) in zip(rows, pivots).reversed() {
      var rest = scale * row[dimension]
      for column in 0..<dimension where column != pivot { rest -= row[column] * point[column] }
      point[pivot] = rest / row[pivot]
    }
    return point
  }
}

/// What a backend found for the pattern master: amounts above 0.
struct MasterSolution: Sendable {
  /// By server.
  var hosting: [[(choice: HostingChoice, amount: Double)]]
  var patterns: [(pattern: Pattern, amount: Double)]
  /// The rates of the slots that were asked for, those of a group all at their mean.
  var slots: [Double]

  /// `share` of the other and the rest of this one.
  func mixed(_ share: Double, of other: MasterSolution) -> MasterSolution {
    MasterSolution(
      hosting: zip(hosting, other.hosting).map { mine, theirs in
        mine.map { ($0.choice, (1 - share) * $0.amount) }
          + theirs.map { ($0.choice, share * $0.amount) }
      },
      patterns: patterns.map { ($0.pattern, (1 - share) * $0.amount) }
        + other.patterns.map { ($0.pattern, share * $0.amount) },
      slots: zip(slots, other.slots).map { (1 - share) * $0 + share * $1 })
  }
}

extension LinearMaster {
  /// The solution at some values of the program's variables.
  ///
  /// - Parameter columns: Those added behind the model's own.
  func solution(
    _ values: [Double], _ columns: [(pattern: Pattern, group: Int)]
  ) -> MasterSolution {
    var sums = groups.map { _ in 0.0 }
    var patterns: [(pattern: Pattern, amount: Double)] = []
    for (column, amount) in zip(columns, values.dropFirst(model.variableCount)) where amount > 1e-9
    {
      sums[column.group] += amount * column.pattern.rate
      patterns.append((column.pattern, amount))
    }
    return MasterSolution(
      hosting: serverIndices.map { server in
        hostingColumns(of: server).filter { values[$0.column] > 1e-9 }
          .map { ($0.choice, values[$0.column]) }
      },
      patterns: patterns,
      slots: zip(askedGroups, sums).flatMap { group, sum in
        Array(repeating: sum / Double(group.count), count: group.count)
      })
  }
}

/// What was found of a solver, by group of models.
public struct ConformanceReport: Sendable, CustomStringConvertible {
  /// Name and version of the solver.
  public let solver: String
  /// The groups in the order in which they were first asked.
  public private(set) var groups: [String] = []
  /// How many models were asked about, by group; each form counts.
  public private(set) var asked: [String: Int] = [:]
  /// Everything that was found.
  public private(set) var findings: [Finding] = []

  /// A report of nothing so far.
  public init(solver: String) {
    self.solver = solver
  }

  /// Adds what was found of one model.
  public mutating func add(_ found: [Finding], group: String) {
    if asked[group] == nil { groups.append(group) }
    asked[group, default: 0] += 1
    findings += found
  }

  /// What a user would be told that is not so.
  public var lies: [Finding] { findings.filter(\.kind.isLie) }

  /// What a conforming solver may not do: lie, or leave anything but a hard model open.
  public var failures: [Finding] { findings.filter { !$0.isAllowed } }

  /// Whether nothing was found but hard models that stayed open.
  public var isConforming: Bool { failures.isEmpty }

  /// How often what was found: a line for each group, a column for each kind that there is.
  public var table: String {
    let kinds = Finding.Kind.allCases.filter { kind in findings.contains { $0.kind == kind } }
    let rows = groups.map { group in
      [group, "\(asked[group] ?? 0)"]
        + kinds.map { kind in
          "\(findings.count { $0.group == group && $0.kind == kind })"
        }
    }
    let all = [["group", "models"] + kinds.map(\.rawValue)] + rows
    return all.map { row in
      row.enumerated().map { column, cell in
        let width = all.map { $0[column].count }.max() ?? 0
        let space = String(repeating: " ", count: width - cell.count)
        return column == 0 ? cell + space : "  " + space + cell
      }.joined()
    }.joined(separator: "\n")
  }

  /// The failures, and of each kind that is allowed a few.
  public var details: String {
    let open = Finding.Kind.allCases.flatMap { kind in
      findings.filter { $0.isAllowed && $0.kind == kind }.prefix(12)
    }
    return (failures + open).map(\.description).joined(separator: "\n")
  }

  /// The solver, the table and the details.
  public var description: String {
    ([solver, table] + (findings.isEmpty ? [] : [details])).joined(separator: "\n")
  }
}

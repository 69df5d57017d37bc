import LinearModels

extension KnownModel {
  /// Mixed-integer programs.
  public static let integer: [KnownModel] = [
    KnownModel("knapsack", group: "integer", .optimal(220)) {
      var model = Model(sense: .maximize)
      let items = [(60.0, 10.0), (100, 20), (120, 30)]
      let taken = items.map { _ in model.addVariable(kind: .binary) }
      var weight = LinearExpression()
      for (variable, item) in zip(taken, items) {
        weight.add(item.1, variable)
        model.objective.add(item.0, variable)
      }
      model.addRow(weight <= 50)
      return model
    },
    KnownModel("rounding the relaxation is wrong", group: "integer", .optimal(20)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(kind: .integer)
      let y = model.addVariable(kind: .integer)
      model.addRow(6 * x + 4 * y <= 24)
      model.addRow(x + 2 * y <= 6)
      model.objective = 5 * x + 4 * y
      return model
    },
    KnownModel("mixed", group: "integer", .optimal(5.5)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(kind: .integer)
      let y = model.addVariable()
      model.addRow(2 * x + 2 * y <= 7)
      model.addRow(x <= 2.9)
      model.objective = 2 * x + y
      return model
    },
    KnownModel("integer infeasible, relaxation feasible", group: "integer", .infeasible) {
      var model = Model()
      let x = model.addVariable(upper: 10, kind: .integer)
      let y = model.addVariable(upper: 10, kind: .integer)
      model.addRow(2 * x + 2 * y == 7)
      model.objective = x + y
      return model
    },
    KnownModel("integer unbounded", group: "integer", .unbounded) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(kind: .integer)
      let y = model.addVariable(kind: .integer)
      model.addRow(x - y == 0)
      model.objective = x + y
      return model
    },
    KnownModel("relaxation unbounded, integers infeasible", group: "integer", .infeasible) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 10, kind: .integer)
      let y = model.addVariable(kind: .integer)
      model.addRow(2 * x == 5)
      model.objective = LinearExpression(y)
      return model
    },
    KnownModel("integer objective constant and maximum", group: "integer", .optimal(-95)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 5, kind: .integer)
      model.addRow(2 * x <= 11)
      model.objective = x - 100
      return model
    },
    KnownModel("integer equality with negative coefficients", group: "integer", .optimal(7)) {
      var model = Model()
      let x = model.addVariable(upper: 20, kind: .integer)
      let y = model.addVariable(upper: 20, kind: .integer)
      model.addRow(3 * x - 5 * y == 1)
      model.addRow(x + y >= 4)
      model.addRow(x >= 3)
      model.objective = x - 0 * y
      return model
    },
    KnownModel("integer range row", group: "integer", .optimal(4)) {
      var model = Model()
      let x = model.addVariable(kind: .integer)
      let y = model.addVariable(kind: .integer)
      model.addRow(.between(7.5, 2 * x + 2 * y, 9))
      model.objective = x + y
      return model
    },
    KnownModel("assignment", group: "integer", .optimal(5)) {
      let cost = [[4.0, 1, 3], [2, 0, 5], [3, 2, 2]]
      var model = Model()
      let x = cost.map { $0.map { _ in model.addVariable(kind: .binary) } }
      for index in 0..<3 {
        model.addRow(x[index].reduce(LinearExpression()) { $0 + $1 } == 1)
        model.addRow(x.reduce(LinearExpression()) { $0 + $1[index] } == 1)
        for other in 0..<3 { model.objective += cost[index][other] * x[index][other] }
      }
      return model
    },
    KnownModel("near tie of 1e-7 between binaries", group: "integer", .optimal(1 + 1e-7)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(kind: .binary)
      let y = model.addVariable(kind: .binary)
      model.addRow(x + y <= 1)
      model.objective = x + (1 + 1e-7) * y
      return model
    },
    KnownModel("near tie of 1e-8 between sums", group: "integer", .optimal(2 + 3e-8)) {
      var model = Model(sense: .maximize)
      let x = (0..<4).map { _ in model.addVariable(kind: .binary) }
      model.addRow(2 * x[0] + 2 * x[1] + 3 * x[2] + 3 * x[3] <= 5)
      model.objective = x[0] + x[1] + (1 + 2e-8) * x[2] + (1 + 3e-8) * x[3]
      return model
    },
  ]

  /// Models without variables, rows, objective or point.
  public static let degenerate: [KnownModel] = [
    KnownModel("nothing at all", group: "degenerate", .optimal(0)) { Model() },
    KnownModel("only a constant", group: "degenerate", .optimal(3.5)) {
      var model = Model()
      model.objective = 3.5
      return model
    },
    KnownModel("no variables, a row that holds", group: "degenerate", .optimal(0)) {
      var model = Model()
      model.addRow(lower: -1, upper: 1, LinearExpression())
      return model
    },
    KnownModel("no variables, a row that fails", group: "degenerate", .infeasible) {
      var model = Model()
      model.addRow(lower: 1, upper: 2, LinearExpression())
      return model
    },
    KnownModel("no rows, continuous", group: "degenerate", .optimal(-8)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(lower: -9, upper: 4)
      let y = model.addVariable(lower: 3, upper: 8)
      model.objective = x - 4 * y
      return model
    },
    KnownModel("no rows, integer", group: "degenerate", .optimal(9)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 4.5, kind: .integer)
      let y = model.addVariable(lower: -5, upper: 8, kind: .integer)
      model.objective = x - y
      return model
    },
    KnownModel("empty objective, continuous", group: "degenerate", .optimal(0)) {
      var model = Model()
      let x = model.addVariable()
      model.addRow(x >= 2)
      return model
    },
    KnownModel("empty objective, integer", group: "degenerate", .optimal(0)) {
      var model = Model(sense: .maximize)
      let x = model.addVariable(upper: 9, kind: .integer)
      model.addRow(3 * x >= 2)
      return model
    },
    KnownModel("empty row that holds", group: "degenerate", .optimal(1)) {
      var model = Model()
      let x = model.addVariable(lower: 1, kind: .integer)
      model.addRow(lower: 0, upper: 0, x - x)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("empty row that fails", group: "degenerate", .infeasible) {
      var model = Model()
      let x = model.addVariable(lower: 1)
      model.addRow(lower: 1, upper: 3, x - x)
      model.objective = LinearExpression(x)
      return model
    },
    KnownModel("repeated variables in row and objective", group: "degenerate", .optimal(6)) {
      var model = Model()
      let x = model.addVariable(kind: .integer)
      model.addRow(x + x + x >= 7)
      model.objective = x + x
      return model
    },
    KnownModel("variable that is in no row", group: "degenerate", .optimal(-2)) {
      var model = Model()
      let x = model.addVariable(upper: 5)
      let y = model.addVariable(lower: -2, upper: 5, kind: .integer)
      model.addRow(x >= 1)
      model.objective = LinearExpression(y)
      return model
    },
  ]
}
